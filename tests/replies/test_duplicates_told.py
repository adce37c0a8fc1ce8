"""What the persons of duplicates will read: seen by who approves, held back when they grew, and never unapproved."""

from datetime import timedelta

import pytest

from parvis.cases.merging import TOLD, mark_duplicate
from parvis.cases.models import Case, Message
from parvis.directory.matching import Identity
from parvis.kit import clock
from parvis.organisation.acting_agents import actor_of
from parvis.replies.approving import approve
from parvis.replies.digests import digest_of
from parvis.replies.drafting import draft_of
from parvis.replies.models import Draft
from parvis.replies.sending import Written, send
from tests.factories import case
from tests.replies.conftest import rule


def twin_of(main, who, number=1):
    person = Identity(given_names="Luc", family_name=f"Voisin{number}", email=f"v{number}@example.org")
    twin = case(person=person)
    mark_duplicate(twin, of=main, by=actor_of(who), at=clock.now())
    return twin


def told_too(made, who, **given):
    written = Written("Nous passons mardi.", to_duplicates=True)
    return send(made, written, by=actor_of(who), at=clock.now(), **given)


def test_whoever_approves_knows_who_else_reads_it(signed_in, made, paul, chief):
    rule()
    twin_of(made, paul)
    twin_of(made, paul, 2)
    draft = told_too(made, paul)
    browser = signed_in(chief)
    page = browser.get(f"/desk/cases/{made.reference}/drafts/{draft.pk}").content.decode()
    assert "et aux personnes de 2 doublons" in page
    assert "et aux personnes de 2 doublons" in browser.get(f"/desk/cases/{made.reference}").content.decode()


@pytest.mark.parametrize("approved", [True, False])
def test_one_more_duplicate_holds_it_back(made, paul, chief, pass_time, approved):
    twin_of(made, paul)
    hour = clock.now() + timedelta(days=1)
    if approved:
        rule()
    draft = told_too(made, paul, wanted_at=hour)
    if approved:
        approve(draft, digest=digest_of(draft), by=actor_of(chief), at=clock.now())
    twin_of(made, paul, 2)
    pass_time(draft, timedelta(days=1, minutes=1))
    assert not Message.objects.exists()
    assert "D'autres doublons" in draft_of(made, "reply", paul.pk).notice


def test_with_the_same_duplicates_it_leaves(made, paul, pass_time):
    twin_of(made, paul)
    pass_time(told_too(made, paul))
    assert Draft.objects.get().state == Draft.State.LEFT


@pytest.mark.parametrize("gathering", [True, False])
def test_a_duplicate_is_not_closed_with_words_nobody_approved(signed_in, made, paul, gathering):
    rule(about="closures")
    main, browser = case(description="Le même"), signed_in(paul)
    about, noun, other = (main, "duplicates", made) if gathering else (made, "duplicate", main)
    address = f"/desk/cases/{about.reference}/{noun}"
    data = {"other": other.reference, "version": about.version, "text": "Refusé : débrouillez-vous."}
    refused = browser.post(address, data)
    assert refused.status_code == 422
    assert "reprenez la phrase proposée" in refused.content.decode()
    assert Case.objects.get(pk=made.pk).is_open
    assert browser.post(address, data | {"text": TOLD}).status_code == 302
    assert Case.objects.get(pk=made.pk).closing_text == TOLD
