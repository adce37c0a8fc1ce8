"""Two installations side by side: two databases, two folders of files, two follow keys.

Their towns are furnished once; each test works on a copy.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import transaction
from psycopg import sql

from parvis.cases.models import Case
from parvis.kit.env import Env, env
from parvis.kit.tenant import activate
from parvis.ops.portability.catalogue import Connection
from parvis.ops.portability.connecting import prepare
from parvis.ops.portability.exporting import export
from parvis.tenancy.models import Collectivity
from tests.conftest import _lend_town_maker, _point_at, make_town
from tests.ops.portability.towns import Installation
from tests.tenancy.furnished import furnish

#: Slugs and hosts.
HERE = (("ville", "testserver"), ("autre", "autre.test"))
ELSEWHERE = (("deja", "deja.test"),)


@pytest.fixture(scope="session")
def furnished(
    server: Any,
    template: str,
    worker_id: str,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[dict[str, Installation]]:
    from django.db import connections

    made = {}
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        before = connections.databases["default"]["NAME"]
        for kind, towns in (("here", HERE), ("elsewhere", ELSEWHERE)):
            base = Installation(
                f"parvis_{kind}_base_{worker_id}_{os.getpid()}", tmp_path_factory.mktemp(kind), server
            )
            server.create(base.name, template)
            _point_at(base.name)
            patch.setattr(Env, "files", base.files)
            _lend_town_maker(server, base.name)
            for slug, host in towns:
                town = make_town(slug, host, slug.capitalize())
                with activate(town.pk), transaction.atomic():
                    furnish(slug)
            made[kind] = base
        _point_at(before)
    yield made
    for base in made.values():
        server.drop(base.name)


@pytest.fixture
def installations(
    furnished: dict[str, Installation],
    server: Any,
    tmp_path: Path,
    django_db_blocker: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[[str, str], Installation]]:
    """``installations(kind, follow key)``: a copy, which Django points at from then on."""
    from django.db import connections

    made: list[Installation] = []
    before = connections.databases["default"]["NAME"]

    def copy(kind: str, key: str) -> Installation:
        base = furnished[kind]
        connections["default"].close()
        one = Installation(base.name.replace("_base", ""), tmp_path / f"{kind}-files", server)
        server.create(one.name, base.name)
        shutil.copytree(base.files, one.files)
        made.append(one)
        mine = replace(env(), follow_key=key)

        def enter() -> None:
            from parvis.cases import following

            _point_at(one.name)
            monkeypatch.setattr(Env, "files", one.files)
            monkeypatch.setattr(following, "env", lambda: mine)

        one.enter = enter
        enter()
        one.towns = list(Collectivity.objects.order_by("pk"))
        for town in one.towns:
            with activate(town.pk), transaction.atomic():
                one.cases.append(Case.objects.get())
        return one

    with django_db_blocker.unblock():
        yield copy
        _point_at(before)
    for one in made:
        server.drop(one.name)


@pytest.fixture
def here(installations: Callable[[str, str], Installation]) -> Installation:
    """An installation with two furnished towns, « ville » and « autre »; Django points at it."""
    return installations("here", "the key of here")


@pytest.fixture
def elsewhere(here: Installation, installations: Callable[[str, str], Installation]) -> Installation:
    """Another installation, where a town lives whose rows bear the same numbers; Django is still pointed at the first."""
    made = installations("elsewhere", "another key altogether")
    here.enter()
    return made


@pytest.fixture
def as_the_owner(server: Any) -> Iterator[Callable[[Installation], Connection]]:
    opened = []

    def connect(installation: Installation) -> Connection:
        made = psycopg.connect(**server.admin | {"dbname": installation.name})
        made.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(server.owner)))
        prepare(made)
        opened.append(made)
        return made

    yield connect
    for each in opened:
        each.close()


@pytest.fixture
def archive(here: Installation, tmp_path: Path) -> Path:
    """The town « ville », exported."""
    export(here.towns[0], tmp_path / "archive")
    return tmp_path / "archive"
