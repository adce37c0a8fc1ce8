"""Search finds the same cases whether the words are rare (by their index) or frequent (walking back from the latest)."""

from typing import Any

import pytest
from django.db import connection

from parvis.cases import references
from parvis.cases.models import Case
from parvis.cases.searching import Cursor, search
from parvis.cases.suggesting import suggest_cases
from parvis.directory.matching import Identity
from parvis.kit import clock
from parvis.organisation.access import Access
from tests.factories import agent, case

pytestmark = pytest.mark.django_db

MANY = 1_600


def copies_of(original: Case, count: int) -> None:
    """The same case again and again, each received a minute earlier than the one before."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO cases_case (tenant_id, reference, version, state, outcome, closing_text, request_type_id, kind,
                   department_id, sector_id, priority, channel, other_channels, anonymous, description, answers, address,
                   received_at, recorded_at, closing_unknown, waiting_for, reopened, hand_overs, last_activity_at,
                   follow_nonce, routing, external_source, external_id)
               SELECT tenant_id, reference || '/' || n, version, state, outcome, closing_text, request_type_id, kind,
                   department_id, sector_id, priority, channel, other_channels, anonymous, description, answers, address,
                   received_at - make_interval(mins => n), recorded_at, closing_unknown, waiting_for, reopened, hand_overs,
                   last_activity_at, follow_nonce, routing, external_source, external_id
               FROM cases_case, generate_series(1, %s) AS n WHERE id = %s AND tenant_id = %s""",
            [count, original.pk, original.tenant_id],
        )


@pytest.fixture
def many(town: Any) -> Case:
    """The latest of many cases that hold the same word; among them one of a sealed sector."""
    latest = case(description="Un lampadaire éteint.")
    copies_of(latest, MANY)
    case(description="Un lampadaire devant le CCAS.", type_code="SOC-APA")
    return latest


def test_frequent_words_give_every_readable_case_once_most_recent_first(many: Case) -> None:
    access = Access.of(agent("Paul Petit", ("case_worker", "VOI")))
    readable = list(Case.objects.readable_by(access).most_recent_first().values_list("pk", flat=True))
    found: list[int] = []
    after: Cursor | None = None
    while True:
        page = search("lampadaire", access=access, after=after, limit=150)
        found += [c.pk for c in page.cases]
        after = page.next
        if after is None:
            break
    assert len(readable) == MANY + 1
    assert found == readable


def test_a_person_or_a_reference_is_found_beside_frequent_words(many: Case) -> None:
    access = Access.of(agent("Paul Petit", ("case_worker", "VOI")))
    named = case(description="Une haie.", person=Identity(given_names="Zoé", family_name="Lampadaire"))
    assert named.pk in {c.pk for c in search("lampadaire", access=access).cases}
    assert [c.pk for c in search(named.reference, access=access).cases] == [named.pk]


def test_words_frequent_only_behind_a_seal_find_nothing(town: Any) -> None:
    copies_of(case(description="Une question de logement.", type_code="SOC-APA"), MANY)
    access = Access.of(agent("Paul Petit", ("case_worker", "VOI")))
    assert search("logement", access=access).cases == []


@pytest.mark.parametrize("words", ["Zoé Martin-Roux", "martin roux zoe", "MARTIN Zoé", "zoe mart"])
def test_the_words_of_a_name_come_in_any_order(town: Any, words: str) -> None:
    access = Access.of(agent("Paul Petit", ("case_worker", "VOI")))
    hers = case(person=Identity(given_names="Zoé", family_name="Martin-Roux", email="zoe@example.org"))
    case(person=Identity(given_names="Zoé", family_name="Petit", email="petit@example.org"))
    case(person=Identity(given_names="Anne", family_name="Martin-Roux", email="anne@example.org"))
    assert [c.pk for c in search(words, access=access).cases] == [hers.pk]


def test_a_number_alone_is_the_end_of_this_years_reference_or_of_last_years(
    town: Any, django_assert_max_num_queries: Any
) -> None:
    access = Access.of(agent("Paul Petit", ("case_worker", "VOI")))
    year = clock.now().year
    this, last, older, sealed = case(), case(), case(), case(type_code="SOC-APA")
    for made, reference in (
        (this, references.write(year, 1346)),
        (last, references.write(year - 1, 1347)),
        (older, references.write(year - 2, 1348)),
        (sealed, references.write(year, 1347)),
    ):
        Case.objects.filter(pk=made.pk).update(reference=reference)
    with django_assert_max_num_queries(3):
        assert [c.pk for c in search("1346", access=access).cases] == [this.pk]
    assert [c.pk for c in search("n° 1347", access=access).cases] == [last.pk], "a sealed case is not guessed"
    assert search("1348", access=access).cases == []


@pytest.mark.parametrize("words", ["legoff", "LEGOFF", "le goff", "Le Goff Yann"])
def test_a_glued_name_is_found(town: Any, words: str) -> None:
    access = Access.of(agent("Paul Petit", ("case_worker", "VOI")))
    his = case(person=Identity(given_names="Yann", family_name="Le Goff", email="yann@example.org"))
    case(person=Identity(given_names="Anna", family_name="Goffin", email="anna@example.org"))
    assert [c.pk for c in search(words, access=access).cases] == [his.pk]


def test_what_others_hold_takes_no_room_among_the_suggestions(town: Any) -> None:
    """Somebody in the street reads the orders they are given: rare among many that are not theirs."""
    copies_of(case(description="Un lampadaire devant le CCAS.", type_code="SOC-APA"), 2_000)
    fanny = agent("Fanny Rue", ("field", "VOI"))
    order = case(description="Un lampadaire éteint.")
    Case.objects.filter(pk=order.pk).update(assignee=fanny)
    assert [c.pk for c in suggest_cases(["lampad"], Access.of(fanny), limit=5)] == [order.pk]
