from datetime import UTC

import pytest
from django.test import RequestFactory

from parvis.portal.limiting import Limit, client_address
from parvis.portal.progress import target
from parvis.portal.spelling import in_words, spelled


def test_so_many_then_no_more_until_the_time_is_over():
    now = [0.0]
    limit = Limit(2, 60, time=lambda: now[0])
    assert [limit.take("a") for _ in range(3)] == [True, True, False]
    assert limit.take("b")
    assert not limit.allows("a")
    now[0] = 61
    assert limit.allows("a")
    assert limit.take("a")


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr("parvis.portal.limiting.MOST_ADDRESSES", 10)
    limit = Limit(1, 60)
    for number in range(50):
        limit.take(str(number))
    assert len(limit._seen) == 10


@pytest.mark.parametrize(
    ("remote", "found"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("n'importe quoi", "unknown"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
    ],
)
def test_a_visitor_is_told_apart_by_an_address_they_cannot_choose(remote, found):
    request = RequestFactory().get("/", REMOTE_ADDR=remote, headers={"x-forwarded-for": "6.6.6.6"})
    assert client_address(request) == found


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("26-0412", "vingt-six, zéro quatre, douze"),
        ("26-0001", "vingt-six, zéro zéro, zéro un"),
        ("07-10471", "zéro sept, un, zéro quatre, soixante et onze"),
        ("81-9980", "quatre-vingt-un, quatre-vingt-dix-neuf, quatre-vingts"),
        ("MTL-x", "MTL-x"),
    ],
)
def test_references_are_said_as_on_the_phone(reference, words):
    assert spelled(reference) == words


def test_every_number_has_its_own_words():
    assert len({in_words(number) for number in range(100)}) == 100


def test_targets_are_told_as_people_say_them(town):
    from datetime import datetime

    from parvis.cases.models import Case

    now = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
    case = Case(state="received", due_at=now.replace(hour=16, minute=5))
    assert target(case, now) == "aujourd'hui à 17 h 05"
    case.due_at = now.replace(day=5)
    assert target(case, now) == "demain"
    case.due_at = now.replace(month=3, day=27)
    assert target(case, now) == "le vendredi 27 mars"
    case.due_at = now.replace(month=1)
    assert target(case, now) == ""
