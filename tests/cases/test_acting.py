"""What all verbs share: the lock, who may, the version, one event."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from parvis.cases.acting import NotAllowed, NotPossible, Refused, Stale, Unclear
from parvis.cases.assigning import AlreadyTaken, assign, claim
from parvis.cases.attaching import attach
from parvis.cases.closing import close
from parvis.cases.handing_over import hand_over
from parvis.cases.holding import hold, resume
from parvis.cases.models import Case
from parvis.cases.noting import note
from parvis.cases.reopening import reopen
from parvis.cases.replying import reply
from parvis.cases.scheduling import schedule
from parvis.cases.triaging import triage
from parvis.catalog.models import Priority
from parvis.files.models import Attachment
from parvis.history.actors import Actor
from parvis.history.models import Event
from parvis.kit.tenant import activate
from parvis.organisation.models import Department
from tests.cases.steps import AT, colleague, events, insider, nothing_happens, one_event, sealed_type, worker
from tests.factories import case


def a_file() -> Attachment:
    made = Attachment(
        key="k", name="photo.jpg", content_type="image/jpeg", size=3, sha256="0" * 64, created_at=AT
    )
    made.save()
    return made


def verbs() -> dict[str, Any]:
    """Each verb, ready to be tried on an open case."""
    voi, sco = Department.objects.get(code="VOI"), Department.objects.get(code="SCO")
    assert voi.pk != sco.pk
    return {
        "claim": lambda c, **k: claim(c, **k),
        "assign": lambda c, **k: assign(c, to=None, **k),
        "triage": lambda c, **k: triage(c, priority=Priority.URGENT, **k),
        "hand_over": lambda c, **k: hand_over(c, to=sco, reason="Pas de chez nous", **k),
        "hold": lambda c, **k: hold(c, waiting_for="third_party", reason="Devis", **k),
        "schedule": lambda c, **k: schedule(c, on=AT.date() + timedelta(days=3), **k),
        "reply": lambda c, **k: reply(c, body="Bonjour", **k),
        "note": lambda c, **k: note(c, body="À voir", **k),
        "attach": lambda c, **k: attach(c, attachment=a_file(), is_public=False, **k),
        "close": lambda c, **k: close(c, outcome="done", text="Réparé", **k),
    }


OPEN_TO_COLLEAGUES = {"note", "attach"}
CODES = {
    "claim": "case.assigned", "assign": "case.assigned", "triage": "case.triaged", "hand_over": "case.handed_over",
    "hold": "case.held", "schedule": "case.scheduled", "reply": "case.replied", "note": "case.noted",
    "attach": "case.attached", "close": "case.closed",
}  # fmt: skip


@pytest.mark.parametrize("verb", sorted(CODES))
def test_each_act_leaves_exactly_one_event_with_the_new_version(town: Any, verb: str) -> None:
    made, by = case(), worker()
    with one_event(made, CODES[verb], by):
        verbs()[verb](made, by=by, at=AT, version=made.version)
    assert made.last_activity_at == AT


def test_a_stale_form_changes_nothing_and_says_what_did(town: Any) -> None:
    made, by, other = case(), worker(), worker("Rose Voirie")
    drawn_from = made.version
    note(Case.objects.get(pk=made.pk), body="J'y suis passée", by=other, at=AT)
    triage(Case.objects.get(pk=made.pk), priority=Priority.LOW, by=other, at=AT)
    for verb, act in verbs().items():
        with nothing_happens(made), pytest.raises(Stale) as refused:
            act(made, by=by, at=AT, version=drawn_from)
        assert [e.type for e in refused.value.changes] == ["case.noted", "case.triaged"], verb
        assert {e.actor_label for e in refused.value.changes} == {"Rose Voirie"}
        assert refused.value.case.version == drawn_from + 2
        assert made.version == drawn_from, "the caller still holds what it drew"


def test_a_version_from_the_future_is_stale_too(town: Any) -> None:
    made = case()
    with nothing_happens(made), pytest.raises(Stale):
        note(made, body="x", by=worker(), at=AT, version=made.version + 7)


def test_two_agents_close_with_the_same_form(town: Any) -> None:
    """The second is told that it is closed, by whom, and nothing of the first is lost."""
    made = case()
    form_of_rose = Case.objects.get(pk=made.pk)
    close(made, outcome="done", text="Réparé lundi", by=worker(), at=AT, version=made.version)
    with nothing_happens(made), pytest.raises(Stale) as refused:
        close(
            form_of_rose,
            outcome="refused",
            text="Non",
            by=worker("Rose"),
            at=AT,
            version=form_of_rose.version,
        )
    assert [e.type for e in refused.value.changes] == ["case.closed"]


def test_colleagues_of_other_departments_only_note_and_attach(town: Any) -> None:
    made, by = case(), colleague()
    for verb, act in verbs().items():
        if verb in OPEN_TO_COLLEAGUES:
            act(made, by=by, at=AT)
        else:
            with nothing_happens(made), pytest.raises(NotAllowed, match="revient au service"):
                act(made, by=by, at=AT)


def test_outside_a_sealed_sector_the_refusal_tells_nothing(town: Any) -> None:
    made, by = case(type_code=sealed_type().code), worker()
    note(made, body="x", by=insider(), at=AT)
    for act in verbs().values():
        with nothing_happens(made), pytest.raises(NotAllowed, match="n'existe pas"):
            act(made, by=by, at=AT, version=1)


def test_a_closed_case_takes_only_notes_files_replies_and_reopening(town: Any) -> None:
    made, by = case(), worker()
    close(made, outcome="done", by=by, at=AT)
    for verb, act in verbs().items():
        if verb in ("note", "attach", "reply"):
            act(made, by=by, at=AT)
        else:
            with nothing_happens(made), pytest.raises(NotPossible, match="close"):
                act(made, by=by, at=AT)
            with nothing_happens(made), pytest.raises(NotPossible, match="close"):
                act(made, by=Actor.system(), at=AT)
    assert not made.is_open


def test_an_open_case_is_not_reopened(town: Any) -> None:
    made = case()
    for by in (worker(), Actor.person(), Actor.system()):
        with nothing_happens(made), pytest.raises(NotPossible, match="déjà ouverte"):
            reopen(made, reason="Encore", by=by, at=AT)


def test_the_case_of_another_town_does_not_exist(town: Any, other_town: Any) -> None:
    by = worker()
    with activate(other_town.pk):
        theirs = case()
    for act in verbs().values():
        with pytest.raises(Case.DoesNotExist):
            act(theirs, by=by, at=AT)
    with activate(other_town.pk):
        assert Case.objects.get(pk=theirs.pk).version == theirs.version
        assert Event.objects.count() == 1


def test_what_fails_after_the_change_leaves_nothing(town: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made = case()

    def broken(*args: Any, **kwargs: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("parvis.cases.acting.append", broken)
    with nothing_happens(made), pytest.raises(OSError, match="disk full"):
        close(Case.objects.get(pk=made.pk), outcome="done", by=worker(), at=AT)


@pytest.mark.parametrize("text", ["", "   ", "\x00", "\n\t", "\ud800"])
def test_an_empty_text_is_asked_again(town: Any, text: str) -> None:
    made, by = case(), worker()
    sco = Department.objects.get(code="SCO")
    tries = {
        "reason": lambda: hand_over(made, to=sco, reason=text, by=by, at=AT),
        "body": lambda: reply(made, body=text, by=by, at=AT),
    }
    for field, act in tries.items():
        with nothing_happens(made), pytest.raises(Unclear) as refused:
            act()
        assert refused.value.field == field
    with nothing_happens(made), pytest.raises(Unclear):
        note(made, body=text, by=by, at=AT)
    with nothing_happens(made), pytest.raises(Unclear):
        hold(made, waiting_for="person", reason=text, by=by, at=AT)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "'; DROP TABLE cases_case; --",
        "😀🏳️‍🌈",
        "سعاد العربي",
        "a\x00b",
        "x\udfffy",
    ],
)
def test_any_text_is_kept_as_it_was_typed(town: Any, text: str) -> None:
    made, by = case(), worker()
    kept = text.replace("\x00", "").replace("\udfff", "")
    assert reply(made, body=text, by=by, at=AT).body == kept
    hold(made, waiting_for="person", reason=text, by=by, at=AT)
    resume(made, cause=text, by=by, at=AT)
    schedule(made, on=AT.date(), comment=text, by=by, at=AT)
    close(made, outcome="refused", text=text, by=by, at=AT)
    made.refresh_from_db()
    assert made.closing_text == kept
    assert {
        e.data.get("reason") or e.data.get("cause") or e.data.get("comment") for e in events(made)[2:5]
    } == {kept}


def test_two_agents_claim_at_once_and_one_wins(committed_town: Any) -> None:
    with transaction.atomic():
        made = case()
        agents = [worker(f"Agent {n}") for n in range(4)]
    together, results = threading.Barrier(4), []

    def attempt(by: Actor) -> None:
        try:
            together.wait()
            with activate(committed_town.pk):
                claim(Case(pk=made.pk, tenant_id=committed_town.pk), by=by, at=AT)
            results.append("taken")
        except AlreadyTaken:
            results.append("too late")
        except Refused as refused:  # pragma: no cover - tells what went wrong
            results.append(repr(refused))
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt, args=[by]) for by in agents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["taken", "too late", "too late", "too late"]
    with transaction.atomic():
        kept = Case.objects.get(pk=made.pk)
        assert kept.assignee_id in {by.id for by in agents}
        assert [e.case_version for e in Event.objects.filter(case_id=made.pk).order_by("id")] == [1, 2]
