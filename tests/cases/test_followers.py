"""Agents who follow a case: it changes nothing of the case, and lasts as long as they read it."""

from itertools import product
from typing import Any

import pytest

from parvis.cases.acting import NotAllowed, NotPossible
from parvis.cases.enlisting import enlist, release
from parvis.cases.followers import (
    begin_following,
    follow,
    followed,
    followers_of,
    own_choices,
    put_back,
    unfollow,
)
from parvis.cases.handing_over import hand_over
from parvis.cases.merging import mark_duplicate, separate
from parvis.cases.models import Case, CaseLink, Follow
from parvis.cases.reopening import reopen
from parvis.history.actors import Actor
from parvis.history.models import Event
from parvis.kit import clock
from parvis.organisation.access import Access
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Department
from tests.cases.steps import worker
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
    assert followers_of(made).agents == [paul]


def test_who_stopped_is_not_made_to_follow_again(town: Any) -> None:
    paul, made = agent("Paul Roy"), case()
    begin_following(made, [paul.pk], at=clock.now())
    assert unfollow(made, by=actor_of(paul), at=clock.now())
    begin_following(made, [paul.pk], at=clock.now())
    assert followers_of(made).agents == []
    assert follow(made, by=actor_of(paul), at=clock.now())
    assert followers_of(made).agents == [paul]


def test_what_one_does_not_read_one_does_not_follow(town: Any) -> None:
    with pytest.raises(NotAllowed):
        follow(sealed_case(), by=actor("Paul Roy", "dispatcher"), at=clock.now())


def test_a_case_that_is_sealed_loses_the_followers_outside(town: Any) -> None:
    paul, inside, made = agent("Paul Roy", ("manager", "VOI")), insider(), case()
    begin_following(made, [paul.pk, inside.pk], at=clock.now())
    assert followers_of(made).agents == [inside, paul]
    sealed = Department.objects.get(memberships__agent=inside)
    hand_over(made, to=sealed, reason="Vous concerne", by=actor_of(paul), at=clock.now())
    made.refresh_from_db()
    assert followers_of(type(made).objects.get(pk=made.pk)).agents == [inside]


def test_who_left_follows_nothing(town: Any) -> None:
    paul, made = agent("Paul Roy"), case()
    begin_following(made, [paul.pk], at=clock.now())
    paul.active = False
    paul.save()
    assert followers_of(made).agents == []


def twins() -> tuple[Case, Case]:
    """A duplicate, and the case it is closed for."""
    main, twin = case(description="Un trou."), case(description="Le même trou.")
    mark_duplicate(twin, of=main, by=worker(), at=clock.now())
    return twin, main


def test_who_follows_a_duplicate_follows_the_case_that_is_kept_as_long_as_it_is_one(town: Any) -> None:
    paul, zoe = agent("Paul Roy"), agent("Zoé Vert", ("case_worker", "ESV"))
    green = Department.objects.get(code="ESV")
    twin, main = twins()
    begin_following(twin, [paul.pk, zoe.pk], at=clock.now())
    begin_following(main, [zoe.pk], at=clock.now())
    enlist(twin, department=green, by=actor_of(zoe), at=clock.now())
    found = followers_of(main)
    assert (found.agents, found.departments) == ([paul, zoe], [green])
    assert found.with_duplicates == {paul, green}, "the other one followed it before"
    separate(twin, reason="Un autre trou", by=actor_of(paul), at=clock.now())
    found = followers_of(main)
    assert (found.agents, found.departments) == ([zoe], []), "as before"
    assert followers_of(twin).agents == [paul, zoe]


def test_a_duplicate_that_its_person_reopens_takes_its_followers_back(town: Any) -> None:
    paul = agent("Paul Roy")
    twin, main = twins()
    begin_following(twin, [paul.pk], at=clock.now())
    reopen(twin, reason="Toujours là", by=Actor.person(twin.person_id), at=clock.now())
    assert followers_of(main).agents == []


def test_what_one_says_of_the_case_itself_goes_before_its_duplicates(town: Any) -> None:
    paul, green = agent("Paul Roy"), Department.objects.get(code="ESV")
    zoe = agent("Zoé Vert", ("case_worker", "ESV"))
    twin, main = twins()
    begin_following(twin, [paul.pk], at=clock.now())
    enlist(twin, department=green, by=actor_of(zoe), at=clock.now())
    assert unfollow(main, by=actor_of(paul), at=clock.now())
    assert not unfollow(main, by=actor_of(paul), at=clock.now())
    assert release(main, department=green, by=actor_of(zoe), at=clock.now())
    found = followers_of(main)
    assert (found.agents, found.departments) == ([], [])
    found = followers_of(twin)
    assert (found.agents, found.departments) == ([paul], [green])


def test_a_duplicate_of_a_duplicate_brings_its_followers_to_the_root(town: Any) -> None:
    paul, root = agent("Paul Roy"), case()
    twin, main = twins()
    begin_following(twin, [paul.pk], at=clock.now())
    mark_duplicate(main, of=root, by=worker("Anne Voirie"), at=clock.now())
    assert followers_of(root).agents == [paul]
    assert followers_of(main).agents == []


def test_no_wall_is_crossed_by_following_a_duplicate(town: Any) -> None:
    paul, inside = agent("Paul Roy"), insider()
    twin, main = twins()
    begin_following(twin, [paul.pk, inside.pk], at=clock.now())
    sealed = Department.objects.get(memberships__agent=inside)
    hand_over(main, to=sealed, reason="Vous concerne", by=actor_of(paul), at=clock.now())
    found = followers_of(Case.objects.get(pk=main.pk))
    assert (found.agents, found.departments) == ([], [])
    assert not Case.objects.filter(followed(Access.of(inside), [main.pk]), pk=main.pk).exists()


def test_lists_and_page_agree_on_who_follows(town: Any) -> None:
    """Every way to follow and to refuse, with a duplicate and without, alone and with a service."""
    ways = list(product((None, True, False), (None, True, False), (None, True, False), (None, True)))
    green = Department.objects.get(code="ESV")
    by = actor_of(agent("Gaëlle Verte", ("manager", "ESV")))
    zoe, alone = agent("Zoé Vert", ("case_worker", "ESV")), agent("Paul Roy")
    expected: dict[int, set[int]] = {zoe.pk: set(), alone.pk: set()}
    for on_main, on_twin, service_main, service_twin in ways:
        twin, main = case(), case()
        for one, choice, service in ((main, on_main, service_main), (twin, on_twin, service_twin)):
            for who in (zoe, alone):
                if choice is not None:
                    Follow(case=one, agent=who, following=choice, at=clock.now()).save()
            if service is not None:
                Follow(case=one, department=green, following=service, at=clock.now()).save()
        mark_duplicate(twin, of=main, by=by, at=clock.now())
        found = followers_of(main)
        for who in (zoe, alone):
            served = who == zoe and green in found.departments and who.pk not in found.refusing
            if who in found.agents or served:
                expected[who.pk].add(main.pk)
    mains = list(CaseLink.objects.values_list("target_id", flat=True))
    for who in (zoe, alone):
        listed = Case.objects.filter(followed(Access.of(who), mains), pk__in=mains)
        assert set(listed.values_list("pk", flat=True)) == expected[who.pk]
    assert len(expected[zoe.pk]) == 30
    assert len(expected[alone.pk]) == 24


def test_a_department_chosen_here_stays_once_the_duplicate_is_set_apart(town: Any) -> None:
    green = Department.objects.get(memberships__agent=agent("Zoé Vert", ("case_worker", "ESV")))
    by, at = worker("Anne Voirie"), clock.now()
    twin, main = case(), case()
    Follow(case=twin, department=green, following=True, at=at).save()
    mark_duplicate(twin, of=main, by=by, at=at)
    assert followers_of(main).departments == [green]
    assert enlist(main, department=green, by=Actor.system(), at=at) is True
    assert enlist(main, department=green, by=Actor.system(), at=at) is False
    twin.refresh_from_db()
    separate(twin, reason="Autre rue", by=by, at=at)
    assert followers_of(main).departments == [green]
    assert followers_of(twin).departments == [green]


def test_who_follows_a_duplicate_without_seeing_the_main_case_is_not_named(town: Any) -> None:
    mayor = agent("Anne Maire", "elected")
    twin, main = case(), case()
    Case.objects.filter(pk=twin.pk).update(addressed_to=mayor)
    begin_following(twin, [mayor.pk], at=clock.now())
    mark_duplicate(twin, of=main, by=worker("Anne Voirie"), at=clock.now())
    assert followers_of(main).agents == []


def test_a_choice_that_is_put_back_is_as_if_it_had_not_been_made(town: Any) -> None:
    paul, made = agent("Paul Roy"), case()
    by, now = actor_of(paul), clock.now()
    for was in (None, True, False):
        Follow.objects.all().delete()
        if was is not None:
            Follow(case=made, agent=paul, following=was, at=now).save()
        (unfollow if was else follow)(made, by=by, at=now)
        put_back(made, was=was, now=not was, by=by, at=now)
        assert own_choices([made.pk], paul.pk) == ({} if was is None else {made.pk: was})
    with pytest.raises(NotPossible, match="autrement"):
        put_back(made, was=None, now=True, by=by, at=now)
