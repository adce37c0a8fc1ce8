"""Following many requests at once: one's own affair, of what one sees, and taken back to the letter."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.cases.enlisting import enlist
from parvis.cases.followers import begin_following, follow, followers_of, unfollow
from parvis.cases.models import Case, Follow
from parvis.cases.noting import note
from parvis.desk.models import BulkRun
from parvis.history.models import Event
from parvis.kit import clock
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Agent, Department, Membership
from tests.cases.steps import AT, worker
from tests.cases.test_abilities import insider, sealed_case
from tests.desk.bulk import counts, done, job, prepared, reasons, undone
from tests.desk.test_lists_queue import data_queries
from tests.factories import agent, case, closed_case

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday(town: Any) -> Any:
    with clock.travel(AT):
        yield


@pytest.fixture
def paul(town: Any) -> Agent:
    return agent("Paul Petit", ("case_worker", "SCO"))


@pytest.fixture
def desk(signed_in: Callable[[Agent], Client], paul: Agent) -> Client:
    return signed_in(paul)


def choices(one: Agent) -> dict[int, bool]:
    return dict(Follow.objects.filter(agent=one).values_list("case_id", "following"))


def test_all_that_answers_a_filter_is_followed_whatever_its_service(desk: Client, paul: Agent) -> None:
    insider()
    made, hidden = [case() for _ in range(3)], sealed_case()
    begin_following(made[0], [paul.pk], at=AT)
    versions = set(Case.objects.values_list("pk", "version"))
    run = prepared(desk, "follow", tout="1", filtre="state=all")
    assert counts(run) == {"pending": 2, "skipped": 1}
    assert reasons(run) == {"Vous la suivez déjà."}
    assert not run.items.filter(case=hidden).exists(), "what one does not see is not even left"
    # A colleague's act since the preview is no reason to leave it.
    note(Case.objects.get(pk=made[1].pk), body="J'y vais", by=worker(), at=AT)
    desk.post(f"/desk/lots/{run.pk}/confirmation")
    assert counts(job(run)) == {"done": 2, "skipped": 1}
    assert choices(paul) == {one.pk: True for one in made}
    assert Event.objects.filter(type="case.followed", actor_id=paul.pk).count() == 2
    page = desk.get(f"/desk/lots/{run.pk}").content.decode()
    assert "2 demandes sur 3 : suivies." in page
    assert "que quelqu&#x27;un a modifiées" not in page
    changed = {pk for pk, _version in set(Case.objects.values_list("pk", "version")) - versions}
    assert changed == {made[1].pk}, "only the note changed a case"


def test_it_is_taken_back_to_what_one_had_chosen_whatever_others_did(desk: Client, paul: Agent) -> None:
    never, stopped, again, ended = case(), case(), case(), closed_case()
    follow(stopped, by=actor_of(paul), at=AT)
    unfollow(stopped, by=actor_of(paul), at=AT)
    run = done(desk, "follow", [never, stopped, again, ended])
    assert counts(run) == {"done": 4}
    note(Case.objects.get(pk=never.pk), body="J'y vais", by=worker(), at=AT)
    unfollow(again, by=actor_of(paul), at=AT)
    undone(desk, run)
    assert counts(run) == {"undone": 3, "kept": 1}
    assert reasons(run) == {"Vous avez choisi autrement depuis."}
    assert choices(paul) == {stopped.pk: False, again.pk: False}, "of the first nothing had been said"
    begin_following(never, [paul.pk], at=AT)
    assert followers_of(never).agents == [paul]


def test_one_stops_following_many_those_of_ones_service_included(desk: Client, paul: Agent) -> None:
    made, ours, other = case(), case(), case()
    begin_following(made, [paul.pk], at=AT)
    enlist(ours, department=Department.objects.get(code="SCO"), by=actor_of(paul), at=AT)
    run = done(desk, "unfollow", [made, ours, other])
    assert counts(run) == {"done": 2, "skipped": 1}
    assert reasons(run) == {"Vous ne la suivez pas."}
    assert choices(paul) == {made.pk: False, ours.pk: False}
    assert "2 demandes sur 3 : retirées de votre suivi." in desk.get(f"/desk/lots/{run.pk}").content.decode()
    undone(desk, run)
    assert counts(run)["undone"] == 2
    assert choices(paul) == {made.pk: True}


def test_what_one_took_for_a_sealed_service_is_not_followed(
    signed_in: Callable[[Agent], Client], town: Any
) -> None:
    insider()
    desk = agent("Nadia Perrin", "front_desk")
    run = prepared(signed_in(desk), "follow", [case(), sealed_case(by=actor_of(desk))])
    assert counts(run) == {"pending": 1, "skipped": 1}
    assert reasons(run) == {
        "Elle ne se suit pas : vous n'y lisez pas, ou pour un temps seulement, ce que les collègues se disent."
    }


def test_who_lost_sight_of_them_meanwhile_follows_none(desk: Client, paul: Agent) -> None:
    run = prepared(desk, "follow", [case(), case()])
    desk.post(f"/desk/lots/{run.pk}/confirmation")
    Membership.objects.filter(agent=paul).delete()
    assert counts(job(run)) == {"skipped": 2}
    assert not Follow.objects.exists()


def test_previewing_many_takes_few_queries(desk: Client) -> None:
    for _ in range(20):
        case()
    for act, expected in (("follow", "pending"), ("unfollow", "skipped")):
        with CaptureQueriesContext(connection) as captured:
            run: BulkRun = prepared(desk, act, tout="1")
        assert counts(run) == {expected: 20}
        assert len(data_queries(captured)) <= 22
