"""The question that puts a case on hold: read first by somebody else where a rule says so; then it leaves, and the case waits."""

from datetime import timedelta

import pytest

from parvis.cases.acting import NotPossible, Stale, Unclear
from parvis.cases.closing import close
from parvis.cases.handing_over import hand_over
from parvis.cases.holding import hold
from parvis.cases.models import Case
from parvis.cases.noting import note
from parvis.desk.bulk.acts import BULK_ACTS
from parvis.desk.cases.hold import HoldForm
from parvis.desk.cases.on_its_way import shown_draft
from parvis.history.models import Event
from parvis.history.reactions import run
from parvis.kit import clock
from parvis.notifications.models import Delivery
from parvis.organisation.access import Access
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Department
from parvis.replies.approving import send_back
from parvis.replies.digests import digest_of
from parvis.replies.models import ApprovalRule, Draft
from parvis.replies.previewing import preview_of
from parvis.replies.ruling import rule_for, wording
from parvis.replies.seeing import words_of
from parvis.replies.sending import Written, recall, send
from tests.factories import agent, case
from tests.replies.conftest import rule
from tests.replies.test_approving import approved
from tests.replies.test_screens import address, html

ASKED = "Quel est le numéro du lampadaire ?"


def asked_by(who, made, body=ASKED, **given):
    return send(made, Written(body), kind="question", by=actor_of(who), at=clock.now(), **given)


def now(made):
    return Case.objects.get(pk=made.pk)


def mails(town, made):
    """What the reaction to the wait writes to the person."""
    for event in Event.objects.filter(case_id=made.pk, type="case.held"):
        run(town.pk, event.pk, "notifications.reactions.tell_the_person")
    return list(Delivery.objects.filter(case=made, notice="held").order_by("id"))


def test_approved_it_leaves_and_only_then_the_case_waits(town, made, paul, chief, pass_time):
    rule()
    due = made.due_at
    draft = asked_by(paul, made)
    assert draft.state == Draft.State.SUBMITTED
    pass_time(draft, timedelta(days=2))
    assert now(made).state == "received"
    assert not mails(town, made)
    assert list(Draft.objects.awaiting(Access.of(chief))) == [draft]
    approved(draft, chief, body="Quel est le numéro du lampadaire, s'il vous plaît ?")
    assert now(made).waiting_for == ""
    pass_time(draft)
    waiting = now(made)
    assert (waiting.state, waiting.waiting_for, waiting.due_at) == ("waiting", "person", due)
    assert waiting.waiting_since > made.received_at
    (mail,) = mails(town, made)
    assert "Quel est le numéro du lampadaire, s'il vous plaît ?" in mail.text
    told = Event.objects.filter(case_id=made.pk, case_version__gt=1).order_by("id")
    assert [e.type for e in told] == ["reply.submitted", "reply.approved", "case.held"]
    assert told[0].sentence == "La question est soumise à validation (chef de service)."
    assert (told[2].actor_id, told[2].kind.reason) == (paul.pk, mail_words(mail))


def mail_words(mail):
    assert "s'il vous plaît ?" in mail.text
    return "Quel est le numéro du lampadaire, s'il vous plaît ?"


def test_what_is_read_before_is_the_very_mail(town, made, paul, chief, pass_time):
    rule()
    draft = asked_by(paul, made)
    read = preview_of(draft, now(made))
    approved(draft, chief)
    pass_time(draft)
    (mail,) = mails(town, made)
    assert (mail.subject, mail.text, mail.recipient) == (read.subject, read.text, read.recipient)


def test_it_leaves_once_and_is_found_again_in_its_wait(town, made, paul, chief, pass_time):
    rule()
    draft = asked_by(paul, made)
    approved(draft, chief)
    pass_time(draft)
    pass_time(draft)
    assert Event.objects.filter(case_id=made.pk, type="case.held").count() == 1
    draft.refresh_from_db()
    assert (draft.state, draft.body) == (Draft.State.LEFT, "")
    assert words_of(draft, now(made)) == ASKED
    access = Access.of(paul)
    assert (
        shown_draft(draft, now(made), access, frozenset(), clock.now()).what
        == "a posé une question à la personne"
    )


def test_returned_it_is_taken_up_again_from_the_act(signed_in, made, paul, chief):
    rule()
    author = signed_in(paul)
    data = {"waiting_for": "person", "reason": ASKED, "version": made.version}
    assert "d'abord validée par le chef du service" in html(author.get(address(made, "/hold")))
    said = html(author.post(address(made, "/hold"), data, follow=True))
    assert "Votre question attend d'être validée par le chef du service" in said
    assert "pose une question à la personne" in said
    draft = Draft.objects.get()
    judge = signed_in(chief)
    page = html(judge.get(address(made, f"/drafts/{draft.pk}")))
    assert ASKED in page
    judge.post(
        address(made, f"/drafts/{draft.pk}/return"),
        {"digest": digest_of(draft), "reason": "Vouvoyez, et remerciez."},
    )
    author = signed_in(paul)
    page = html(author.get(address(made)))
    assert "a préparé une question" in page
    assert "Vouvoyez, et remerciez." in page
    form = html(author.get(address(made, "/hold")))
    assert "Vouvoyez, et remerciez." in form
    assert f"{ASKED}</textarea>" in form
    draft.refresh_from_db()
    again = data | {
        "reason": f"{ASKED} Merci.", "version": now(made).version, "draft": draft.pk, "draft_version": draft.version,
    }  # fmt: skip
    assert author.post(address(made, "/hold"), again).status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.body, draft.notice) == (Draft.State.SUBMITTED, f"{ASKED} Merci.", "")
    assert Draft.objects.count() == 1
    assert now(made).waiting_for == ""


def test_the_page_of_one_that_left_still_shows_what_was_corrected(signed_in, made, paul, chief, pass_time):
    rule()
    draft = asked_by(paul, made, "Quel numero ?")
    approved(draft, chief, body="Quel numéro ?")
    pass_time(draft)
    page = html(signed_in(chief).get(address(made, f"/drafts/{draft.pk}")))
    assert "<del>numero</del>" in page
    assert "<ins>numéro</ins>" in page


def test_sent_twice_by_a_double_click_it_is_submitted_once(signed_in, made, paul, chief):
    rule()
    browser = signed_in(paul)
    data = {"waiting_for": "person", "reason": ASKED, "version": made.version, "key": "unefois"}
    for _ in range(2):
        assert browser.post(address(made, "/hold"), data).status_code == 302
    assert Draft.objects.count() == 1


def test_a_case_that_changed_meanwhile_is_shown_as_it_is(signed_in, made, paul, zoe):
    rule()
    version = made.version
    note(made, body="Le numéro est sur la photo.", by=actor_of(zoe), at=clock.now())
    with pytest.raises(Stale):
        asked_by(paul, made, version=version)
    answer = signed_in(paul).post(
        address(made, "/hold"), {"waiting_for": "person", "reason": ASKED, "version": version}
    )
    assert answer.status_code == 409
    assert f"{ASKED}</textarea>" in html(answer)
    assert not Draft.objects.exists()


def test_where_no_rule_applies_the_case_waits_at_once(signed_in, made, paul):
    rule(about="closures")
    rule(department=Department.objects.get(code="ESV"))
    data = {"waiting_for": "person", "reason": ASKED, "version": made.version}
    assert signed_in(paul).post(address(made, "/hold"), data).status_code == 302
    assert now(made).waiting_for == "person"
    assert not Draft.objects.exists()


def test_what_a_third_party_is_waited_for_is_read_by_colleagues_alone(signed_in, made, paul, chief):
    rule()
    data = {"waiting_for": "third_party", "reason": "Le devis.", "version": made.version}
    assert signed_in(paul).post(address(made, "/hold"), data).status_code == 302
    assert now(made).waiting_for == "third_party"
    assert not Draft.objects.exists()


def test_once_the_rule_is_put_aside_the_draft_goes_with_what_was_asked(signed_in, made, paul, chief):
    rule()
    draft = asked_by(paul, made)
    recall(draft, by=actor_of(paul), at=clock.now())
    ApprovalRule.objects.update(active=False)
    draft.refresh_from_db()
    data = {
        "waiting_for": "person", "reason": ASKED, "version": now(made).version, "draft": draft.pk,
        "draft_version": draft.version,
    }  # fmt: skip
    assert signed_in(paul).post(address(made, "/hold"), data).status_code == 302
    assert now(made).waiting_for == "person"
    assert not Draft.objects.exists()


def test_a_rule_put_aside_in_the_very_instant_lets_it_leave(made, paul, pass_time):
    rule()
    data = {"waiting_for": "person", "reason": ASKED, "version": made.version}
    form = HoldForm(data, case=made, access=Access.of(paul))
    assert form.is_valid()
    ApprovalRule.objects.update(active=False)
    form.perform(made, by=actor_of(paul), at=clock.now(), version=made.version)
    assert form.done == "Votre question part dans dix secondes : vous pouvez encore l'annuler."
    pass_time(Draft.objects.get())
    assert now(made).waiting_for == "person"


@pytest.mark.parametrize(
    ("meanwhile", "why"),
    [
        ("closed", "La demande est déjà close."),
        ("waits", "Cette demande est déjà en attente."),
        ("moved", "La demande n'est plus de son ressort."),
        ("ruled", "Elle doit maintenant être validée : Relecture."),
    ],
)
def test_an_approved_question_does_not_overtake_what_happened(
    made, paul, zoe, chief, pass_time, meanwhile, why
):
    rule()
    draft = asked_by(paul, made)
    approved(draft, chief)
    by = actor_of(zoe)
    match meanwhile:
        case "closed":
            close(made, outcome="done", by=by, at=clock.now())
        case "waits":
            hold(made, waiting_for="third_party", reason="Devis", by=by, at=clock.now())
        case "moved":
            there = Department.objects.get(code="ESV")
            hand_over(made, to=there, reason="Un arbre", by=by, at=clock.now())
        case "ruled":
            ApprovalRule.objects.update(version=2)
    pass_time(draft)
    draft.refresh_from_db()
    assert (draft.state, draft.body) == (Draft.State.WRITING, ASKED)
    assert draft.notice == f"N'est pas partie. {why}"
    assert now(made).waiting_for == ("third_party" if meanwhile == "waits" else "")
    told = Event.objects.filter(case_id=made.pk, type="reply.held_back").get()
    assert told.sentence == f"La question n'est pas partie : {why}"


def test_a_closure_takes_no_question_along(signed_in, town, made, paul, zoe, chief, pass_time):
    """A reply in its ten seconds leaves before the closure; a question that nobody will read an answer to does not."""
    rule(about="replies")
    draft = asked_by(paul, made)
    approved(draft, chief)
    answer = signed_in(zoe).post(
        f"/desk/cases/{made.reference}/closure",
        {"outcome": "done", "text": "C'est réparé.", "version": now(made).version},
    )
    assert answer.status_code == 302, "nothing changed that she should be told"
    assert now(made).state == "closed"
    pass_time(draft)
    draft.refresh_from_db()
    assert draft.notice == "N'est pas partie. La demande est déjà close."
    assert mails(town, made) == [] or all("attendons" not in mail_words(mail) for mail in mails(town, made))


def test_nor_do_closures_of_many(made, paul, zoe, chief):
    rule(about="replies")
    approved(asked_by(paul, made), chief)
    act = BULK_ACTS["closure"]({"outcome": "done", "text": "Fait."})
    act.look_up([made.pk], Access.of(zoe))
    act.perform(now(made), by=actor_of(zoe), at=clock.now(), version=now(made).version)
    assert now(made).state == "closed"
    assert not Event.objects.filter(case_id=made.pk, type="case.held").exists()


def test_two_questions_are_not_both_asked(made, paul, zoe, chief, pass_time):
    rule()
    first, second = asked_by(paul, made), asked_by(zoe, made, "Depuis quand ?")
    for one in (first, second):
        approved(one, chief)
        pass_time(one)
    second.refresh_from_db()
    assert second.state == Draft.State.WRITING
    assert Event.objects.filter(case_id=made.pk, type="case.held").count() == 1


def test_what_holding_would_refuse_is_refused_before_it_is_submitted(made, paul, chief):
    rule()
    with pytest.raises(Unclear) as unclear:
        asked_by(paul, made, "[à compléter : la pièce]")
    assert unclear.value.field == "reason"
    hold(made, waiting_for="third_party", reason="Devis", by=actor_of(paul), at=clock.now())
    with pytest.raises(NotPossible, match="déjà en attente"):
        asked_by(paul, made)
    close(made, outcome="done", by=actor_of(paul), at=clock.now())
    with pytest.raises(NotPossible, match="close"):
        asked_by(paul, made)
    assert not Draft.objects.exists()


def test_returned_with_its_reason_the_case_never_waited(made, paul, chief):
    rule()
    draft = asked_by(paul, made)
    send_back(
        draft,
        digest=digest_of(draft),
        reason="Nous avons déjà ce numéro.",
        by=actor_of(chief),
        at=clock.now(),
    )
    told = Event.objects.filter(case_id=made.pk, type="reply.returned").get()
    assert told.sentence == "La question est renvoyée à son auteur : Nous avons déjà ce numéro."
    assert not Event.objects.filter(case_id=made.pk, type="case.held").exists()


def test_rules_say_that_questions_are_theirs(made):
    assert rule_for(made, kind="question") is None
    replies = rule(about="replies")
    assert rule_for(made, kind="question") == replies
    assert wording(replies) == (
        "Les réponses et les questions : sont validées par le chef du service chargé de la demande avant de partir."
    )


def test_many_at_once_are_not_asked_without_it(made, paul, chief):
    rule()
    act = BULK_ACTS["hold"]({"waiting_for": "person", "reason": ASKED})
    act.look_up([made.pk], Access.of(paul))
    assert act.objection(made, Access.of(paul)) == (
        "La question doit d'abord être validée : elle se met en attente depuis sa page."
    )
    other = BULK_ACTS["hold"]({"waiting_for": "third_party", "reason": "Devis"})
    other.look_up([made.pk], Access.of(paul))
    assert other.objection(made, Access.of(paul)) == ""


def test_of_a_sealed_request_outsiders_learn_nothing(signed_in, town, paul):
    social = Department.objects.get(code="SOC")
    sealed = case(type_code=social.request_types.order_by("code")[0].code)
    inside = agent("Rose Dumas", ("case_worker", "SOC"))
    rule()
    draft = asked_by(inside, sealed)
    outside = signed_in(paul)
    assert outside.get(address(sealed, "/hold")).status_code == 404
    assert outside.get(address(sealed, f"/drafts/{draft.pk}")).status_code == 404
