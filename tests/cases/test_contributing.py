from datetime import timedelta
from typing import Any

import pytest

from parvis.cases.acting import NotAllowed, NotPossible, Unclear
from parvis.cases.closing import close
from parvis.cases.contributing import (
    EndedLink,
    LostLink,
    contribute,
    decline,
    entrust,
    finish,
    open_link,
    renew,
    token_of,
    withdraw,
)
from parvis.cases.merging import mark_duplicate
from parvis.cases.models import Case, CaseAttachment, Contributor, Note, Task
from parvis.cases.tasking import cancel_task
from parvis.history.models import ActorKind, Event
from parvis.history.reactions import run, subscribers_of
from parvis.kit import clock
from parvis.kit.tenant import activate
from parvis.notifications.models import Delivery
from parvis.organisation.models import Sector
from tests.cases.steps import AT, colleague, insider, nothing_happens, one_event, sealed_type, worker
from tests.factories import case


def given(made: Case, **values: Any) -> Contributor:
    by = values.pop("by", None) or worker("Rose Voirie")
    asked = {
        "title": "Reboucher",
        "name": "Luc Martin",
        "organisation": "Travaux SA",
        "email": "Luc@Travaux.example",
    }
    return entrust(made, **asked | {"by": by, "at": AT} | values)


def test_a_task_leaves_with_a_link_of_which_only_the_digest_is_kept(town: Any) -> None:
    made, by = case(), worker()
    with one_event(made, "case.task_entrusted", by):
        outsider = given(made, by=by, instructions="Côté école.")
    task = Task.objects.get()
    assert (task.department, task.title, task.created_by_label) == (
        made.department,
        "Reboucher",
        "Paul Voirie",
    )
    token = token_of(outsider)
    assert len(token) == 26
    assert token not in str(Contributor.objects.values().get()) + str(Event.objects.values_list("data"))
    found = open_link(token, AT)
    assert (found.pk, found.email, str(found)) == (
        outsider.pk,
        "luc@travaux.example",
        "Luc Martin (Travaux SA)",
    )
    assert open_link(token, AT + timedelta(days=59)).pk == outsider.pk
    with pytest.raises(EndedLink):
        open_link(token, AT + timedelta(days=61))


def test_a_link_lasts_beyond_the_day_of_the_task(town: Any) -> None:
    outsider = given(case(), due_on=(AT + timedelta(days=100)).date())
    assert open_link(token_of(outsider), AT + timedelta(days=120))


@pytest.mark.parametrize("token", ["", "x", "a" * 26, "é" * 26, "\x00", "' OR 1=1 --", "\ud800"])
def test_a_wrong_link_opens_nothing(town: Any, token: str) -> None:
    given(case())
    with pytest.raises(LostLink):
        open_link(token, AT)


def test_another_town_s_link_opens_nothing_here(town: Any, other_town: Any) -> None:
    with activate(other_town.pk):
        token = token_of(given(case()))
    with pytest.raises(LostLink):
        open_link(token, AT)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": " "}, "title"),
        ({"name": "\n"}, "name"),
        ({"email": "luc"}, "email"),
        ({"email": "luc@x.example\nBcc: a@b.example"}, "email"),
        ({"due_on": (AT - timedelta(days=1)).date()}, "due_on"),
    ],
)
def test_what_is_missing_is_asked_again(town: Any, values: dict[str, Any], field: str) -> None:
    made = case()
    with nothing_happens(made), pytest.raises(Unclear) as refused:
        given(made, **values)
    assert refused.value.field == field
    assert not Task.objects.exists()


def test_nothing_sealed_or_confidential_leaves(town: Any) -> None:
    made = case(type_code=sealed_type().code)
    with nothing_happens(made), pytest.raises(NotPossible, match="ne sort pas"):
        given(made, by=insider())
    opened = case()
    outsider = given(opened)
    Case.objects.filter(pk=opened.pk).update(sector=Sector.objects.filter(sealed=True).first())
    with pytest.raises(EndedLink):
        open_link(token_of(outsider), AT)
    with pytest.raises(EndedLink):
        contribute(outsider, body="Bonjour", at=AT)


def test_only_those_who_answer_for_the_case_give_and_withdraw(town: Any) -> None:
    made = case()
    with nothing_happens(made), pytest.raises(NotAllowed):
        given(made, by=colleague())
    outsider = given(made)
    made.refresh_from_db()
    for verb in (renew, withdraw):
        with nothing_happens(made), pytest.raises(NotAllowed):
            verb(outsider, by=colleague(f"Nadia {verb.__name__}"), at=AT)


def test_they_write_and_photograph_for_the_colleagues_alone(town: Any, shared_file: Any) -> None:
    made = case()
    outsider, photo = given(made), shared_file()
    contribute(outsider, body="Enrobé commandé.", attachments=[photo], at=AT)
    note, row = Note.objects.get(), CaseAttachment.objects.get(attachment=photo)
    assert (note.body, note.author_id, note.author_label) == (
        "Enrobé commandé.", None, "Luc Martin (Travaux SA) par lien",
    )  # fmt: skip
    assert (row.is_public, row.by_person) == (False, False)
    told = Event.objects.get(type="case.contributed")
    assert (told.actor_kind, told.is_public) == (ActorKind.OUTSIDER, False)
    with pytest.raises(Unclear):
        contribute(outsider, body=" ", at=AT)


def test_done_is_done_once(town: Any) -> None:
    outsider = given(case())
    finish(outsider, result="Rebouché à chaud.", at=AT)
    task = Task.objects.get()
    assert (task.state, task.result, task.ended_by_label) == (
        "done", "Rebouché à chaud.", "Luc Martin (Travaux SA) par lien",
    )  # fmt: skip
    assert Event.objects.get(type="case.task_completed").sentence.startswith(
        "Tâche faite par Luc Martin (Travaux SA)"
    )
    with pytest.raises(NotPossible):
        finish(outsider, result="Encore", at=AT)
    assert open_link(token_of(outsider), AT), "they still see that it is done"


def test_declined_it_goes_back_to_the_service(town: Any) -> None:
    made = case()
    outsider = given(made)
    token = token_of(outsider)
    with pytest.raises(Unclear):
        decline(outsider, reason=" ", at=AT)
    decline(outsider, reason="Plus d'enrobé.", at=AT)
    assert Task.objects.get().is_open
    with pytest.raises(EndedLink):
        open_link(token, AT)
    assert "Refusée" in Contributor.objects.get().get_ended_as_display()
    renew(Contributor.objects.get(), by=worker(), at=AT)
    with pytest.raises(LostLink):
        open_link(token, AT)
    assert open_link(token_of(Contributor.objects.get()), AT)


def test_withdrawn_it_works_no_more(town: Any) -> None:
    outsider, by = given(case()), worker()
    token = token_of(outsider)
    withdraw(outsider, by=by, at=AT)
    for use in (
        lambda: open_link(token, AT),
        lambda: contribute(outsider, body="x", at=AT),
        lambda: finish(outsider, result="", at=AT),
        lambda: decline(outsider, reason="x", at=AT),
    ):
        with pytest.raises(EndedLink):
            use()
    with pytest.raises(NotPossible):
        withdraw(outsider, by=by, at=AT)


def test_a_cancelled_task_takes_no_more_work(town: Any) -> None:
    outsider = given(case())
    cancel_task(outsider.task, reason="Fait en régie", by=worker(), at=AT)
    with pytest.raises(EndedLink):
        open_link(token_of(outsider), AT)
    with pytest.raises(NotPossible):
        contribute(outsider, body="J'arrive", at=AT)
    with pytest.raises(NotPossible):
        renew(outsider, by=worker("Paul Deux"), at=AT)


def test_the_link_leaves_by_mail_and_a_replaced_one_does_not(town: Any) -> None:
    at = clock.now()
    outsider = given(case(), instructions="Côté école.", at=at)
    renew(outsider, by=worker(), at=at)
    for event in Event.objects.filter(type="case.task_entrusted").order_by("id"):
        for _ in range(2):
            run(town.pk, event.pk, "notifications.outsiders.send_the_link")
    outsider = Contributor.objects.get()
    letters = list(Delivery.objects.filter(notice="entrusted"))
    assert {letter.recipient for letter in letters} == {"luc@travaux.example"}
    for letter in letters:
        assert f"/tache/{token_of(outsider)}/" in letter.text
        assert "Côté école." in letter.text
        for secret in ("/suivi/", "Durand", "elodie"):
            assert secret not in letter.text + letter.html, secret


def test_no_link_leaves_for_a_case_that_was_sealed_meanwhile(town: Any) -> None:
    outsider = given(case(), at=clock.now())
    Case.objects.filter(pk=outsider.task.case_id).update(sector=Sector.objects.filter(sealed=True).first())
    event = Event.objects.get(type="case.task_entrusted")
    run(town.pk, event.pk, "notifications.outsiders.send_the_link")
    assert not Delivery.objects.exists()


def call_off(town: Any) -> None:
    for event in Event.objects.order_by("id"):
        for subscriber in subscribers_of(event.type):
            if subscriber.name == "notifications.outsiders.call_off":
                for _ in range(2):
                    run(town.pk, event.pk, subscriber.name)


def test_all_the_tasks_of_one_company_are_called_off(town: Any) -> None:
    at, made = clock.now(), case()
    given(made, at=at)
    given(made, at=at, title="Poser les barrières", by=worker("Zoé Voirie"))
    given(made, at=at, title="Tailler la haie", email="autre@jardins.example", by=worker("Ali Voirie"))
    close(made, outcome="done", open_tasks_reason="Fait en régie", by=worker(), at=at)
    call_off(town)
    letters = {letter.recipient: letter for letter in Delivery.objects.filter(notice="called_off")}
    assert set(letters) == {"luc@travaux.example", "autre@jardins.example"}
    both, other = letters["luc@travaux.example"], letters["autre@jardins.example"]
    for title in ("Reboucher", "Poser les barrières"):
        assert title in both.text
        assert title in both.html
        assert title not in other.text + other.html
    assert "ces 2 tâches" in both.subject
    assert "« Tailler la haie »" in other.subject


@pytest.mark.parametrize("how", ["withdrawn", "cancelled", "closed", "duplicate"])
def test_nobody_comes_for_nothing(town: Any, how: str) -> None:
    at, by = clock.now(), worker()
    made = case()
    outsider = given(made, at=at)
    if how == "withdrawn":
        withdraw(outsider, by=by, at=at)
    elif how == "cancelled":
        cancel_task(outsider.task, reason="Fait en régie", by=by, at=at)
    elif how == "closed":
        close(made, outcome="done", open_tasks_reason="Fait en régie", by=by, at=at)
    else:
        mark_duplicate(made, of=case(), by=by, at=at)
    call_off(town)
    letter = Delivery.objects.get(notice="called_off")
    assert letter.recipient == "luc@travaux.example"
    assert "Reboucher" in letter.text
    for secret in ("régie", "/suivi/", "/tache/", "Durand"):
        assert secret not in letter.text + letter.html, secret
