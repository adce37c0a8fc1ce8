from datetime import UTC, datetime
from typing import Any

import pytest

from parvis.cases import references
from parvis.cases.closing import close
from parvis.cases.following import BadLink, ExpiredLink, open_link, path_of, token_of
from parvis.cases.states import State
from parvis.history.actors import Actor
from parvis.history.models import Event
from parvis.kit import clock
from parvis.kit.tenant import activate
from tests.factories import actor, case


def test_a_new_case_is_received_untreated_at_version_one(town: Any) -> None:
    made = case()
    assert (made.state, made.version, made.first_act_at, made.assignee_id) == (State.RECEIVED, 1, None, None)
    told = Event.objects.get(case_id=made.pk)
    assert (told.type, told.case_version, told.channel) == ("case.opened", 1, "web")
    assert "Voirie" in told.sentence


def test_the_year_of_the_reference_is_the_towns(town: Any) -> None:
    """Half past eleven at night in UTC is already the new year in Paris."""
    assert case(received_at=datetime(2025, 12, 31, 23, 30, tzinfo=UTC)).reference.startswith("26-")
    assert case(received_at=datetime(2025, 12, 31, 22, 30, tzinfo=UTC)).reference.startswith("25-")


def test_references_follow_each_other_within_a_year(town: Any) -> None:
    assert [references.take(2026)[0], *references.take(2026, 3)] == [
        "26-0001",
        "26-0002",
        "26-0003",
        "26-0004",
    ]
    assert references.take(2027) == ["27-0001"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("26-0412", "26-0412"), ("26 412", "26-0412"), ("n° 26-0412", "26-0412"), ("260412", "26-0412"), ("N°26/412", "26-0412"),
     ("abc", ""), ("", ""), ("2026-0412", ""), ("26-", ""), ("26-12345", "26-12345"), ("1346", ""), ("26412", ""),
     ("٢٦-٠٤", "٢٦-0004")],
)  # fmt: skip
def test_a_reference_is_read_as_people_write_it(typed: str, meant: str) -> None:
    assert references.read(typed) in (meant, "")
    if typed.isascii():
        assert references.read(typed) == meant


def test_who_typed_it_is_kept(town: Any) -> None:
    by = actor("Accueil", "front_desk")
    assert case(by=by).opened_by_id == by.id
    assert case(by=Actor.person()).opened_by_id is None


def test_the_private_link_opens_one_case_and_cannot_be_guessed(town: Any, other_town: Any) -> None:
    made, other = case(), case()
    at = clock.now()
    assert path_of(made) == f"/suivi/{made.reference}/{token_of(made)}/"
    assert open_link(made.reference, token_of(made), at).pk == made.pk
    forged = [
        "",
        "x",
        token_of(other),
        token_of(made)[:-1],
        token_of(made).upper(),
        "é" * 26,
        "\ud800",
        token_of(made) + "a",
    ]
    for token in forged:
        with pytest.raises(BadLink):
            open_link(made.reference, token, at)
    with pytest.raises(BadLink):
        open_link("26-9999", token_of(made), at)
    with activate(other_town.pk):
        theirs = case()
        assert theirs.reference == made.reference
        with pytest.raises(BadLink):
            open_link(made.reference, token_of(made), at)
    made.follow_nonce = "changed"
    made.save()
    with pytest.raises(BadLink):
        open_link(made.reference, token_of(other), at)


def test_the_link_ends_a_year_after_the_closure(town: Any) -> None:
    made = case()
    at = clock.now()
    token = token_of(made)
    close(made, outcome="done", by=Actor.system(), at=at)
    assert open_link(made.reference, token, at.replace(year=at.year + 1) - (clock.now() - at)).pk == made.pk
    with pytest.raises(ExpiredLink):
        open_link(made.reference, token, at.replace(year=at.year + 2))
