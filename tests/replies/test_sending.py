"""From the click to the departure: ten seconds to change one's mind, a chosen hour, and what stops it on the way."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from parvis.cases.abilities import abilities
from parvis.cases.acting import NotPossible, Unclear
from parvis.cases.closing import close
from parvis.cases.handing_over import hand_over
from parvis.cases.merging import mark_duplicate
from parvis.cases.models import Case, CaseAttachment, Message
from parvis.directory.matching import Identity
from parvis.directory.models import ContactPoint
from parvis.files.storing import store
from parvis.history.models import Event
from parvis.kit import clock
from parvis.organisation.access import Access
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Department
from parvis.replies.drafting import draft_of, save_draft
from parvis.replies.leaving import leave_due
from parvis.replies.models import Draft
from parvis.replies.sending import UNDO, Origin, Written, recall, send
from tests.desk.test_case_page import photo
from tests.factories import actor, case
from tests.replies.conftest import written_by


def test_nothing_leaves_before_ten_seconds_then_it_leaves_once(made, paul, pass_time):
    draft = written_by(paul, made)
    assert draft.state == Draft.State.LEAVING
    assert not Message.objects.exists()
    assert Case.objects.get(pk=made.pk).first_reply_at is None
    pass_time(draft, timedelta(seconds=9))
    assert not Message.objects.exists()
    clicked = clock.now()
    pass_time(draft)
    pass_time(draft)
    message = Message.objects.get()
    assert (message.body, message.author_id) == ("Nous passons mardi.", paul.pk)
    left = Case.objects.get(pk=made.pk)
    assert left.first_reply_at == message.at >= clicked + UNDO - timedelta(seconds=1)
    assert left.state == "in_progress"
    kept = Draft.objects.get()
    assert (kept.state, kept.message_id, kept.body) == ("left", message.pk, "")


def test_undone_it_comes_back_with_its_files(made, paul, pass_time):
    draft = written_by(paul, made, files=[store(photo())])
    recall(draft, by=actor_of(paul), at=clock.now())
    back = draft_of(made, "reply", paul.pk)
    assert (back.body, back.files.count()) == ("Nous passons mardi.", 1)
    pass_time(draft)
    assert not Message.objects.exists()
    assert not Event.objects.filter(case_id=made.pk, type__startswith="reply.").exists()
    with pytest.raises(NotPossible, match="déjà fait"):
        recall(back, by=actor_of(paul), at=clock.now())


def test_files_leave_with_it(made, paul, pass_time):
    draft = written_by(paul, made, files=[store(photo()), store(photo("b.png"))])
    assert not CaseAttachment.objects.exists()
    pass_time(draft)
    assert CaseAttachment.objects.filter(message=Message.objects.get(), is_public=True).count() == 2


def test_too_late_to_undo(made, paul, pass_time):
    draft = written_by(paul, made)
    pass_time(draft)
    with pytest.raises(NotPossible, match="partie"):
        recall(draft, by=actor_of(paul), at=clock.now())


def test_undoing_keeps_what_was_begun_meanwhile(made, paul):
    draft = written_by(paul, made, "Premier texte.")
    save_draft(made, kind="reply", body="Second texte.", version=0, by=actor_of(paul), at=clock.now())
    recall(draft, by=actor_of(paul), at=clock.now())
    assert draft_of(made, "reply", paul.pk).body == "Premier texte.\n\nSecond texte."


def test_the_draft_goes_with_what_is_sent_but_another_text_stays(made, paul):
    by, at = actor_of(paul), clock.now()
    kept = save_draft(made, kind="reply", body="Brouillon", version=0, by=by, at=at).draft
    send(made, Written("Brouillon fini."), origin=Origin(kept.pk, kept.version), by=by, at=at)
    assert draft_of(made, "reply", paul.pk) is None
    save_draft(made, kind="reply", body="Autre appareil", version=0, by=by, at=at)
    send(made, Written("Tapé ici."), by=by, at=at)
    assert draft_of(made, "reply", paul.pk).body == "Autre appareil"


def test_the_same_draft_sent_from_two_windows_leaves_once(made, paul):
    by, at = actor_of(paul), clock.now()
    kept = save_draft(made, kind="reply", body="Brouillon", version=0, by=by, at=at).draft
    origin = Origin(kept.pk, kept.version)
    send(made, Written("Brouillon"), origin=origin, by=by, at=at)
    with pytest.raises(NotPossible, match="déjà en route"):
        send(made, Written("Brouillon"), origin=origin, by=by, at=at)


def test_gaps_do_not_leave(made, paul):
    for text in ("Bonjour [à compléter : civilité],", "Votre demande {référence}"):
        with pytest.raises(Unclear, match="Complétez ou retirez"):
            written_by(paul, made, text)
    assert not Draft.objects.exists()


def test_a_chosen_hour(made, paul, pass_time):
    tomorrow = clock.now() + timedelta(days=1)
    draft = written_by(paul, made, wanted_at=tomorrow)
    assert Event.objects.get(case_id=made.pk, type="reply.planned").sentence.startswith(
        "Réponse programmée pour le"
    )
    pass_time(draft, timedelta(hours=23))
    assert not Message.objects.exists()
    with clock.travel(tomorrow + timedelta(minutes=1)):
        assert leave_due() == 1
    pass_time(draft, timedelta(days=1, minutes=1))
    assert Message.objects.get().at >= tomorrow
    for hour in (clock.now() - timedelta(hours=1), clock.now() + timedelta(days=200)):
        with pytest.raises(Unclear):
            written_by(paul, made, "Encore", wanted_at=hour)


def _no_longer_theirs(made, paul, zoe):
    hand_over(
        made, to=Department.objects.get(code="ESV"), reason="Un arbre", by=actor_of(zoe), at=clock.now()
    )


def _sealed(made, paul, zoe):
    sealed = Department.objects.filter(sector__sealed=True).first()
    hand_over(made, to=sealed, reason="Suivi social", by=actor_of(zoe), at=clock.now())


def _no_address(made, paul, zoe):
    ContactPoint.objects.filter(person_id=made.person_id, kind="email").delete()


def _gone(made, paul, zoe):
    paul.active = False
    paul.save()


def _closed(made, paul, zoe):
    close(made, outcome="done", by=actor_of(zoe), at=clock.now())


@pytest.mark.parametrize(
    ("happens", "says"),
    [
        (_no_longer_theirs, "plus de son ressort"), (_sealed, "plus de son ressort"),
        (_no_address, "plus d'adresse électronique"), (_gone, "plus en poste"), (_closed, "close entre-temps"),
    ],
)  # fmt: skip
def test_a_planned_reply_does_not_leave_over_what_changed(made, paul, zoe, pass_time, happens, says):
    draft = written_by(paul, made, wanted_at=clock.now() + timedelta(days=1))
    happens(made, paul, zoe)
    pass_time(draft, timedelta(days=1, seconds=1))
    assert not Message.objects.exists()
    back = Draft.objects.get()
    assert (back.state, back.body) == ("writing", "Nous passons mardi.")
    assert says in back.notice
    assert says in Event.objects.get(case_id=made.pk, type="reply.held_back").sentence
    access = Access.of(paul)
    readable = "read" in abilities(access, Case.objects.get(pk=made.pk))
    assert Draft.objects.readable_by(access).exists() is readable


def test_only_who_answers_for_the_case_takes_it_back(made, paul, zoe):
    draft = written_by(paul, made)
    with pytest.raises(NotPossible, match="Seuls son auteur"):
        recall(draft, by=actor("Ali Ben", ("case_worker", "ESV")), at=clock.now())
    recall(draft, by=actor_of(zoe), at=clock.now())
    assert "Zoé Lambert" in draft_of(made, "reply", paul.pk).notice


def test_a_saving_that_comes_after_the_send_leaves_no_draft_behind(made, paul):
    by, at = actor_of(paul), clock.now()
    kept = save_draft(made, kind="reply", body="Nous", version=0, by=by, at=at).draft
    # Another saving was on its way when the button was pressed.
    save_draft(made, kind="reply", body="Nous passons", version=kept.version, by=by, at=at)
    send(made, Written("Nous passons mardi."), origin=Origin(kept.pk, kept.version), by=by, at=at)
    assert draft_of(made, "reply", paul.pk) is None
    assert (
        save_draft(made, kind="reply", body="Nous passons mar", version=0, by=by, at=clock.now()).version == 0
    )
    assert Draft.objects.count() == 1
    assert save_draft(made, kind="reply", body="Autre chose", version=0, by=by, at=clock.now()).version == 1


def test_a_name_does_not_wait_ten_seconds_to_be_refused_to_duplicates(made, paul, zoe):
    twin = case(person=Identity(given_names="Léo", family_name="Autre", email="leo@example.org"))
    mark_duplicate(twin, of=made, by=actor_of(paul), at=clock.now())
    text = f"Bonjour {made.person.birth_name}."
    with pytest.raises(Unclear, match="doublons"):
        send(made, Written(text, to_duplicates=True), by=actor_of(paul), at=clock.now())
    assert not Draft.objects.exists()
    assert written_by(paul, made, text).state == Draft.State.LEAVING


def test_one_job_waits_for_each_draft(made, paul):
    draft = written_by(paul, made)
    recall(draft, by=actor_of(paul), at=clock.now())
    back = draft_of(made, "reply", paul.pk)
    send(made, Written("Mardi."), origin=Origin(back.pk, back.version), by=actor_of(paul), at=clock.now())
    with clock.travel(clock.now() + UNDO):
        assert leave_due() == 1
    waiting = ProcrastinateJob.objects.filter(task_name="parvis.leave_reply", status="todo")
    assert waiting.filter(args__draft_id=draft.pk).count() == 1
