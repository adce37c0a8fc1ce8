"""A base of the previous schema, with a town at work, comes up to this version without losing anything.

``previous/`` holds one dump per schema that was in use. To add one before changing the schema: found a town, work a
little, then ``pg_dump --inserts --no-owner --no-privileges``, without the lines that start with a backslash.
"""

import gzip
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from tests.conftest import Server, _migrate, _point_at

DUMPS = sorted((Path(__file__).parent / "previous").glob("*.sql.gz"))


@pytest.fixture(params=DUMPS, ids=lambda path: path.name.removesuffix(".sql.gz"))
def upgraded(request: pytest.FixtureRequest, server: Server, worker_id: str, template: str) -> Iterator[str]:
    name = f"parvis_upgrade_{worker_id}_{os.getpid()}"
    server.create(name)
    with psycopg.connect(**server.admin | {"dbname": name}, autocommit=True) as connection:
        connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(server.owner)))
        connection.execute(gzip.decompress(request.param.read_bytes()))
    _migrate(name)
    yield name
    server.drop(name)


def test_the_schema_becomes_this_version_s(upgraded: str, template: str, server: Server) -> None:
    ours, fresh = described(server, upgraded), described(server, template)
    for told, wanted in zip(ours, fresh, strict=True):
        assert set(told) ^ set(wanted) == set()


def described(server: Server, name: str) -> list[Any]:
    """Columns, constraints, indexes, triggers, policies, functions and rights, whatever their order of creation."""
    questions = (
        "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns"
        " WHERE table_schema = 'public'",
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace AND contype <> 'n'",
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
        "SELECT tablename, policyname, qual, with_check FROM pg_policies",
        "SELECT proname, pg_get_function_identity_arguments(oid), md5(prosrc), prosecdef FROM pg_proc"
        " WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'",
        "SELECT table_name, grantee, privilege_type FROM information_schema.role_table_grants"
        f" WHERE grantee = '{server.app}'",
    )
    with psycopg.connect(**server.admin | {"dbname": name}, autocommit=True) as connection:
        return [sorted(map(_bare, connection.execute(question).fetchall())) for question in questions]


def _bare(row: Any) -> str:
    """Without casts and parentheses, which a dump writes in another way."""
    return re.sub(r"::(text|character varying|bigint|smallint|integer)(\[\])?|[()]", "", repr(row))


def test_the_town_is_at_work_again(upgraded: str, django_db_blocker: Any) -> None:
    from django.db import connections, transaction

    from parvis.cases.models import Case, Message
    from parvis.cases.noting import note
    from parvis.history.models import Event
    from parvis.kit import clock
    from parvis.kit.tenant import activate
    from parvis.organisation.acting_agents import actor_of
    from parvis.organisation.models import Agent
    from parvis.tenancy.models import Collectivity

    before = connections.databases["default"]["NAME"]
    with django_db_blocker.unblock():
        _point_at(upgraded)
        try:
            town = Collectivity.objects.get(slug="dreux")
            with activate(town.pk), transaction.atomic():
                assert Case.objects.count() == 12
                assert Message.objects.count() == 6
                assert Case.objects.filter(state="closed").count() == 3
                assert all(event.sentence for event in Event.objects.all())
                case = Case.objects.filter(state="received").first()
                note(case, body="Après la mise à jour.", by=actor_of(Agent.objects.get()), at=clock.now())
        finally:
            _point_at(before)


def test_migrating_again_changes_nothing(upgraded: str, server: Server) -> None:
    first = described(server, upgraded)
    _migrate(upgraded)
    assert described(server, upgraded) == first
