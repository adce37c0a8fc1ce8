"""An act that comes within the ten seconds of a reply: the reply leaves first, and is no news to whoever wrote it."""

import pytest

from parvis.cases.merging import TOLD
from parvis.cases.models import Case, Message
from parvis.cases.noting import note
from parvis.kit import clock
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Department
from parvis.replies.drafting import draft_of, save_draft
from parvis.replies.models import Draft
from tests.factories import case
from tests.replies.conftest import rule, written_by


def post(browser, made, noun, **data):
    return browser.post(f"/desk/cases/{made.reference}/{noun}", {"version": made.version} | data)


def elsewhere():
    return Department.objects.get(code="SOC" if Department.objects.filter(code="SCO").count() == 0 else "SCO")


@pytest.mark.parametrize("noun", ["hand-over", "triage", "duplicate", "duplicates"])
def test_a_reply_in_its_ten_seconds_leaves_before_the_act(signed_in, made, paul, noun):
    main = case(description="Le même trou")
    written_by(paul, made)
    given = {
        "hand-over": {"department": str(elsewhere().pk), "reason": "Pour suite"},
        "triage": {"request_type": made.request_type.code, "priority": str((made.priority + 1) % 3 or 1)},
        "duplicate": {"other": main.reference, "text": TOLD},
        "duplicates": {"other": made.reference, "text": TOLD},
    }[noun]
    about = main if noun == "duplicates" else made
    assert post(signed_in(paul), about, noun, **given).status_code == 302
    assert Message.objects.get(case=made).body == "Nous passons mardi."
    assert Draft.objects.get().state == Draft.State.LEFT


def test_one_s_own_reply_makes_nobody_s_closure_stale_but_a_colleague_s_note_does(
    signed_in, made, paul, zoe, pass_time
):
    drawn = made.version
    pass_time(written_by(paul, made))
    browser = signed_in(paul)
    assert Case.objects.get(pk=made.pk).version > drawn
    note(made, body="Attention", by=actor_of(zoe), at=clock.now())
    written_by(zoe, made, "De Zoé")
    sent = {"outcome": "done", "text": "Fait.", "version": drawn}
    assert post(browser, made, "closure", **sent).status_code == 409
    assert Draft.objects.filter(state="leaving").count() == 1, "what is refused makes nothing leave"
    sent["version"] = Case.objects.get(pk=made.pk).version
    pass_time(written_by(paul, made, "Encore."))
    assert post(browser, made, "closure", **sent).status_code == 302
    assert Case.objects.get(pk=made.pk).state == "closed"
    assert Message.objects.filter(case=made, body="De Zoé").exists()


def test_the_closure_is_that_of_the_draft_the_form_was_drawn_from(signed_in, made, paul):
    draft = save_draft(
        made, kind="closure", body="Terrain privé.", version=0, by=actor_of(paul), at=clock.now()
    ).draft
    browser = signed_in(paul)
    form = browser.get(f"/desk/cases/{made.reference}/closure").content.decode()
    assert f'name="draft" value="{draft.pk}"' in form
    other = save_draft(
        made,
        kind="closure",
        body="Tout autre chose.",
        version=draft.version,
        by=actor_of(paul),
        at=clock.now(),
    ).draft
    rule(about="refusals")
    sent = {
        "outcome": "refused",
        "text": "Terrain privé, art. 3.",
        "draft": draft.pk,
        "draft_version": draft.version,
    }
    assert post(browser, made, "closure", **sent).status_code == 302
    assert draft_of(made, "closure", paul.pk).body == other.body, "written in another window: it stays"
    assert Draft.objects.get(state="submitted").body == "Terrain privé, art. 3."


def test_a_closure_begun_ends_with_a_direct_one(signed_in, made, paul):
    draft = save_draft(
        made, kind="closure", body="Un début", version=0, by=actor_of(paul), at=clock.now()
    ).draft
    sent = {"outcome": "done", "text": "Réparé.", "draft": draft.pk, "draft_version": draft.version}
    assert post(signed_in(paul), made, "closure", **sent).status_code == 302
    assert not Draft.objects.exists()
