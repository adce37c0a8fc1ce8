"""Drafts kept by the server: two tabs, a crash, another device, a colleague."""

import pytest

from parvis.cases.acting import NotAllowed, NotPossible
from parvis.cases.handing_over import hand_over
from parvis.files.models import Attachment
from parvis.files.storing import store
from parvis.history.models import Event
from parvis.kit import clock
from parvis.organisation.access import Access
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Department
from parvis.replies.drafting import DraftChanged, discard, draft_of, forget, save_draft, take_over
from parvis.replies.models import Draft, DraftFile
from tests.desk.test_case_page import photo
from tests.factories import actor


def saved(made, who, body, version=0, kind="reply"):
    return save_draft(made, kind=kind, body=body, version=version, by=actor_of(who), at=clock.now())


def test_saved_as_one_types(made, paul):
    first = saved(made, paul, "Bon")
    assert first.version == 1
    second = saved(made, paul, "Bonjour", first.version)
    assert (second.version, draft_of(made, "reply", paul.pk).body) == (2, "Bonjour")
    assert saved(made, paul, "  ", second.version).version == 0
    assert not Draft.objects.exists()
    assert saved(made, paul, " ").version == 0
    assert not Event.objects.filter(case_id=made.pk, type__startswith="reply").exists()


def test_two_tabs_never_overwrite_each_other(made, paul):
    first = saved(made, paul, "Onglet 1")
    for version in (0, 7):
        with pytest.raises(DraftChanged) as refused:
            saved(made, paul, "Onglet 2", version)
        assert refused.value.draft.body == "Onglet 1"
    Draft.objects.all().delete()
    with pytest.raises(DraftChanged) as refused:
        saved(made, paul, "Trop tard", first.version)
    assert refused.value.draft is None


def test_one_draft_for_each_kind_and_agent(made, paul, zoe):
    saved(made, paul, "Réponse")
    saved(made, paul, "Note", kind="note")
    saved(made, zoe, "La mienne")
    assert Draft.objects.count() == 3


def test_only_who_may_reply_writes_a_reply(made):
    stranger = actor("Ali Ben", ("case_worker", "ESV"))
    with pytest.raises(NotAllowed):
        save_draft(made, kind="reply", body="x", version=0, by=stranger, at=clock.now())
    save_draft(made, kind="note", body="x", version=0, by=stranger, at=clock.now())


def test_taken_over_by_a_colleague(made, paul, zoe):
    kept = saved(made, paul, "Celui de Paul").draft
    DraftFile(draft=kept, attachment=store(photo())).save()
    saved(made, zoe, "Le mien")
    taken = take_over(kept, by=actor_of(zoe), at=clock.now())
    assert (taken.agent_id, taken.first_author_id, taken.files.count()) == (zoe.pk, paul.pk, 1)
    assert taken.body == "Celui de Paul\n\nLe mien"
    assert Draft.objects.count() == 1
    event = Event.objects.get(case_id=made.pk, type="reply.taken_over")
    assert (event.sentence, event.actor_label, event.is_public) == (
        "Brouillon de Paul Roy repris.",
        "Zoé Lambert",
        False,
    )
    assert list(Draft.objects.of(Access.of(paul))) == [taken]
    with pytest.raises(NotPossible, match="déjà à vous"):
        take_over(taken, by=actor_of(zoe), at=clock.now())
    with pytest.raises(DraftChanged):
        saved(made, paul, "Je continue", 1)
    back = take_over(taken, by=actor_of(paul), at=clock.now())
    assert (back.agent_id, back.first_author_id) == (paul.pk, None)


def test_not_by_who_does_not_answer_for_the_case(made, paul):
    kept = saved(made, paul, "À moi").draft
    with pytest.raises(NotAllowed):
        take_over(kept, by=actor("Ali Ben", ("case_worker", "ESV")), at=clock.now())


def test_a_note_being_written_is_nobody_else_s(made, paul, zoe):
    with pytest.raises(NotAllowed, match="son auteur"):
        take_over(saved(made, paul, "Note", kind="note").draft, by=actor_of(zoe), at=clock.now())


def test_on_a_case_gone_to_a_sealed_sector_it_does_not_exist(made, paul, zoe):
    kept = saved(made, paul, "Suite à votre appel").draft
    sealed = Department.objects.filter(code="SOC").get()
    hand_over(made, to=sealed, reason="Suivi", by=actor_of(zoe), at=clock.now())
    assert not Draft.objects.readable_by(Access.of(paul)).exists()
    with pytest.raises(NotAllowed, match="n'existe pas"):
        saved(made, paul, "Encore", 1)
    inside = actor("Sam Social", ("case_worker", "SOC"))
    kept.case.refresh_from_db()
    assert take_over(kept, by=inside, at=clock.now()).agent_id == inside.agent_id


def test_discarded_with_its_files(made, paul, zoe):
    kept = saved(made, paul, "À jeter").draft
    DraftFile(draft=kept, attachment=store(photo())).save()
    with pytest.raises(NotAllowed):
        discard(kept, by=actor_of(zoe), at=clock.now())
    discard(kept, by=actor_of(paul), at=clock.now())
    assert not Draft.objects.exists()
    assert not Attachment.objects.exists()


def test_forgotten_once_said(made, paul):
    saved(made, paul, "Une note", kind="note")
    forget(made, kind="note", body="Autre chose", by=actor_of(paul))
    assert Draft.objects.exists()
    forget(made, kind="note", body="Une  note ", by=actor_of(paul))
    assert not Draft.objects.exists()
