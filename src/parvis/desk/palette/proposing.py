"""From a sentence to proposals: an act on a case with its object, a case, a page, a view, a person. Reads, never acts.

Choosing an act opens its form, filled in: whoever chose it reads it and sends it. Only acts that the agent may do on that
case now are proposed, and what the agent does not read does not exist here either.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from parvis.cases import references
from parvis.cases.abilities import abilities
from parvis.cases.handing_over import may_receive
from parvis.cases.models import Case
from parvis.catalog.catalogue import catalogue
from parvis.catalog.models import Priority, RequestType
from parvis.desk.cases.acts import ACTS
from parvis.desk.lists.choices import assignable_agents, choices_of
from parvis.desk.lists.filters import QueueFilter
from parvis.desk.palette.matching import matching
from parvis.desk.palette.places import pages_for
from parvis.desk.palette.searching import find
from parvis.desk.palette.understanding import Understood, references_meant, understand
from parvis.desk.saved.shown import ShownView, views_seen
from parvis.directory.models import Person
from parvis.kit.names import unaccented
from parvis.organisation.access import Access
from parvis.organisation.models import Department
from parvis.tenancy.configuration import snapshot
from parvis.ui.dates import full

#: Objects proposed for an act; acts proposed for a case.
MOST_OBJECTS, MOST_ACTS = 5, 7
#: In this order, of a case that was named without an act.
USUAL = (
    "claim", "hand-over", "closure", "assignment", "triage", "note", "reply", "hold", "resumption", "schedule", "reopening",
)  # fmt: skip


@dataclass(frozen=True)
class Proposal:
    title: str
    url: str
    icon: str
    detail: str = ""
    #: Opens as a dialog, over the page one is on.
    dialog: bool = False


@dataclass(frozen=True)
class Group:
    label: str
    proposals: list[Proposal]


@dataclass
class Answer:
    groups: list[Group] = field(default_factory=list)
    #: Said when there is nothing to choose, or something to add.
    hint: str = ""

    def add(self, label: str, proposals: Iterable[Proposal]) -> None:
        kept = list(proposals)
        if kept:
            self.groups.append(Group(label, kept))


def propose(text: str, access: Access, *, here: str, today: date) -> Answer:
    """``here``: the reference of the case on screen, meant when the sentence names none. Some ten queries, sixteen at most."""
    said = understand(text, today)
    if not said.text:
        return _at_rest(access, here)
    answer = Answer()
    cases = _cases(said, access, here, today)
    if said.has_act and cases:
        for case in cases:
            _propose_act(answer, said, case, access)
        if answer.groups or not said.guessed:
            return answer
    elif said.has_act and said.reference:
        answer.hint = f"Aucune demande {said.reference} que vous puissiez lire."
        return answer
    elif said.reference and not said.words and cases:
        for case in cases:
            answer.add(f"Demande {case.reference}", [case_proposal(case), *_acts_of(case, access)])
        return answer
    if said.has_act and not said.guessed and not answer.hint:
        answer.hint = f"Pour agir sur une demande, ajoutez sa référence : « {said.text} 26-0412 »."
        if not said.words:
            return answer
    _look_for(answer, said, access)
    return answer


def _at_rest(access: Access, here: str) -> Answer:
    answer = Answer()
    case = _readable(access, [here])
    for one in case:
        answer.add(f"Demande {one.reference}", _acts_of(one, access))
    answer.add("Vues", [_view(view) for view in views_seen(access, choices_of(access)) if view.pinned])
    answer.add("Pages", [Proposal(p.label, p.url, p.icon) for p in pages_for(access)])
    return answer


def _cases(said: Understood, access: Access, here: str, today: date) -> list[Case]:
    """The case that was named; of two years that both have that number, both. None named: the one on screen."""
    if said.reference:
        return _readable(access, references_meant(said.reference, today.year))
    return _readable(access, [here]) if said.has_act else []


def _readable(access: Access, wanted: Sequence[str]) -> list[Case]:
    known = [reference for reference in wanted if reference and references.read(reference) == reference]
    if not known:
        return []
    readable = Case.objects.readable_by(access).filter(reference__in=known)
    found = {
        c.reference: c
        for c in readable.select_related("request_type", "department", "assignee", "sector").defer("search")
    }
    return [found[reference] for reference in known if reference in found]


# --- acts ----------------------------------------------------------------------------------------------------------


def _propose_act(answer: Answer, said: Understood, case: Case, access: Access) -> None:
    noun, objects = _meant(said, case, access)
    form = ACTS[noun]
    if form.ability not in abilities(access, case) or not form.is_possible(case):
        if case.is_open:
            answer.hint = f"« {form.title} » n'est pas possible sur {case.reference} pour vous, maintenant."
            again = []
        else:
            answer.hint = f"{case.reference} est close."
            again = _acts_of(case, access, only="reopening")
        answer.add(f"Demande {case.reference}", [case_proposal(case), *again])
        return
    if said.unread_day:
        answer.hint = (
            f"Date non comprise : « {said.unread_day} ». Essayez « lundi », « 12/03 » ou « 1er décembre »."
        )
    detail = _told(case)
    proposals = [
        Proposal(
            f"{_verb(noun)} {case.reference}{words}",
            _address(case, noun, fields),
            form.icon,
            detail,
            dialog=True,
        )
        for words, fields in objects[:MOST_OBJECTS]
    ]
    answer.add(form.title, proposals)
    answer.add("", [case_proposal(case)])


def _meant(said: Understood, case: Case, access: Access) -> tuple[str, list[tuple[str, dict[str, str]]]]:
    """The act, and what it may be about: words for the proposal, fields for its form. One query for names of agents.

    « confier à la voirie » is a hand-over, « transférer à Claire » an assignment.
    """
    noun, words = said.noun, said.words
    plain: list[tuple[str, dict[str, str]]] = [("", {})]
    why = {"reason": said.reason} if said.reason else {}
    match noun:
        case "hand-over" | "assignment" if words:
            departments = _departments(words, case) if noun == "hand-over" else []
            agents = [] if departments else _agents(words, access)
            departments = departments or ([] if agents else _departments(words, case))
            if agents:
                return "assignment", [(f" à {name}", {"to": str(pk)}) for pk, name in agents]
            if departments:
                found = [(f" → {d.name}", {"department": str(d.pk)} | why) for d in departments]
                return "hand-over", found
        case "hand-over" if why:
            return noun, [("", why)]
        case "triage":
            return noun, _triages(said, access) or plain
        case "schedule" if said.day:
            return noun, [(f" le {full(said.day)}", {"on": said.day.isoformat()})]
        case "note" | "tasks" if said.rest:
            return noun, [(f" : « {said.rest[:60]} »", {"body" if noun == "note" else "what": said.rest})]
    return noun, plain


def _triages(said: Understood, access: Access) -> list[tuple[str, dict[str, str]]]:
    priority = {"priority": str(said.priority)} if said.priority else {}
    told = f", priorité {Priority(said.priority).label.lower()}" if said.priority else ""
    types = _types(said.words, access) if said.words else []
    if types:
        return [(f" : {t.label}{told}", {"request_type": t.code} | priority) for t in types]
    return [(told, priority)] if priority else []


def _acts_of(case: Case, access: Access, only: str = "") -> list[Proposal]:
    able = abilities(access, case)
    found = []
    for noun in [only] if only else USUAL:
        form = ACTS[noun]
        if form.ability in able and form.is_possible(case):
            found.append(
                Proposal(f"{_verb(noun)} {case.reference}", _address(case, noun, {}), form.icon, dialog=True)
            )
    return found[:MOST_ACTS]


VERBS = {
    "claim": "Prendre", "closure": "Clore", "reopening": "Rouvrir", "assignment": "Confier", "hand-over": "Transmettre",
    "resumption": "Reprendre", "hold": "Mettre en attente", "schedule": "Planifier", "triage": "Qualifier",
    "reply": "Répondre sur", "note": "Noter sur", "tasks": "Confier une tâche de", "attachment": "Joindre à",
    "links": "Lier", "duplicate": "Dire doublon", "duplicates": "Rapprocher des doublons de",
    "checklist": "Ajouter les étapes de", "outside": "Confier à une entreprise une tâche de",
    "enlistment": "Ajouter un service au suivi de",
}  # fmt: skip


def _verb(noun: str) -> str:
    return VERBS[noun]


def _address(case: Case, noun: str, fields: dict[str, str]) -> str:
    address = reverse("desk:act", args=[case.reference, noun])
    return f"{address}?{urlencode(fields)}" if fields else address


# --- objects -------------------------------------------------------------------------------------------------------


def _departments(words: Sequence[str], case: Case) -> list[Department]:
    """That may receive the case, by code or by words of their name. None asked of the database."""
    known = catalogue(snapshot()).departments.values()
    possible = [d for d in known if may_receive(d, case)]
    exact = [d for d in possible if len(words) == 1 and unaccented(d.code) == words[0]]
    return exact or matching(words, [(d, d.name) for d in possible])


def _agents(words: Sequence[str], access: Access) -> list[tuple[int, str]]:
    agents = assignable_agents(access)
    return matching(words, [((pk, name), name) for pk, name in agents.items()])


def _types(words: Sequence[str], access: Access) -> list[RequestType]:
    sectors = access.readable_sectors | access.open_sectors
    known = [t for t in catalogue(snapshot()).types if t.sector_id in sectors]
    return matching(words, [(t, t.label) for t in known])


# --- everything else -----------------------------------------------------------------------------------------------


def _look_for(answer: Answer, said: Understood, access: Access) -> None:
    words = tuple(unaccented(said.text).split())
    pages = matching(words, [(p, f"{p.label} {p.also}") for p in pages_for(access)])
    choices = choices_of(access)
    views = matching(words, [(v, v.view.name) for v in views_seen(access, choices)])
    departments = matching(
        words, [((c, name), f"{name} {c}") for c, (_pk, name) in choices.departments.items()]
    )
    found = find(said.text, access)
    answer.add("Pages", [Proposal(p.label, p.url, p.icon) for p in pages[:4]])
    answer.add("Vues", [_view(view) for view in views[:4]])
    answer.add(
        "Demandes proches" if found.near else "Demandes", [case_proposal(case) for case in found.cases]
    )
    answer.add(
        "Usagers proches" if found.near else "Usagers", [person_proposal(person) for person in found.persons]
    )
    answer.add("Services", [_department(code, name) for code, name in departments[:3]])
    answer.add("Types", [type_proposal(kind) for kind in found.types])
    if not answer.groups and not answer.hint:
        answer.hint = (
            "Rien trouvé. Essayez une référence, un nom, un téléphone, ou « transférer 26-0412 voirie »."
        )


def case_proposal(case: Case) -> Proposal:
    return Proposal(
        f"{case.reference} · {case.request_type.label}",
        reverse("desk:case", args=[case.reference]),
        "file-text",
        _told(case),
    )


def _told(case: Case) -> str:
    return " · ".join(
        part for part in (str(case.get_state_display()), case.department.name, case.address) if part
    )


def person_proposal(person: Person) -> Proposal:
    return Proposal(person.display_name, reverse("desk:person", args=[person.pk]), "user")


def type_proposal(kind: RequestType) -> Proposal:
    url = QueueFilter({"state": "open", "type": kind.code}).url()
    return Proposal(kind.label, url, "tag", "Les demandes ouvertes de ce type")


def _department(code: str, name: str) -> Proposal:
    url = QueueFilter({"state": "open", "department": code}).url()
    return Proposal(name, url, "building", "Les demandes ouvertes de ce service")


def _view(view: ShownView) -> Proposal:
    return Proposal(view.view.name, view.url, "bookmark", view.shared_with)
