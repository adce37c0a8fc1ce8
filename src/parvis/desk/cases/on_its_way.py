"""What the case page shows of texts that have not left: the ten seconds, a planned hour, a wait for approval, and the
drafts of colleagues. One query, and one more for the approvals when somebody waits for one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse

from parvis.cases.abilities import sees_inside
from parvis.cases.models import Case
from parvis.cases.states import State as CaseState
from parvis.desk.cases.attachments import File
from parvis.desk.cases.reply import closed_warning
from parvis.organisation.access import Access
from parvis.replies.drafting import ABILITIES
from parvis.replies.models import Draft
from parvis.replies.ruling import asked_of, may_approve
from parvis.replies.sending import UNDO
from parvis.ui.dates import ago, clock_time, day, full, local

State, Kind = Draft.State, Draft.Kind
#: What whoever wrote it does with it, and did once it left.
DOES = {
    Kind.REPLY: "répond à la personne",
    Kind.CLOSURE: "va clore la demande",
    Kind.QUESTION: "pose une question à la personne",
    Kind.NOTE: "écrit une note",
}
DID = {
    Kind.REPLY: "a répondu à la personne",
    Kind.CLOSURE: "a clos la demande",
    Kind.QUESTION: "a posé une question à la personne",
    Kind.NOTE: "a écrit une note",
}
#: Written in the form of an act rather than in the composer: what was begun, and the noun of the act.
BEGUN = {
    Kind.CLOSURE: ("a préparé une clôture", "closure"),
    Kind.QUESTION: ("a préparé une question", "hold"),
}
#: On one case; more would be a fault of ours.
MOST = 50


@dataclass(frozen=True)
class Button:
    label: str
    icon: str
    url: str
    #: Done by this very button, without asking again.
    post: bool = False
    primary: bool = False


@dataclass(frozen=True)
class Shown:
    draft: Draft
    what: str
    #: Its state in words, with an icon and a tone.
    said: str
    icon: str
    tone: str
    #: Seconds until it leaves, for the countdown; None when it does not leave by itself now.
    leaves_in: int | None = None
    warning: str = ""
    buttons: list[Button] = field(default_factory=list)
    files: list[File] = field(default_factory=list)

    @property
    def also_told(self) -> str:
        """Who else reads it, on their own case."""
        many = len(self.draft.told)
        if not many or self.draft.state == State.WRITING:
            return ""
        return "et à la personne d'un doublon" if many == 1 else f"et aux personnes de {many} doublons"


@dataclass(frozen=True)
class OnItsWay:
    """``refresh_in``: seconds after which the page has something new to show, 0 when it has not."""

    shown: list[Shown]
    colleagues: list[Shown]
    refresh_in: int


def drafts_of(case: Case, access: Access) -> list[Draft]:
    """Everything on this case that has not left; whoever took a sealed request, outside its sector, has their own alone."""
    mine = {} if sees_inside(access, case) else {"agent_id": access.agent_id}
    found = (
        Draft.objects.filter(case=case, **mine)
        .exclude(state=State.LEFT)
        .select_related("agent", "first_author", "rule")
    )
    return list(found.order_by("id")[:MOST])


def on_its_way(
    drafts: Sequence[Draft], case: Case, access: Access, able: frozenset[str], now: datetime
) -> OnItsWay:
    going = [d for d in drafts if d.state != State.WRITING]
    decided = {d.pk for d in going if d.state == State.SUBMITTED and may_approve(access, d)}
    shown = [
        shown_draft(d, case, access, able, now, decides=d.pk in decided)
        for d in going
        if "reply" in able or d.agent_id == access.agent_id or d.pk in decided
    ]
    mine = [
        d for d in drafts if d.state == State.WRITING and d.kind in BEGUN and d.agent_id == access.agent_id
    ]
    shown += [_begun(d, case, able) for d in mine]
    others = [
        d
        for d in drafts
        if d.state == State.WRITING
        and d.kind == Draft.Kind.REPLY
        and d.agent_id != access.agent_id
        and ("reply" in able or d.first_author_id == access.agent_id)
    ]
    left = [s.leaves_in for s in shown if s.leaves_in is not None]
    return OnItsWay(
        shown,
        [shown_draft(d, case, access, able, now) for d in others],
        max(2, min(left) + 2) if left else 0,
    )


def shown_draft(
    draft: Draft, case: Case, access: Access, able: frozenset[str], now: datetime, *, decides: bool = False
) -> Shown:
    what = DOES[Kind(draft.kind)]
    if draft.state == State.WRITING:
        return _being_written(draft, case, able, now)
    if draft.state == State.LEFT:
        return Shown(draft, DID[Kind(draft.kind)], "Partie", "check", "green")
    if draft.state == State.SUBMITTED:
        asked = asked_of(draft.asked_role)
        buttons = [_read(draft, case, "Relire et valider", primary=True)] if decides else [_read(draft, case)]
        if draft.agent_id == access.agent_id or "reply" in able:
            buttons.append(_recall(draft, case, "Reprendre"))
        return Shown(draft, what, f"À valider par {asked}", "user-check", "violet", buttons=buttons)
    if draft.state == State.HELD or draft.leaves_at is None:
        return Shown(
            draft, what, draft.notice or "Retenue", "alert-triangle", "amber",
            buttons=[_recall(draft, case, "Reprendre")],
        )  # fmt: skip
    if draft.leaves_at - now > 2 * UNDO:
        warning = closed_warning(case, draft.leaves_at)
        buttons = [_read(draft, case), _recall(draft, case, "Ne pas envoyer")]
        said = f"Partira le {full(draft.leaves_at)}"
        return Shown(draft, what, said, "clock", "blue", warning=warning, buttons=buttons)
    left = max(0, round((draft.leaves_at - now).total_seconds()))
    said = f"Part dans {left} s" if left else "Part maintenant"
    buttons = [_recall(draft, case, "Annuler l'envoi", primary=True)]
    return Shown(draft, what, said, "hourglass", "blue", leaves_in=left, buttons=buttons)


def _being_written(draft: Draft, case: Case, able: frozenset[str], now: datetime) -> Shown:
    here = local(draft.updated_at)
    when = day(draft.updated_at, now)
    said = clock_time(here) if when == "aujourd'hui" else f"{when} à {clock_time(here)}"
    took = " (commencé par " + draft.first_author.display_name + ")" if draft.first_author else ""
    words = f"a un brouillon, enregistré {ago(draft.updated_at, now)}{took}"
    buttons = [_read(draft, case, "Le lire")]
    if "reply" in able:
        url = reverse("desk:draft_act", args=[case.reference, draft.pk, "takeover"])
        buttons.append(Button("Le reprendre", "pencil", url, post=True))
    return Shown(draft, words, said, "pencil", "slate", buttons=buttons)


def _begun(draft: Draft, case: Case, able: frozenset[str]) -> Shown:
    words, noun = BEGUN[Kind(draft.kind)]
    url = reverse("desk:act", args=[case.reference, noun])
    goes_on = ABILITIES[Kind(draft.kind)] in able and (noun != "hold" or case.state != CaseState.WAITING)
    buttons = [Button("La reprendre", "pencil", url, primary=True)] if goes_on else []
    url = reverse("desk:draft_act", args=[case.reference, draft.pk, "removal"])
    buttons.append(Button("L'effacer", "trash", url))
    return Shown(draft, words, draft.notice or "Brouillon", "alert-triangle", "amber", buttons=buttons)


def _read(draft: Draft, case: Case, label: str = "Relire", *, primary: bool = False) -> Button:
    return Button(label, "eye", reverse("desk:draft", args=[case.reference, draft.pk]), primary=primary)


def _recall(draft: Draft, case: Case, label: str, *, primary: bool = False) -> Button:
    url = reverse("desk:draft_act", args=[case.reference, draft.pk, "recall"])
    return Button(label, "arrow-back-up", url, post=True, primary=primary)
