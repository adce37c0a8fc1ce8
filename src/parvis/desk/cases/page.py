"""The case: its thread on the left, what one must know on the right, one composer below, its acts on top."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from parvis.cases.abilities import abilities, in_emergency, sees_inside
from parvis.cases.checklists import missing_steps
from parvis.cases.contributing import may_leave
from parvis.cases.emergency import reading_of
from parvis.cases.models import Case
from parvis.desk.cases.acts import ACTS
from parvis.desk.cases.answers import labelled_answers
from parvis.desk.cases.clocks import due_of
from parvis.desk.cases.finding import readable_case, way_back, with_way_back
from parvis.desk.cases.following import shown_followers
from parvis.desk.cases.hops import stays_of
from parvis.desk.cases.note import NoteForm
from parvis.desk.cases.on_its_way import drafts_of, on_its_way
from parvis.desk.cases.reading import mark_new
from parvis.desk.cases.recipients import contact_points, recipient_among, said, shown_person
from parvis.desk.cases.reply import ReplyForm
from parvis.desk.cases.sealed_reading import note_reading
from parvis.desk.cases.tasks import ShownTasks, shown_tasks
from parvis.desk.cases.thread import FILTERS, Thread, thread_of
from parvis.desk.cases.ties import ties_of
from parvis.desk.entry.vault import vault_key, vault_owner
from parvis.desk.live.refreshing import is_refresh
from parvis.desk.notices.bell import Bell
from parvis.desk.reading_log import logs_reading
from parvis.directory.models import ContactPoint, Person
from parvis.kit import clock
from parvis.kit.env import env
from parvis.notifications.colleagues.reading import last_reading
from parvis.organisation.current import agent_required
from parvis.replies.models import Draft
from parvis.surveys.rating import rating_of


@dataclass(frozen=True)
class Button:
    noun: str
    label: str
    icon: str
    url: str
    key: str
    hint: str
    primary: bool = False


#: On the bar, in this order: the noun, its short word and its key.
BAR = (
    ("claim", "Prendre", "c"),
    ("closure", "Clore", "x"),
    ("reopening", "Rouvrir", "x"),
    ("assignment", "Confier", "a"),
    ("hand-over", "Transmettre", "t"),
    ("resumption", "Reprendre", "e"),
    ("hold", "Mettre en attente", "e"),
    ("schedule", "Planifier", "p"),
    ("triage", "Qualifier", "q"),
    ("attachment", "Joindre", "f"),
)


@require_safe
@logs_reading
@agent_required
def case_page(request: HttpRequest, reference: str) -> HttpResponse:
    case = readable_case(request, reference)
    note_reading(request, case)
    access, now = request.access, clock.now()  # type: ignore[attr-defined]
    able = abilities(access, case)
    person, points = shown_person(case, access), contact_points(case, access)
    recipient = recipient_among(person, points)
    has_email = bool(recipient and recipient.email)
    only = request.GET.get("fil", "tout")
    only = only if only in FILTERS else "tout"
    outside = not sees_inside(access, case)
    tasks, ties = shown_tasks(case, access, now, back=way_back(request)), ties_of(case, access)
    drafts = drafts_of(case, access)
    thread = thread_of(
        case,
        person,
        access=access,
        has_email=has_email,
        now=now,
        only=only,
        whole="entier" in request.GET,
        notes_of=access.agent_id if outside else None,
    )
    seen = last_reading(case, access)
    context: dict[str, Any] = {
        "case": case,
        "has_new": mark_new(thread, seen, request.agent.display_name),  # type: ignore[attr-defined]
        "followers": shown_followers(case, access, back=way_back(request)),
        "person": person,
        "thread": thread,
        "filters": _filters(request, thread, only),
        "only": only,
        "bar": _bar(request, case, able),
        "due": due_of(case, now),
        "answers": labelled_answers(case),
        "recipient": recipient,
        "emails": [p for p in points if p.kind == ContactPoint.Kind.EMAIL],
        "phones": [(p.value, said(p)) for p in points if p.kind == ContactPoint.Kind.PHONE],
        "addresses": [p for p in points if p.kind == ContactPoint.Kind.POSTAL],
        "person_url": _person_url(request, person),
        "other_cases": _other_cases(request, case) if person else 0,
        "tasks": tasks,
        "ties": ties,
        "tie_acts": _tie_acts(request, case, able),
        "stays": stays_of(case, now),
        "emergency": reading_of(case, access.agent_id, now) if in_emergency(access, case) else None,
        "rating": rating_of(case) if case.closed_at or case.reopened else None,
        "new_task": _address(request, case, "tasks") if "add_task" in able else "",
        "outside": _address(request, case, "outside") if "add_task" in able and may_leave(case) else "",
        "steps": _steps(case, tasks, able),
        "add_steps": _address(request, case, "checklist"),
        "on_its_way": on_its_way(drafts, case, access, able, now),
        "back": way_back(request),
        "points": _points(case),
        "map_style": env().tiles_url,
        # The keyboard goes on from the case's title, not from the top of the menu.
        "after_act": len(get_messages(request)) > 0,
        "nav_active": "queue",
    }
    if not is_refresh(request):
        context |= _surroundings(
            request, case, able, drafts, unread=thread.last_event > (seen.event_id if seen else 0)
        )
    return render(request, "desk/cases/page.html", context)


def _surroundings(
    request: HttpRequest, case: Case, able: frozenset[str], drafts: list[Draft], *, unread: bool
) -> dict[str, Any]:
    """What a page that refreshes itself keeps as it is: the composers, and what tells that it is read."""
    bell = Bell(request.access)  # type: ignore[attr-defined]
    return {
        "unseen": unread or bell.speaks_of(case.pk),
        "bell": bell,
        "reply_form": _form(request, case, ReplyForm, drafts) if "reply" in able else None,
        "note_form": _form(request, case, NoteForm, drafts) if "note" in able else None,
        "vault_key": vault_key(request.agent),  # type: ignore[attr-defined]
        "vault_owner": vault_owner(request.agent),  # type: ignore[attr-defined]
    }


def _form(
    request: HttpRequest, case: Case, form_class: type[ReplyForm] | type[NoteForm], drafts: list[Draft]
) -> dict[str, Any]:
    form = form_class(
        case=case,
        access=request.access,  # type: ignore[attr-defined]
        drafts=drafts,
        auto_id=f"composer-{form_class.noun}-%s",
    )
    return {"form": form, "action": _address(request, case, form_class.noun)}


def _address(request: HttpRequest, case: Case, noun: str) -> str:
    return with_way_back(reverse("desk:act", args=[case.reference, noun]), way_back(request))


def _bar(request: HttpRequest, case: Case, able: frozenset[str]) -> list[Button]:
    buttons = []
    for noun, label, key in BAR:
        form = ACTS[noun]
        if form.ability in able and form.is_possible(case):
            url = _address(request, case, noun)
            # For who intervenes without answering, closing is what the work ends with.
            done = noun == "closure" and "reply" not in able
            shown = "C'est fait" if done else label
            buttons.append(
                Button(noun, shown, form.icon, url, key, form.title, primary=done or noun == "claim")
            )
    return buttons


def _tie_acts(request: HttpRequest, case: Case, able: frozenset[str]) -> list[Button]:
    """Under the list of links: one that is a duplicate, several that are, and any other link."""
    nouns = [noun for noun in ("links", "duplicates", "duplicate") if ACTS[noun].ability in able]
    if not case.is_open:
        nouns = [noun for noun in nouns if noun == "links"]
    words = {"links": "Lier", "duplicates": "Rapprocher des doublons", "duplicate": "C'est un doublon"}
    return [
        Button(noun, words[noun], ACTS[noun].icon, _address(request, case, noun), "", ACTS[noun].title)
        for noun in nouns
    ]


def _steps(case: Case, tasks: ShownTasks, able: frozenset[str]) -> int:
    """How many steps of its type are no task yet, for who may add them."""
    if "add_task" not in able:
        return 0
    known = {shown.task.title for shown in tasks.shown}
    known |= {step.text for shown in tasks.shown for step in shown.steps}
    return len(missing_steps(case, known))


def _filters(request: HttpRequest, thread: Thread, only: str) -> list[tuple[str, int, str, bool]]:
    kept = {"retour": way_back(request)} if way_back(request) else {}
    return [
        (label, thread.counts[name], "?" + urlencode(kept | {"fil": name}) + "#fil", name == only)
        for name, label in FILTERS.items()
    ]


def _person_url(request: HttpRequest, person: Person | None) -> str:
    """Of the record, for who may open it: not from the counter, of somebody known through a sealed sector alone."""
    access = request.access  # type: ignore[attr-defined]
    if person is None or not access.readable_sectors.intersection(person.sectors):
        return ""
    return reverse("desk:person", args=[person.pk]) + f"?{urlencode({'retour': request.path})}"


def _other_cases(request: HttpRequest, case: Case) -> int:
    """The person's other cases that this agent reads: what is sealed elsewhere is not even counted."""
    readable = Case.objects.readable_by(request.access)  # type: ignore[attr-defined]
    return int(readable.filter(person_id=case.person_id).exclude(pk=case.pk).count())


def _points(case: Case) -> dict[str, Any] | None:
    if case.latitude is None or case.longitude is None:
        return None
    geometry = {"type": "Point", "coordinates": [float(case.longitude), float(case.latitude)]}
    feature = {"type": "Feature", "geometry": geometry, "properties": {"label": case.reference}}
    return {"type": "FeatureCollection", "features": [feature]}
