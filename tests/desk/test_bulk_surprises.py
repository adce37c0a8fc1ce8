"""What comes between the preview, the job and the way back: a rule, a reply on its way, a wait, routing, a filter."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.cases.assigning import assign
from parvis.cases.handing_over import hand_over
from parvis.cases.holding import hold, resume
from parvis.cases.models import Case, Message
from parvis.cases.noting import note
from parvis.catalog.catalogue import catalogue
from parvis.desk.models import BulkItem
from parvis.history.models import Event
from parvis.kit import clock
from parvis.notifications.models import Delivery
from parvis.notifications.notices.held import Held
from parvis.organisation.access import Access
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Agent
from parvis.replies.models import Draft
from parvis.routing.lessons import lessons
from parvis.routing.reactions import reroute
from parvis.routing.trying import Period
from parvis.tenancy.configuration import snapshot
from tests.cases.steps import AT, worker
from tests.desk.bulk import ask, counts, done, job, prepared, reasons, undone
from tests.desk.test_bulk import department
from tests.desk.test_lists_queue import data_queries
from tests.factories import agent, case
from tests.replies.conftest import rule, written_by

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday(town: Any) -> Any:
    with clock.travel(AT):
        yield


@pytest.fixture
def desk(signed_in: Callable[[Agent], Client]) -> tuple[Client, Agent]:
    paul = agent("Paul Petit", ("case_worker", "VOI"))
    return signed_in(paul), paul


def test_a_rule_made_since_the_preview_keeps_the_text_from_leaving(desk: tuple[Client, Agent]) -> None:
    client, _paul = desk
    run = prepared(client, "closure", [case()], outcome="done", text="C'est fait.")
    assert counts(run) == {"pending": 1}
    rule()
    client.post(f"/desk/lots/{run.pk}/confirmation", {"mails": str(run.mails)})
    assert counts(job(run)) == {"skipped": 1}
    assert reasons(run) == {"Ce que la personne lira doit d'abord être validé : elle se clôt depuis sa page."}
    assert Case.objects.get().is_open


def test_a_rule_on_a_nature_costs_no_query_by_case(desk: tuple[Client, Agent]) -> None:
    client, _paul = desk
    for _ in range(20):
        case()
    rule(kind="complaint")
    with CaptureQueriesContext(connection) as captured:
        run = prepared(client, "closure", tout="1", outcome="done", text="C'est fait.")
    assert sum(counts(run).values()) == 20
    assert len(data_queries(captured)) <= 22


@pytest.mark.parametrize(
    ("act", "fields"),
    [
        ("hand-over", {"department": "ESV", "reason": "Une haie"}),
        ("triage", {"request_type": "VOI-ECL", "priority": ""}),
    ],
)
def test_a_reply_on_its_way_leaves_before(
    desk: tuple[Client, Agent], act: str, fields: dict[str, str]
) -> None:
    client, paul = desk
    made = case()
    draft = written_by(paul, made)
    given = dict(fields)
    if "department" in given:
        given["department"] = str(department(given["department"]).pk)
    run = done(client, act, [made], **given)
    assert counts(run) == {"done": 1}, reasons(run)
    assert Message.objects.get().body == "Nous passons mardi."
    assert Draft.objects.get(pk=draft.pk).state == Draft.State.LEFT


@pytest.mark.parametrize(
    ("act", "fields"),
    [
        ("schedule", {"on": "2026-03-20", "comment": ""}),
        ("closure", {"outcome": "done", "text": "C'est fait."}),
    ],
)
def test_a_wait_goes_on_and_the_person_is_not_asked_again(
    desk: tuple[Client, Agent], act: str, fields: dict[str, str]
) -> None:
    client, paul = desk
    made = case(received_at=AT)
    hold(made, waiting_for="person", reason="Une photo ?", by=actor_of(paul), at=AT)
    due = made.due_at
    assert due is not None
    with clock.travel(AT + timedelta(days=4)):
        run = done(client, act, [made], **fields)
        assert counts(run) == {"done": 1}, reasons(run)
    with clock.travel(AT + timedelta(days=5)):
        undone(client, run)
    assert counts(run) == {"undone": 1}, reasons(run)
    back = Case.objects.get(pk=made.pk)
    assert (back.state, back.waiting_for, back.waiting_since, back.due_at) == ("waiting", "person", AT, due)
    assert Event.objects.filter(type=Held.event.code).count() == 1
    last = Event.objects.filter(case_id=made.pk).order_by("-id")[0]
    assert (last.type, last.is_public) == ("case.waiting_restored", False)
    assert last.sentence == "De nouveau en attente de l'usager, comme avant : le geste est annulé."
    assert not Delivery.objects.filter(event_id=last.pk).exists()
    # The clock that stopped then is counted once, from the first day.
    resume(back, by=worker(), at=AT + timedelta(days=7))
    assert back.due_at == due + timedelta(days=7)


def triages() -> list[Event]:
    return list(Event.objects.filter(type="case.triaged").order_by("id"))


def test_what_routing_moved_goes_back_where_it_was(desk: tuple[Client, Agent]) -> None:
    client, paul = desk
    made = case()
    assign(made, to=paul, by=actor_of(paul), at=AT)
    run = done(client, "triage", [made], request_type="ESV-TON", priority="")
    assert counts(run) == {"done": 1}, reasons(run)
    reroute(triages()[0])
    moved = Case.objects.get(pk=made.pk)
    assert (moved.department.code, moved.assignee_id) == ("ESV", None)
    undone(client, run)
    assert counts(run) == {"undone": 1}, reasons(run)
    reroute(triages()[1])
    back = Case.objects.get(pk=made.pk)
    assert (back.request_type.code, back.department.code, back.assignee_id) == ("VOI-NDP", "VOI", paul.pk)
    assert taught() == {}


def taught() -> dict[str, int]:
    """Where the town's hand-overs say that requests should have gone, and how often."""
    found = lessons(
        access=Access.of(agent("Sylvie Morel", "administrator")),
        period=Period(AT - timedelta(days=1), AT + timedelta(days=1)),
        known=catalogue(snapshot()),
    )
    return {hop.target.code: hop.count for lesson in found for hop in lesson.hops}


def test_a_hand_over_of_many_that_is_taken_back_teaches_routing_nothing(desk: tuple[Client, Agent]) -> None:
    client, _paul = desk
    made = [case() for _ in range(3)]
    run = done(client, "hand-over", made, department=str(department("ESV").pk), reason="Des haies")
    note(Case.objects.get(pk=made[0].pk), body="J'y vais", by=worker(), at=AT)
    undone(client, run)
    assert counts(run) == {"undone": 2, "kept": 1}
    assert taught() == {"ESV": 1}, "the one that stayed was meant"
    hand_overs = dict(Case.objects.values_list("pk", "hand_overs"))
    assert [hand_overs[one.pk] for one in made] == [1, 0, 0]


def test_what_somebody_had_handed_over_stays_there_after_the_way_back(
    desk: tuple[Client, Agent], signed_in: Callable[[Agent], Client]
) -> None:
    _client, paul = desk
    made = case()
    hand_over(made, to=department("ESV"), reason="Une haie", by=actor_of(paul), at=AT)
    client = signed_in(agent("Gaëlle Verte", ("case_worker", "ESV")))
    run = done(client, "triage", [made], request_type="VOI-ECL", priority="")
    undone(client, run)
    assert counts(run) == {"undone": 1}, reasons(run)
    # The jobs of both triages, late: the last word is that of who took the act back.
    for event in triages():
        reroute(event)
    assert Case.objects.get(pk=made.pk).department.code == "ESV"


def test_a_filter_that_means_nothing_any_more_reaches_no_case(desk: tuple[Client, Agent]) -> None:
    client, _paul = desk
    made = case()
    sent = {"tout": "1", "filtre": "state=open&type=DISPARU"}
    form = client.get("/desk/lots/nouveau", {"geste": "note", **sent}).content.decode()
    assert "Le filtre ne vaut plus (le type « DISPARU » n&#x27;existe pas ici)" in form
    answer = ask(client, "note", **sent, body="Vu")
    assert answer.status_code == 422
    assert "revenez à la liste" in answer.content.decode()
    assert not BulkItem.objects.exists()
    assert made.reference not in client.get("/desk/lots/impression", sent).content.decode()


def test_the_page_of_a_run_takes_as_many_queries_whatever_the_reasons(desk: tuple[Client, Agent]) -> None:
    client, _paul = desk
    made = [case() for _ in range(6)]
    run = done(client, "note", made, body="Vu")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page = client.get(f"/desk/lots/{run.pk}").content.decode()
        assert all(one.reference in page for one in made)
        return len(data_queries(captured))

    together = queries()
    for rank, item in enumerate(run.items.order_by("id")):
        BulkItem.objects.filter(pk=item.pk).update(state="skipped", reason=f"Raison {rank}")
    assert queries() == together


def test_one_case_alone_is_said_in_the_singular(desk: tuple[Client, Agent]) -> None:
    client, _paul = desk
    run = done(client, "claim", [case()])
    assert "1 demande sur 1 : prise." in client.get(f"/desk/lots/{run.pk}").content.decode()
