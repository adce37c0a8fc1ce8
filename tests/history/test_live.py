"""The live message leaves at the commit of the act, and only then."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction

from parvis.cases.closing import close
from parvis.cases.events import Noted
from parvis.cases.models import Case
from parvis.cases.noting import note
from parvis.history.actors import Actor
from parvis.history.appending import append
from parvis.history.models import ImportBatch
from parvis.kit import clock
from tests.factories import case


@pytest.fixture
def listener(committed_town: Any, server: Any) -> Iterator["psycopg.Connection[Any]"]:
    """Another connection, as the web node that streams would have."""
    with psycopg.connect(
        **server.admin | {"dbname": connection.settings_dict["NAME"]}, autocommit=True
    ) as other:
        other.execute("LISTEN parvis_live")
        yield other


def heard(listener: "psycopg.Connection[Any]") -> list[str]:
    return [told.payload for told in listener.notifies(timeout=0.3)]


def test_what_happens_is_told_at_the_commit_and_nothing_else_is(
    committed_town: Any, listener: "psycopg.Connection[Any]"
) -> None:
    def told(made: Case) -> str:
        """Who it is, and what decides who may hear of it: no name, no text."""
        return f"{committed_town.pk}:case:{made.pk}|{made.reference}|{made.version}|"

    with transaction.atomic():
        made = case()
        assert heard(listener) == [], "not before the commit"
    (opened,) = heard(listener)
    assert opened.startswith(told(made))
    assert opened.count("|") == 3, "nothing was before"

    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012
        note(made, body="x", by=Actor.system(), at=clock.now())
        raise ZeroDivisionError
    assert heard(listener) == [], "not on a rollback"

    with transaction.atomic():
        batch = ImportBatch(source="f", mapping="m", digest="0", started_at=clock.now())
        batch.save()
        append(Noted(1), by=Actor.batch(batch.pk, "f"), at=clock.now(), case_id=made.pk, batch_id=batch.pk)
        append(Noted(1), by=Actor.system(), at=clock.now())
    assert heard(listener) == [], "neither the imported past nor what is of no case"

    with transaction.atomic():
        made = Case.objects.get(pk=made.pk)
    close(made, outcome="done", by=Actor.system(), at=clock.now())
    (closed,) = heard(listener)
    assert closed.startswith(told(made))
    assert [facts.split(",")[0] for facts in closed.split("|")[3:]] == ["closed", "received"]
