"""Two installations side by side: two databases, two folders of files, two follow keys.

Their towns are furnished once. The first installation is only read, « vivante » excepted; in the second, each test that
loads a town gives it a slug of its own.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from hashlib import md5
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import transaction
from psycopg import sql

from parvis.kit.env import Env, env
from parvis.kit.tenant import activate
from parvis.ops.portability.catalogue import Connection
from parvis.ops.portability.connecting import prepare
from parvis.ops.portability.exporting import export
from parvis.ops.portability.loading import Loaded, load
from tests.conftest import _lend_town_maker, _point_at, make_town
from tests.ops.portability.towns import Installation
from tests.tenancy.furnished import furnish

#: Slugs and hosts.
HERE = (("ville", "testserver"), ("autre", "autre.test"), ("vivante", "vivante.test"))
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
            one = Installation(
                f"parvis_{kind}_{worker_id}_{os.getpid()}", tmp_path_factory.mktemp(kind), server
            )
            server.create(one.name, template)
            _point_at(one.name)
            patch.setattr(Env, "files", one.files)
            _lend_town_maker(server, one.name)
            for slug, host in towns:
                one.towns.append(make_town(slug, host, slug.capitalize()))
                with activate(one.towns[-1].pk), transaction.atomic():
                    one.cases.append(furnish(slug))
            made[kind] = one
        _point_at(before)
    yield made
    for one in made.values():
        server.drop(one.name)


@pytest.fixture
def installations(
    furnished: dict[str, Installation], django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[dict[str, Installation]]:
    from django.db import connections

    before = connections.databases["default"]["NAME"]

    def enter(one: Installation, keys: Env) -> None:
        from parvis.cases import following

        _point_at(one.name)
        monkeypatch.setattr(Env, "files", one.files)
        monkeypatch.setattr(following, "env", lambda: keys)

    for kind, one in furnished.items():
        one.enter = partial(enter, one, replace(env(), follow_key=f"the key of {kind}"))
    with django_db_blocker.unblock():
        yield furnished
        _point_at(before)


@pytest.fixture
def here(installations: dict[str, Installation]) -> Installation:
    """An installation with three furnished towns; Django points at it. « ville » and « autre » stay as they are."""
    installations["here"].enter()
    return installations["here"]


@pytest.fixture
def elsewhere(here: Installation, installations: dict[str, Installation]) -> Installation:
    """Another installation, where a town lives whose rows bear the same numbers; ``enter()`` points Django at it."""
    return installations["elsewhere"]


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


@pytest.fixture(scope="session")
def exported(furnished: dict[str, Installation], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("exported") / "archive"


@pytest.fixture
def archive(here: Installation, exported: Path, tmp_path: Path) -> Path:
    """The town « ville », exported: a copy that the test may change."""
    if not exported.exists():
        export(here.towns[0], exported)
    return Path(shutil.copytree(exported, tmp_path / "archive"))


@pytest.fixture
def slug(request: pytest.FixtureRequest) -> str:
    """A slug nobody else has, for the town this test loads."""
    return f"v{md5(request.node.nodeid.encode()).hexdigest()[:12]}"


@pytest.fixture
def loader(archive: Path, elsewhere: Installation, as_the_owner: Any, slug: str) -> Callable[..., Loaded]:
    """Load the archive in the other installation, which becomes the one Django points at."""

    def run(**options: Any) -> Loaded:
        elsewhere.enter()
        given = {"hosts": [f"{slug}.test"], "slug": slug, "connection": as_the_owner(elsewhere)}
        return load(options.pop("folder", archive), **given | options)

    return run
