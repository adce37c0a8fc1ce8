"""Submitted, approved or returned: by somebody else, and what was approved is what leaves."""

from datetime import timedelta

import pytest

from parvis.cases.acting import NotAllowed, NotPossible, Unclear
from parvis.cases.models import Case, Message
from parvis.catalog.models import RequestType
from parvis.history.models import Event
from parvis.kit import clock
from parvis.organisation.access import Access
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Department
from parvis.replies.approving import approve, send_back
from parvis.replies.digests import digest_of
from parvis.replies.drafting import draft_of, save_draft, take_over
from parvis.replies.models import ApprovalRule, Draft
from parvis.replies.ruling import approvers, may_approve, most_precise, rule_for, rules_in_use, wording
from parvis.replies.sending import UNDO, Origin, Written, recall, send
from tests.factories import agent
from tests.replies.conftest import roads, rule, written_by


def approved(draft, who, **given):
    draft.refresh_from_db()
    return approve(
        draft, digest=given.pop("digest", digest_of(draft)), by=actor_of(who), at=clock.now(), **given
    )


def test_submitted_it_waits_and_approved_it_leaves(made, paul, chief, pass_time):
    rule()
    draft = written_by(paul, made)
    assert draft.state == Draft.State.SUBMITTED
    pass_time(draft, timedelta(days=3))
    assert not Message.objects.exists()
    assert list(Draft.objects.awaiting(Access.of(chief))) == [draft]
    approved(draft, chief)
    pass_time(draft)
    assert Message.objects.get().body == "Nous passons mardi."
    assert Message.objects.get().author_id == paul.pk
    types = list(Event.objects.filter(case_id=made.pk).order_by("id").values_list("type", flat=True))
    assert [t for t in types if t.startswith(("reply.", "case.replied"))] == [
        "reply.submitted", "reply.approved", "case.replied",
    ]  # fmt: skip


def test_nobody_approves_their_own(made, chief):
    rule()
    draft = written_by(chief, made)
    assert not may_approve(Access.of(chief), draft)
    with pytest.raises(NotAllowed, match="votre texte"):
        approved(draft, chief)
    ApprovalRule.objects.update(author_may_approve=True)
    approved(draft, chief)
    assert Draft.objects.get().state == Draft.State.LEAVING


def test_nor_a_text_they_began_and_a_colleague_took(made, paul, chief):
    rule()
    kept = save_draft(
        made, kind="reply", body="De la cheffe", version=0, by=actor_of(chief), at=clock.now()
    ).draft
    taken = take_over(kept, by=actor_of(paul), at=clock.now())
    origin = Origin(taken.pk, taken.version)
    draft = send(made, Written("De la cheffe"), origin=origin, by=actor_of(paul), at=clock.now())
    assert not may_approve(Access.of(chief), draft)


def test_returned_with_a_reason_then_submitted_again(made, paul, chief, pass_time):
    rule()
    draft = written_by(paul, made)
    with pytest.raises(Unclear, match="ce qu'il doit reprendre"):
        send_back(draft, digest=digest_of(draft), reason=" ", by=actor_of(chief), at=clock.now())
    send_back(draft, digest=digest_of(draft), reason="Donnez la date.", by=actor_of(chief), at=clock.now())
    back = draft_of(made, "reply", paul.pk)
    assert back.notice == "Renvoyée par Anne Chef : Donnez la date."
    again = send(
        made,
        Written("Nous passons mardi 3."),
        origin=Origin(back.pk, back.version),
        by=actor_of(paul),
        at=clock.now(),
    )
    assert (again.pk, again.state, again.notice) == (draft.pk, "submitted", "")
    approved(again, chief)
    pass_time(again)
    assert Message.objects.get().body == "Nous passons mardi 3."


def test_amended_that_is_what_is_approved(made, paul, chief, pass_time):
    rule()
    draft = written_by(paul, made, "Nous passons mardi.\nCordialement")
    approved(draft, chief, body="Nous passons mardi 3 mars.\r\nCordialement")
    entry = draft.approvals.get()
    assert (entry.decision, entry.before) == ("amended", "Nous passons mardi.\nCordialement")
    pass_time(draft)
    assert Message.objects.get().body.startswith("Nous passons mardi 3 mars.")


def test_the_same_text_with_other_line_ends_is_not_an_amendment(made, paul, chief):
    rule()
    draft = written_by(paul, made, "Bonjour,\nà mardi.")
    approved(draft, chief, body="Bonjour,\r\nà mardi.")
    assert draft.approvals.get().decision == "approved"


def test_what_was_read_is_what_is_approved(made, paul, chief):
    rule()
    draft = written_by(paul, made)
    read = digest_of(draft)
    recall(draft, by=actor_of(paul), at=clock.now())
    back = draft_of(made, "reply", paul.pk)
    send(
        made, Written("Autre texte."), origin=Origin(back.pk, back.version), by=actor_of(paul), at=clock.now()
    )
    with pytest.raises(Unclear, match="a changé"):
        approved(draft, chief, digest=read)


def test_what_was_approved_is_what_leaves(made, paul, chief, pass_time):
    rule()
    draft = written_by(paul, made)
    approved(draft, chief)
    Draft.objects.filter(pk=draft.pk).update(body="Un autre texte, glissé après coup.")
    pass_time(draft)
    assert not Message.objects.exists()
    assert "celui qui a été validé" in draft_of(made, "reply", paul.pk).notice


def test_two_steps_by_two_people(made, paul, chief, pass_time):
    rule(then_role="executive")
    dgs = agent("Denis Dgs", "executive")
    both = agent("Double Rôle", ("manager", "VOI"), "executive")
    draft = written_by(paul, made)
    assert not may_approve(Access.of(dgs), draft)
    approved(draft, both)
    draft.refresh_from_db()
    assert (draft.state, draft.asked_role) == ("submitted", "executive")
    assert not may_approve(Access.of(both), draft)
    assert not may_approve(Access.of(chief), draft)
    approved(draft, dgs)
    pass_time(draft)
    assert Message.objects.count() == 1


def test_whoever_comes_second_is_told(made, paul, chief):
    rule()
    other = agent("Ida Chef", ("manager", "VOI"))
    draft = written_by(paul, made)
    read = digest_of(draft)
    approve(draft, digest=read, by=actor_of(chief), at=clock.now())
    with pytest.raises(NotPossible, match="Anne Chef l'a validée"):
        send_back(draft, digest=read, reason="Non", by=actor_of(other), at=clock.now())


def test_a_planned_hour_waits_for_its_approval(made, paul, chief, pass_time):
    rule()
    hour = clock.now() + timedelta(days=1)
    draft = written_by(paul, made, wanted_at=hour)
    approved(draft, chief)
    draft.refresh_from_db()
    assert draft.leaves_at == hour
    late = written_by(agent("Luc Tard", ("case_worker", "VOI")), made, "Tard", wanted_at=hour)
    with clock.travel(hour + timedelta(hours=2)):
        assert approved(late, chief).leaves_at == clock.now() + UNDO


def test_a_rule_made_meanwhile_holds_a_planned_reply_back(made, paul, pass_time):
    draft = written_by(paul, made, wanted_at=clock.now() + timedelta(days=1))
    rule()
    pass_time(draft, timedelta(days=1, minutes=1))
    assert not Message.objects.exists()
    assert "doit maintenant être validée" in draft_of(made, "reply", paul.pk).notice


def test_whoever_wrote_in_it_approves_it_never_however_many_took_it_over(made, paul, zoe, chief):
    rule()
    kept = save_draft(made, kind="reply", body="De Zoé", version=0, by=actor_of(zoe), at=clock.now()).draft
    for who in (chief, paul):
        kept = take_over(kept, by=actor_of(who), at=clock.now())
    origin = Origin(kept.pk, kept.version)
    draft = send(made, Written("De Zoé"), origin=origin, by=actor_of(paul), at=clock.now())
    assert draft.authors == {paul.pk, zoe.pk, chief.pk}
    assert not may_approve(Access.of(chief), draft)
    with pytest.raises(NotAllowed, match="votre texte"):
        approved(draft, chief)
    assert may_approve(Access.of(agent("Ida Chef", ("manager", "VOI"))), draft)


def test_a_rule_changed_meanwhile_asks_again_from_its_first_step(made, paul, chief, pass_time):
    asked = rule()
    draft = written_by(paul, made)
    asked.role, asked.then_role, asked.version = "executive", "manager", 2
    asked.save()
    approved(draft, chief)
    draft.refresh_from_db()
    assert (draft.state, draft.step, draft.asked_role) == ("submitted", 0, "executive")
    approved(draft, agent("Denis Dgs", "executive"))
    approved(draft, chief)
    pass_time(draft)
    assert Message.objects.count() == 1


def test_a_rule_changed_once_approved_holds_it_back(made, paul, chief, pass_time):
    asked = rule()
    draft = written_by(paul, made, wanted_at=clock.now() + timedelta(days=1))
    approved(draft, chief)
    asked.then_role, asked.version = "executive", 2
    asked.save()
    pass_time(draft, timedelta(days=1, minutes=1))
    assert not Message.objects.exists()
    assert "doit maintenant être validée" in draft_of(made, "reply", paul.pk).notice


def test_the_print_holds_every_word_that_leaves(made, paul):
    draft = written_by(paul, made)
    prints = {digest_of(draft)}
    for name, value in (("tasks_reason", "a"), ("parts_reason", "b"), ("told", [1])):
        setattr(draft, name, value)
        prints.add(digest_of(draft))
    assert len(prints) == 4


def test_the_approver_holds_the_role_where_the_case_is(made, paul, chief):
    rule()
    elsewhere, whole = agent("Eve Verte", ("manager", "ESV")), agent("Tom Tout", "manager")
    direction = Department(code="DST", name="Direction technique", sector=roads().sector)
    direction.save()
    Department.objects.filter(code="VOI").update(parent=direction)
    above = agent("Odile Haut", ("manager", "DST"))
    draft = written_by(paul, made)
    may = {
        who.display_name
        for who in (chief, elsewhere, whole, above, paul)
        if may_approve(Access.of(who), draft)
    }
    assert may == {"Anne Chef", "Tom Tout", "Odile Haut"}
    fresh = Case.objects.select_related("department").get(pk=made.pk)
    assert [a.display_name for a in approvers(fresh, "manager")] == ["Anne Chef", "Odile Haut", "Tom Tout"]


def test_a_sealed_case_is_approved_from_inside_alone(town):
    from tests.factories import case

    made = case(type_code="SOC-ACC" if RequestType.objects.filter(code="SOC-ACC").exists() else _social())
    rule("executive", sector=made.sector)
    inside = agent("Sam Social", ("case_worker", "SOC"))
    draft = written_by(inside, made)
    assert not may_approve(Access.of(agent("Denis Dgs", "executive")), draft)
    assert may_approve(Access.of(agent("Dina Dgs", ("executive", "SOC"))), draft)


def _social():
    return RequestType.objects.filter(department__code="SOC").order_by("code")[0].code


def test_the_most_precise_rule_applies(made):
    town, service = rule("executive"), rule("manager", department=roads())
    exact = rule("cabinet", request_type=RequestType.objects.get(code="VOI-NDP"))
    refusals = rule("executive", about="refusals")
    assert rule_for(made, kind="reply") == exact
    ApprovalRule.objects.filter(pk=exact.pk).update(active=False)
    assert rule_for(made, kind="reply") == service
    left = [r for r in rules_in_use() if r.pk in (town.pk, refusals.pk)]
    assert most_precise(left, made, kind="closure", outcome="refused") == refusals
    assert most_precise(left, made, kind="closure", outcome="done") == town
    assert most_precise(left, made, kind="note") is None
    assert wording(refusals) == "Les refus : sont validés par la direction générale avant de partir."


def test_a_refusal_waits_then_closes_with_the_approved_text(made, paul, chief, pass_time):
    rule(about="refusals")
    closure = Written("Terrain privé.", outcome="refused")
    draft = send(made, closure, kind="closure", by=actor_of(paul), at=clock.now())
    assert Case.objects.get(pk=made.pk).is_open
    approved(draft, chief)
    pass_time(draft)
    closed = Case.objects.get(pk=made.pk)
    assert (closed.state, closed.outcome, closed.closing_text) == ("closed", "refused", "Terrain privé.")
