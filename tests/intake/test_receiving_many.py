"""One by one in a town, many at once in its twin: everything stored is the same."""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from parvis.cases.models import Case, CaseAttachment
from parvis.directory.matching import Identity
from parvis.directory.models import ContactPoint, Person
from parvis.files.storing import store
from parvis.history.actors import Actor
from parvis.intake import receiving_many as many
from parvis.intake.receiving import receive
from parvis.intake.receiving_many import Taken, receive_many
from parvis.intake.submission import KeyReused, Rejected, Submission
from parvis.kit import clock
from parvis.kit.tenant import activate
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Agent
from tests import factories
from tests.cases.test_receiving import at_once
from tests.factories import submission
from tests.intake.twins import World, furnish, stored

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def inside() -> Actor:
    """Reads a sealed sector beside the open ones."""
    from tests.cases.steps import sealed_type

    found = Agent.objects.filter(display_name="Inès Sociale").first()
    return actor_of(found or factories.agent("Inès Sociale", ("case_worker", sealed_type().department.code)))


def outside() -> Actor:
    found = Agent.objects.filter(display_name="Sonia École").first()
    return actor_of(found or factories.agent("Sonia École", ("case_worker", "SCO")))


def one_by_one(found: list[Submission], by: Actor) -> list[Any]:
    results: list[Any] = []
    for each in found:
        try:
            received = receive(each, by=by)
            results.append((received.case.reference, received.created))
        except Rejected as rejected:
            results.append((type(rejected), rejected.problems))
    return results


def all_at_once(found: list[Submission], by: Actor) -> list[Any]:
    """In chunks of any size."""
    results: list[Any] = []
    sizes = random.Random(len(found))
    while found:
        size = sizes.choice((1, 7, 60))
        for result in receive_many(found[:size], by=by):
            told = (result.reference, result.created) if isinstance(result, Taken) else None
            results.append(told or (type(result), result.problems))  # type: ignore[union-attr]
        found = found[size:]
    return results


@pytest.mark.parametrize("seed", [1, 2])
def test_many_are_received_as_one_by_one(town: Any, other_town: Any, seed: int) -> None:
    told, kept = [], []
    for twin, receive_them in ((town, one_by_one), (other_town, all_at_once)):
        with activate(twin.pk), clock.travel(AT):
            furnish()
            told.append(list(live(seed, receive_them)))
            kept.append(stored())
    for ours, theirs in zip(*told, strict=True):
        assert ours == theirs
    for what, rows in kept[0].items():
        assert len(rows) > 20 or what == "keys", what
        assert rows == kept[1][what], what


def live(seed: int, receive_them: Callable[[list[Submission], Actor], list[Any]]) -> Any:
    """Four days of a town: residents, agents of an open and of a sealed sector, a partner."""
    for day, who in enumerate((Actor.person, outside, inside, lambda: Actor.token(10**9, "Partenaire"))):
        drawn = list(World(seed * 10 + day, AT).submissions(60))
        yield receive_them(drawn, who())
        # Somebody proves that an address is theirs: from now on it comes first.
        ContactPoint.objects.filter(
            pk__in=ContactPoint.objects.order_by("pk").values("pk")[day : day + 1]
        ).update(verified_at=AT)


def statements(count: int) -> int:
    """How many it takes to receive as many submissions, half of them from known people, with keys and bad rows."""
    found = [
        submission(
            person=Identity("Ana", f"Nom {n}", email=f"n{n % (count // 2)}@example.org"),
            scope="web",
            key=f"{count}-{n}",
            type_code="VOI-NDP" if n % 10 else "NO-SUCH",
        )
        for n in range(count)
    ]
    with CaptureQueriesContext(connection) as queries:
        results = receive_many(found, by=Actor.person())
    assert sum(isinstance(result, Taken) for result in results) == count * 9 // 10
    return len(queries)


def test_as_many_statements_for_ten_as_for_five_hundred(town: Any) -> None:
    statements(10)  # the configuration is in memory from here on
    assert statements(20) == statements(500) <= 14


def test_a_rejected_one_spoils_nobody(town: Any) -> None:
    results = receive_many(
        [submission(), submission(description=""), submission(channel="pigeon"), submission()],
        by=Actor.person(),
    )
    assert [type(r) for r in results] == [Taken, Rejected, Rejected, Taken]
    assert isinstance(results[1], Rejected)
    assert list(results[1].problems) == ["description"]
    assert Case.objects.count() == 2
    assert Person.objects.count() == 1, "the second is the person that the first made known"
    assert receive_many([], by=Actor.person()) == []


def test_keys_repeated_inside_and_outside(town: Any) -> None:
    first = receive(submission(scope="web", key="a"), by=Actor.person())
    results = receive_many(
        [
            submission(scope="web", key="a"),
            submission(scope="web", key="b", description="Une fuite"),
            submission(scope="web", key="b", description="Une fuite"),
            submission(scope="web", key="b", description="Autre chose"),
            submission(scope="api:1", key="b", description="Autre chose"),
        ],
        by=Actor.person(),
    )
    taken = [(r.case_id, r.created) for r in results if isinstance(r, Taken)]
    assert taken[0] == (first.case.pk, False)
    assert taken[1][1]
    assert taken[2] == (taken[1][0], False)
    assert isinstance(results[3], KeyReused)
    assert taken[3][1]
    assert Case.objects.count() == 3


def test_races_on_the_same_keys(committed_town: Any) -> None:
    """Eight times the same fifty, at once: fifty cases, and everybody is told the same."""
    sent = [
        submission(
            scope="web",
            key=f"k{n}",
            description=f"Demande {n}",
            person=Identity(family_name="Petit", phone=f"+3361234567{n % 10}"),
        )
        for n in range(50)
    ]
    acts = [lambda: receive_many(sent, by=Actor.person())] * 4 + [
        lambda n=n: [receive(sent[n], by=Actor.person())] for n in (3, 17, 29, 49)
    ]
    results = at_once(committed_town, acts)
    assert [r for r in results if isinstance(r, Exception)] == []
    from django.db import transaction

    with transaction.atomic():
        assert Case.objects.count() == 50
    whole = [[r.case_id for r in result] for result in results if len(result) == 50]
    assert len(whole) == 4
    assert all(each == whole[0] for each in whole)


def test_a_failure_midway_leaves_nothing(town: Any, monkeypatch: Any) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(many, "open_cases", broken)
    with pytest.raises(OSError, match="full"):
        receive_many([submission(), submission()], by=Actor.person())
    assert not Person.objects.exists()


def test_files_come_with_their_request(town: Any) -> None:
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(drawn, "PNG")
    photo = store(SimpleUploadedFile("trou.png", drawn.getvalue(), "image/png"))
    results = receive_many([submission(), submission(attachments=(photo,))], by=Actor.person())
    assert isinstance(results[1], Taken)
    attached = CaseAttachment.objects.get()
    assert (attached.case_id, attached.by_person) == (results[1].case_id, True)
