"""Agents who follow a case: it changes nothing of the case, and lasts as long as they read it."""

from typing import Any

import pytest

from parvis.cases.acting import NotAllowed
from parvis.cases.followers import begin_following, follow, followers_of, unfollow
from parvis.cases.handing_over import hand_over
from parvis.history.models import Event
from parvis.kit import clock
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Department
from tests.cases.test_abilities import insider, sealed_case
from tests.factories import actor, agent, case


def test_to_follow_changes_nothing_of_the_case(town: Any) -> None:
    paul, made = agent("Paul Roy"), case()
    version, events = made.version, Event.objects.count()
    assert follow(made, by=actor_of(paul), at=clock.now())
    assert not follow(made, by=actor_of(paul), at=clock.now()), "asked twice, it is done once"
    made.refresh_from_db()
    assert made.version == version
    assert Event.objects.count() == events + 1
    assert followers_of(made) == [paul]


def test_who_stopped_is_not_made_to_follow_again(town: Any) -> None:
    paul, made = agent("Paul Roy"), case()
    begin_following(made, [paul.pk], at=clock.now())
    assert unfollow(made, by=actor_of(paul), at=clock.now())
    begin_following(made, [paul.pk], at=clock.now())
    assert followers_of(made) == []
    assert follow(made, by=actor_of(paul), at=clock.now())
    assert followers_of(made) == [paul]


def test_what_one_does_not_read_one_does_not_follow(town: Any) -> None:
    with pytest.raises(NotAllowed):
        follow(sealed_case(), by=actor("Paul Roy", "dispatcher"), at=clock.now())


def test_a_case_that_is_sealed_loses_the_followers_outside(town: Any) -> None:
    paul, inside, made = agent("Paul Roy", ("manager", "VOI")), insider(), case()
    begin_following(made, [paul.pk, inside.pk], at=clock.now())
    assert followers_of(made) == [inside, paul]
    sealed = Department.objects.get(memberships__agent=inside)
    hand_over(made, to=sealed, reason="Vous concerne", by=actor_of(paul), at=clock.now())
    made.refresh_from_db()
    assert followers_of(type(made).objects.get(pk=made.pk)) == [inside]


def test_who_left_follows_nothing(town: Any) -> None:
    paul, made = agent("Paul Roy"), case()
    begin_following(made, [paul.pk], at=clock.now())
    paul.active = False
    paul.save()
    assert followers_of(made) == []
