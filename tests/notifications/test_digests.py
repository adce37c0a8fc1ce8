"""The digest leaves when its agent chose, once, by a real mail server, with what is not read by then and may be read."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from parvis.cases.handing_over import hand_over
from parvis.cases.noting import note
from parvis.kit import clock
from parvis.notifications.colleagues import digest
from parvis.notifications.colleagues.models import AgentNotice, AgentPreference
from parvis.notifications.colleagues.preferences import Preferences, save_preferences, town_calendar
from parvis.notifications.colleagues.reading import read_all_notices
from parvis.notifications.models import Delivery
from parvis.notifications.sending import send
from parvis.organisation.access import Access
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Agent, Department
from tests.cases.test_abilities import insider, sealed_case
from tests.factories import actor, agent, case
from tests.notifications.test_colleagues import react

#: A Thursday, at 16 h in Paris; the next morning is Friday 8 h.
NOW = datetime(2026, 3, 5, 15, tzinfo=UTC)
FRIDAY = datetime(2026, 3, 6, 7, tzinfo=UTC)
LATER = timedelta(minutes=2)


@pytest.fixture
def paul(town: Any) -> Any:
    return agent("Paul Roy", ("case_worker", "VOI"))


def called(town: Any, made: Any, name: str = "Paul Roy", *, by: Any = None) -> None:
    note(made, body=f"@{name}, Odile insiste", by=by or actor_of(_camille()), at=clock.now())
    react(town.pk)


def _camille() -> Agent:
    return Agent.objects.filter(display_name="Camille Martin").first() or agent(
        "Camille Martin", ("case_worker", "VOI")
    )


def round_at(at: datetime) -> int:
    with clock.travel(at):
        return digest.send_due_digests()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, "2026-03-06T08:00"),
        ({"hour": 9}, "2026-03-06T09:00"),
        ({"rhythm": "twice", "hour": 11}, "2026-03-05T17:00"),
        ({"rhythm": "hourly"}, "2026-03-05T17:00"),
        ({"weekdays": [0, 5]}, "2026-03-07T08:00"),
        ({"weekdays": [6]}, "2026-03-08T08:00"),
        ({"rhythm": "never"}, None),
        ({"weekdays": []}, None),
    ],
)
def test_when_the_next_digest_leaves(town: Any, values: dict[str, Any], expected: str | None) -> None:
    found = Preferences(AgentPreference(**values)).next_digest(NOW, town_calendar())
    assert (f"{found:%Y-%m-%dT%H:%M}" if found else None) == expected


def test_not_on_a_day_of_closure_unless_one_wants_it(town: Any) -> None:
    before = datetime(2026, 4, 30, 15, tzinfo=UTC)  # the eve of 1 May, a Friday
    usual, always = (Preferences(AgentPreference(holidays_too=too)) for too in (False, True))
    assert usual.next_digest(before, town_calendar()).date() == date(2026, 5, 4)
    assert always.next_digest(before, town_calendar()).date() == date(2026, 5, 1)


def test_through_the_change_of_hour_it_leaves_at_the_same_hour_of_the_clock(town: Any) -> None:
    eve = datetime(2026, 3, 28, 12, tzinfo=UTC)
    found = Preferences(AgentPreference(weekdays=[6])).next_digest(eve, town_calendar())
    assert found.astimezone(UTC) == datetime(2026, 3, 29, 6, tzinfo=UTC)


def test_one_mail_in_the_morning_through_a_real_server(town: Any, paul: Any, mail_server: Any) -> None:
    mail_server.start()
    with clock.travel(NOW):
        first, second = case(description="Odile a un trou"), case()
        for made in (first, first, second):
            called(town, made)
    assert round_at(NOW + timedelta(hours=2)) == 0, "not before its hour"
    assert round_at(FRIDAY) == 0, "what was written at the last second is waited for"
    assert round_at(FRIDAY + LATER) == 1
    assert round_at(FRIDAY + LATER) == 0, "once"
    (delivery,) = Delivery.objects.filter(notice="agent_digest")
    with clock.travel(FRIDAY + LATER):
        send(town.pk, delivery.pk)
        send(town.pk, delivery.pk)
    (mail,) = mail_server.received
    assert mail["To"] == paul.account.email
    assert mail["Subject"] == "Ville-sur-Test : 2 demandes à lire dans Parvis"
    assert mail["Auto-Submitted"] == "auto-generated"
    for kind in ("plain", "html"):
        text = mail.get_body((kind,)).get_content()
        assert text.count("Camille Martin vous mentionne dans une note") == 2
        for made in (first, second):
            assert f"http://testserver:8000/desk/cases/{made.reference}" in text
        assert "http://testserver:8000/desk/preferences" in text
        assert not any(word in text for word in ("Odile", "Durand", "suivi/"))


def test_nothing_leaves_when_all_was_read_meanwhile(town: Any, paul: Any) -> None:
    with clock.travel(NOW):
        called(town, case())
        read_all_notices(Access.of(paul), until=2**62, at=clock.now())
    assert round_at(FRIDAY + LATER) == 0
    assert not Delivery.objects.filter(notice="agent_digest").exists()


def test_what_was_sealed_since_is_not_in_it_and_what_is_sealed_is_a_number(town: Any, paul: Any) -> None:
    inside, other = insider(), insider("Autre assistante")
    with clock.travel(NOW):
        made, sealed = case(), sealed_case()
        called(town, made)
        called(town, sealed, "Autre assistante", by=actor_of(inside))
        to = Department.objects.get(memberships__agent=inside)
        hand_over(made, to=to, reason="Vous concerne", by=actor_of(_camille()), at=clock.now())
    assert round_at(FRIDAY + LATER) == 1
    (mail,) = Delivery.objects.filter(notice="agent_digest")
    assert mail.recipient == other.account.email
    assert mail.subject.endswith("1 demande à lire dans Parvis")
    for text in (mail.text, mail.html):
        assert "1 demande cloisonnée à lire dans Parvis." in text
        assert sealed.reference not in text
        assert inside.display_name not in text


def test_killed_between_writing_and_marking_it_is_written_once(
    town: Any, paul: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mail and the end of the wait are one transaction: nothing is left of a half."""
    with clock.travel(NOW):
        called(town, case())
    written = digest.queue_mail

    def dies(*args: Any, **kwargs: Any) -> None:
        written(*args, **kwargs)
        raise KeyboardInterrupt

    monkeypatch.setattr(digest, "queue_mail", dies)
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        round_at(FRIDAY + LATER)
    assert not Delivery.objects.filter(notice="agent_digest").exists()
    monkeypatch.undo()
    assert round_at(FRIDAY + LATER) == 1
    assert Delivery.objects.filter(notice="agent_digest").count() == 1


def test_a_changed_preference_moves_what_waits(town: Any, paul: Any) -> None:
    with clock.travel(NOW):
        called(town, case())
        waiting = AgentNotice.objects.filter(agent=paul)
        assert waiting.get().digest_at == FRIDAY
        save_preferences(AgentPreference(rhythm="hourly"), paul, at=clock.now())
        assert waiting.get().digest_at == NOW + timedelta(hours=1)
        save_preferences(AgentPreference(levels={"mention": "desk"}), paul, at=clock.now())
        assert waiting.get().digest_at is None
        save_preferences(AgentPreference(rhythm="never"), paul, at=clock.now())
        called(town, case())
    assert round_at(FRIDAY + LATER) == 0


def test_who_left_gets_none(town: Any, paul: Any) -> None:
    with clock.travel(NOW):
        called(town, case())
    Agent.objects.filter(pk=paul.pk).update(active=False)
    assert round_at(FRIDAY + LATER) == 0
    assert not AgentNotice.objects.filter(agent=paul, digest_at__isnull=False).exists()


def test_a_long_digest_stays_short(town: Any, paul: Any) -> None:
    with clock.travel(NOW):
        by = actor("Camille Martin", ("case_worker", "VOI"))
        for _ in range(digest.MOST_REQUESTS + 3):
            note(case(), body="@Paul Roy", by=by, at=clock.now())
        react(town.pk)
    assert round_at(FRIDAY + LATER) == 1
    mail = Delivery.objects.get(notice="agent_digest")
    assert mail.text.count("vous mentionne") == digest.MOST_REQUESTS
    assert "et 3 autres demandes." in mail.text


def test_one_that_cannot_be_written_keeps_nobody_elses(
    town: Any, paul: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent("Zoé Roy", ("case_worker", "VOI"))
    with clock.travel(NOW):
        called(town, case())
        called(town, case(), "Zoé Roy")
    written = digest.queue_mail

    def breaks(notice: Any, recipient: str, *args: Any) -> Any:
        if recipient == paul.account.email:
            raise ValueError
        return written(notice, recipient, *args)

    monkeypatch.setattr(digest, "queue_mail", breaks)
    assert round_at(FRIDAY + LATER) == 1
    monkeypatch.undo()
    assert round_at(FRIDAY + LATER) == 1, "his, at the next round"
    assert Delivery.objects.filter(notice="agent_digest").count() == 2
