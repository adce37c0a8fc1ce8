"""One act on many cases: previewed, done by a job case after case, summed up, and taken back."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from parvis.cases.assigning import assign
from parvis.cases.holding import hold
from parvis.cases.models import Case, Note
from parvis.cases.noting import note
from parvis.cases.scheduling import schedule
from parvis.cases.tasking import add_task
from parvis.desk.bulk import selecting
from parvis.desk.bulk.acts import BULK_ACTS
from parvis.desk.bulk.sweeping import sweep
from parvis.desk.bulk.working import work
from parvis.desk.cases.acts import ACTS
from parvis.desk.models import BulkItem, BulkRun
from parvis.directory.matching import Identity
from parvis.directory.models import Person
from parvis.history.models import Event
from parvis.kit import clock
from parvis.notifications.recipients import address_of, persons_written_to
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Agent, Department, Membership
from parvis.portal.thread import thread
from tests.cases.steps import AT, sealed_type, worker
from tests.desk.bulk import ask, counts, done, job, prepared, reasons, undone
from tests.desk.test_lists_queue import data_queries
from tests.factories import agent, case, closed_case

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday(town: Any) -> Any:
    with clock.travel(AT):
        yield


@pytest.fixture
def desk(signed_in: Callable[[Agent], Client]) -> tuple[Client, Agent]:
    paul = agent("Paul Petit", ("case_worker", "VOI"))
    return signed_in(paul), paul


def department(code: str) -> Department:
    return Department.objects.get(code=code)


def test_each_act_is_one_of_the_case_page_with_its_ability() -> None:
    for code, act in BULK_ACTS.items():
        if act.own_affair:  # a button beside the names of those who follow
            assert act.ability == "follow"
        else:
            assert act.ability == ACTS[code].ability
    assert len({act.key for act in BULK_ACTS.values()}) == len(BULK_ACTS)


def test_nothing_is_done_before_the_preview_is_confirmed(desk: tuple[Client, Agent]) -> None:
    client, _paul = desk
    mine, taken, ended, school = case(), case(), closed_case(), case(type_code="SCO-INS")
    assign(taken, to=agent("Rose Rue", ("case_worker", "VOI")), by=worker(), at=AT)
    before = Event.objects.count()
    run = prepared(client, "claim", [mine, taken, ended, school])
    assert counts(run) == {"pending": 1, "skipped": 3}
    assert reasons(run) == {
        "Un collègue en est déjà chargé.", "La demande est close.", "Ce geste revient au service chargé de la demande.",
    }  # fmt: skip
    page = client.get(f"/desk/lots/{run.pk}").content.decode().replace("&#x27;", "'")
    assert "1 demande sera traitée" in page
    assert mine.reference in page
    assert Event.objects.count() == before
    assert not ProcrastinateJob.objects.filter(queue_name="bulk").exists()
    client.post(f"/desk/lots/{run.pk}/confirmation")
    assert ProcrastinateJob.objects.filter(queue_name="bulk").count() == 1
    assert counts(job(run)) == {"done": 1, "skipped": 3}
    assert run.state == BulkRun.State.DONE


def test_hand_over_then_take_back_but_what_somebody_touched(desk: tuple[Client, Agent]) -> None:
    client, paul = desk
    made = [case() for _ in range(4)]
    assign(made[0], to=paul, by=actor_of(paul), at=AT)
    run = done(client, "hand-over", made, department=str(department("ESV").pk), reason="Une haie")
    assert counts(run) == {"done": 4}
    moved = Case.objects.get(pk=made[0].pk)
    assert (moved.department.code, moved.assignee_id) == ("ESV", None)
    note(Case.objects.get(pk=made[1].pk), body="J'y vais", by=worker("Gaëlle Verte"), at=AT)
    undone(client, run)
    assert counts(run) == {"undone": 3, "kept": 1}
    assert reasons(run) == {"Modifiée depuis par Gaëlle Verte."}
    back = Case.objects.get(pk=made[0].pk)
    assert (back.department.code, back.assignee_id) == ("VOI", paul.pk)
    assert Case.objects.get(pk=made[1].pk).department.code == "ESV"
    page = client.get(f"/desk/lots/{run.pk}").content.decode()
    assert "3 demandes sont revenues comme avant" in page
    assert made[1].reference in page


@pytest.mark.parametrize(
    ("act", "fields"),
    [
        ("claim", {}),
        ("assignment", {"to": "claire"}),
        ("hand-over", {"department": "ESV", "reason": "Une haie"}),
        ("triage", {"priority": "1"}),
        ("triage", {"request_type": "VOI-ECL", "priority": ""}),
        ("hold", {"waiting_for": "third_party", "reason": "Devis"}),
        ("hold", {"waiting_for": "person", "reason": "Une photo"}),
        ("schedule", {"on": "2026-03-20", "comment": ""}),
        ("closure", {"outcome": "done", "text": "C'est fait."}),
    ],
)
def test_each_act_is_taken_back_to_what_it_was(
    desk: tuple[Client, Agent], act: str, fields: dict[str, str]
) -> None:
    client, paul = desk
    claire = agent("Claire Voirin", ("case_worker", "VOI"))
    given = dict(fields)
    if "to" in given:
        given["to"] = str(claire.pk)
    if "department" in given:
        given["department"] = str(department(given["department"]).pk)
    made = case()
    schedule(made, on=AT.date().replace(day=9), by=actor_of(paul), at=AT)
    watched = (
        "state",
        "department_id",
        "assignee_id",
        "priority",
        "request_type_id",
        "scheduled_on",
        "waiting_for",
        "outcome",
    )
    before = Case.objects.values(*watched).get(pk=made.pk)
    run = done(client, act, [made], **given)
    assert counts(run) == {"done": 1}, reasons(run)
    assert Case.objects.values(*watched).get(pk=made.pk) != before
    undone(client, run)
    assert counts(run) == {"undone": 1}, reasons(run)
    assert Case.objects.values(*watched).get(pk=made.pk) == before


@pytest.mark.parametrize(
    ("act", "fields"),
    [
        ("claim", {}),
        ("hand-over", {"department": "ESV", "reason": "Une haie"}),
        ("triage", {"priority": "1"}),
        ("hold", {"waiting_for": "person", "reason": "Une photo"}),
        ("schedule", {"on": "2026-03-20", "comment": ""}),
    ],
)
def test_what_nobody_had_touched_is_untreated_again(
    desk: tuple[Client, Agent], act: str, fields: dict[str, str]
) -> None:
    client, _paul = desk
    if "department" in fields:
        fields = fields | {"department": str(department(fields["department"]).pk)}
    made = case()
    watched = (
        "state",
        "assignee_id",
        "department_id",
        "first_act_at",
        "first_reply_at",
        "scheduled_on",
        "priority",
    )
    before = Case.objects.values(*watched).get(pk=made.pk)
    run = done(client, act, [made], **fields)
    assert counts(run) == {"done": 1}, reasons(run)
    undone(client, run)
    assert (counts(run), reasons(run)) == ({"undone": 1}, set())
    assert Case.objects.values(*watched).get(pk=made.pk) == before


def test_what_the_person_was_answered_stays_in_progress_and_it_is_said(desk: tuple[Client, Agent]) -> None:
    client, _paul = desk
    made = [case(), case()]
    run = undone(client, done(client, "closure", made, outcome="done", text="C'est fait."))
    assert counts(run) == {"undone": 2}
    assert set(Case.objects.values_list("state", flat=True)) == {"in_progress"}
    page = client.get(f"/desk/lots/{run.pk}").content.decode()
    assert "2 demandes sont revenues comme avant" in page
    assert "Dont 2 qui restent « En cours »." in page
    assert "la personne a déjà lu une réponse" in page


def test_a_day_that_is_taken_back_is_cancelled_where_the_person_reads(desk: tuple[Client, Agent]) -> None:
    client, _paul = desk
    untouched, waiting = case(), case()
    hold(waiting, waiting_for="third_party", reason="Devis", by=worker(), at=AT)
    run = done(client, "schedule", [untouched, waiting], on="2026-03-20", comment="")
    undone(client, run)
    assert counts(run) == {"undone": 2}, reasons(run)
    for made in (untouched, waiting):
        told = [entry.what for entry in thread(made)[0]]
        assert told[-2:] == [
            "Une intervention est prévue le vendredi 20 mars 2026.",
            "La date du vendredi 20 mars 2026 est annulée.",
        ]


def test_a_note_on_each_which_stays(desk: tuple[Client, Agent]) -> None:
    client, _paul = desk
    made = [case(), case(type_code="SCO-INS")]
    run = prepared(client, "note", made, body="Réunion publique le 12.")
    # Changed since the preview: a note does not mind.
    assign(Case.objects.get(pk=made[0].pk), to=None, by=worker(), at=AT)
    client.post(f"/desk/lots/{run.pk}/confirmation")
    assert counts(job(run)) == {"done": 2}
    assert Note.objects.filter(body="Réunion publique le 12.").count() == 2
    answer = client.post(f"/desk/lots/{run.pk}/annulation", follow=True)
    assert "ne s&#x27;annule pas" in answer.content.decode()
    assert Note.objects.count() == 2


def test_what_changed_since_the_preview_is_left(desk: tuple[Client, Agent]) -> None:
    client, _paul = desk
    made = [case(), case()]
    run = prepared(client, "triage", made, priority="1")
    note(Case.objects.get(pk=made[0].pk), body="Attention", by=worker(), at=AT)
    client.post(f"/desk/lots/{run.pk}/confirmation")
    assert counts(job(run)) == {"done": 1, "skipped": 1}
    assert reasons(run) == {"Elle a changé depuis l'aperçu."}


def test_all_that_answers_the_filter_frozen_at_the_preview(desk: tuple[Client, Agent]) -> None:
    client, _paul = desk
    for _ in range(5):
        case()
    case(type_code="VOI-ECL")
    run = prepared(client, "triage", tout="1", filtre="state=open&type=VOI-NDP", priority="1")
    assert counts(run) == {"pending": 5}
    assert "Nid-de-poule" in run.selection
    case()
    client.post(f"/desk/lots/{run.pk}/confirmation")
    assert counts(job(run)) == {"done": 5}


def test_the_list_and_the_form_name_the_acts(desk: tuple[Client, Agent]) -> None:
    client, _paul = desk
    made = case()
    page = client.get("/desk/queue?state=open").content.decode()
    for act in BULK_ACTS.values():
        assert re.search(rf'value="{act.code}" data-key="{act.key}"[^>]*>.*{act.label}</button>', page), act
        form = client.get("/desk/lots/nouveau", {"geste": act.code, "case": made.pk, "filtre": "state=open"})
        assert f"{act.label} : 1 demande" in form.content.decode()


def test_large_numbers_are_sent_as_numbers(desk: tuple[Client, Agent]) -> None:
    """Screens write them as people do, « 1 234 567 »; forms do not."""
    client, _paul = desk
    made = case()
    Case.objects.filter(pk=made.pk).update(id=1_234_567)
    page = client.get("/desk/queue?state=open").content.decode()
    assert 'name="case" value="1234567"' in page
    run = prepared(client, "note", Case.objects.all(), body="Vu")
    assert counts(run) == {"pending": 1}


def test_chosen_cases_on_paper(desk: tuple[Client, Agent]) -> None:
    client, _paul = desk
    made, other, secret = case(), case(), case(type_code=sealed_type().code)
    page = client.get(
        "/desk/lots/impression", {"case": [made.pk, secret.pk], "filtre": "state=open"}
    ).content.decode()
    assert made.reference in page
    assert "12 rue des Lilas" in page
    assert other.reference not in page
    assert secret.reference not in page


def test_too_many_or_none_is_said_and_what_was_typed_is_kept(
    desk: tuple[Client, Agent], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, _paul = desk
    for _ in range(3):
        case()
    monkeypatch.setattr(selecting, "MOST", 2)
    answer = ask(client, "note", tout="1", body="Réunion publique")
    assert answer.status_code == 422
    assert "Plus de 2 demandes" in answer.content.decode()
    empty = ask(client, "note", body="Réunion publique")
    assert empty.status_code == 422
    assert "Aucune demande" in empty.content.decode()
    missing = ask(client, "hand-over", Case.objects.all()[:1], department="", reason="")
    assert "Choisissez le service." in missing.content.decode()
    assert not BulkRun.objects.exists()
    assert client.get("/desk/lots/nouveau?geste=zzz").status_code == 404


def test_closing_says_how_many_persons_are_written_to_and_asks(desk: tuple[Client, Agent]) -> None:
    client, _paul = desk
    person = Identity(given_names="Jean", family_name="Sans", phone="+33612345678")
    made = [
        case(),
        case(person=person),
        case(person=Identity(given_names="Léa", family_name="Refus", email="lea@x.fr")),
    ]
    Person.objects.filter(pk=made[2].person_id).update(no_electronic=True)
    run = prepared(client, "closure", made, outcome="done", text="C'est fait.")
    assert run.mails == 1
    assert "1 personne recevra un courriel" in client.get(f"/desk/lots/{run.pk}").content.decode()
    for wrong in ({}, {"mails": "7"}):
        client.post(f"/desk/lots/{run.pk}/confirmation", wrong)
        run.refresh_from_db()
        assert run.state == BulkRun.State.PREPARED
    client.post(f"/desk/lots/{run.pk}/confirmation", {"mails": "1"})
    assert counts(job(run)) == {"done": 3}
    assert "ne peuvent pas être rattrapés" in client.get(f"/desk/lots/{run.pk}").content.decode()


def test_mails_are_counted_as_they_are_addressed(town: Any) -> None:
    kind = sealed_type()
    made = [
        case(), case(person=Identity(given_names="A", family_name="B", phone="+33612345678")), case(type_code=kind.code),
        case(person=Identity(given_names="C", family_name="D", email="c@x.fr")),
    ]  # fmt: skip
    assert persons_written_to(made) == sum(bool(address_of(one)) for one in made)


def test_tasks_left_undone_and_refusals_without_reasons(desk: tuple[Client, Agent]) -> None:
    client, paul = desk
    made = case()
    add_task(made, department=made.department, title="Baliser", by=actor_of(paul), at=AT)
    run = prepared(client, "closure", [made], outcome="done")
    assert reasons(run) == {"Des tâches ne sont pas faites : elle se clôt à la main."}
    answer = ask(client, "closure", [made], outcome="refused", text=" ")
    assert "donnez les raisons" in answer.content.decode()


def test_sealed_cases_are_neither_chosen_nor_named_outside(signed_in: Callable[[Agent], Client]) -> None:
    kind = sealed_type()
    secret, made = case(type_code=kind.code), case()
    client = signed_in(agent("Paul Petit", "dispatcher", ("case_worker", "VOI")))
    run = prepared(client, "note", [secret, made], body="Vu")
    assert [item.case_id for item in run.items.all()] == [made.pk]
    everything = prepared(client, "note", tout="1", filtre="state=all", body="Vu")
    assert secret.pk not in everything.items.values_list("case_id", flat=True)
    # Handed over to a sealed sector: out of sight, and out of reach.
    gone = done(client, "hand-over", [made], department=str(kind.department_id), reason="C'est social")
    assert counts(gone) == {"done": 1}
    page = client.get(f"/desk/lots/{gone.pk}").content.decode()
    assert made.reference not in page
    undone(client, gone)
    assert counts(gone) == {"kept": 1}
    assert reasons(gone) == {"Elle n'est plus de votre ressort."}


def test_a_run_is_its_authors_alone(desk: tuple[Client, Agent], signed_in: Callable[[Agent], Client]) -> None:
    client, _paul = desk
    run = prepared(client, "note", [case()], body="Vu")
    other = signed_in(agent("Rose Rue", ("manager", "VOI")))
    for path in ("", "/confirmation", "/arret", "/annulation", "/abandon"):
        answer = other.post(f"/desk/lots/{run.pk}{path}") if path else other.get(f"/desk/lots/{run.pk}")
        assert answer.status_code == 404, path


def test_one_at_a_time_and_a_second_click_does_nothing(desk: tuple[Client, Agent]) -> None:
    client, _paul = desk
    made = [case(), case()]
    first = prepared(client, "triage", [made[0]], priority="1")
    second = prepared(client, "triage", [made[1]], priority="1")
    for _ in range(2):
        client.post(f"/desk/lots/{first.pk}/confirmation")
    assert ProcrastinateJob.objects.filter(queue_name="bulk").count() == 1
    told = client.post(f"/desk/lots/{second.pk}/confirmation", follow=True).content.decode()
    assert "déjà en cours" in told
    second.refresh_from_db()
    assert second.state == BulkRun.State.PREPARED
    job(first)
    client.post(f"/desk/lots/{second.pk}/confirmation")
    assert counts(job(second)) == {"done": 1}


def test_stopped_midway_then_taken_up_again(
    desk: tuple[Client, Agent], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, _paul = desk
    made = [case() for _ in range(4)]
    run = prepared(client, "triage", made, priority="1")
    client.post(f"/desk/lots/{run.pk}/confirmation")
    run.refresh_from_db()
    monkeypatch.setattr("parvis.desk.bulk.working.SLICE", 0.0)
    assert work(run.pk, run.attempt, should_stop=lambda: False), "one case a slice"
    assert counts(run) == {"done": 1, "pending": 3}
    client.post(f"/desk/lots/{run.pk}/arret")
    assert not work(run.pk, run.attempt, should_stop=lambda: False), "the stopped run's job has nothing to do"
    assert counts(run) == {"done": 1, "pending": 3}
    client.post(f"/desk/lots/{run.pk}/relance")
    assert counts(job(run)) == {"done": 4}
    assert Event.objects.filter(type="case.triaged").count() == 4


def test_who_lost_their_role_meanwhile_does_nothing(desk: tuple[Client, Agent]) -> None:
    client, paul = desk
    run = prepared(client, "triage", [case(), case()], priority="1")
    client.post(f"/desk/lots/{run.pk}/confirmation")
    Membership.objects.filter(agent=paul).delete()
    assert counts(job(run)) == {"skipped": 2}
    assert not Event.objects.filter(type="case.triaged").exists()


def test_an_unforeseen_error_costs_one_case(
    desk: tuple[Client, Agent], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, _paul = desk
    made = [case() for _ in range(3)]
    run = prepared(client, "triage", made, priority="1")
    client.post(f"/desk/lots/{run.pk}/confirmation")
    true = BULK_ACTS["triage"].perform

    def perform(self: Any, one: Case, **kwargs: Any) -> None:
        if one.pk == made[1].pk:
            raise ZeroDivisionError
        true(self, one, **kwargs)

    monkeypatch.setattr(BULK_ACTS["triage"], "perform", perform)
    assert counts(job(run)) == {"done": 2, "failed": 1}


def test_previewing_many_takes_few_queries(desk: tuple[Client, Agent]) -> None:
    client, _paul = desk
    for _ in range(30):
        case()
    with CaptureQueriesContext(connection) as captured:
        run = prepared(client, "closure", tout="1", outcome="done")
    assert counts(run) == {"pending": 30}
    assert len(data_queries(captured)) <= 22
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/desk/lots/{run.pk}")
    assert len(data_queries(captured)) <= 10


def test_nights_forget_what_was_not_confirmed(desk: tuple[Client, Agent]) -> None:
    client, _paul = desk
    old = prepared(client, "note", [case()], body="Vu")
    over = done(client, "note", [case()], body="Vu")
    with clock.travel(AT.replace(day=6)):
        recent = prepared(client, "note", [case()], body="Vu")
        sweep()
    assert set(BulkRun.objects.values_list("pk", flat=True)) == {over.pk, recent.pk}
    assert not BulkItem.objects.filter(run_id=old.pk).exists()
    with clock.travel(AT.replace(month=9)):
        sweep()
    assert not BulkRun.objects.exists()
