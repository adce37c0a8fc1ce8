"""A real web process over a real PostgreSQL: what is committed here is heard there."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.conftest import address
from tests.browser.site import Site
from tests.environment import EXTERNAL
from tests.live.reader import Reader


@pytest.fixture(scope="module")
def site(server: Any, template: str, worker_id: str, tmp_path_factory: Any) -> Iterator[Site]:
    from parvis.kit.database import connection_parts
    from parvis.kit.env import env

    if EXTERNAL:
        pytest.skip("the browser tests reach an external server by an address of their own")
    name = f"parvis_live_{worker_id}_{os.getpid()}"
    server.create(name, template)
    owner, app = (address(connection_parts(env(), role), name) for role in ("owner", "app"))
    nowhere = "http://127.0.0.1:9"
    made = Site(name, owner, app, tmp_path_factory.mktemp("live"), nowhere, nowhere)
    # Sessions made here are read there.
    made.environ["PARVIS_SECRET_KEY"] = env().secret_key
    try:
        made.run("-m", "tests.browser.town")
        made.start("web")
        made.wait_until_ready()
        yield made
    finally:
        made.close()
        server.drop(name)


@pytest.fixture
def town(site: Site, django_db_blocker: Any) -> Iterator[Any]:
    """The site's town, with this thread's connection pointing at its database: verbs commit."""
    from django.db import connections

    from parvis.kit.tenant import activate
    from parvis.tenancy.models import Collectivity
    from tests.conftest import _point_at

    with django_db_blocker.unblock():
        before = connections.databases["default"]["NAME"]
        _point_at(site.database)
        try:
            found = Collectivity.objects.get(slug="ville")
            with activate(found.pk):
                yield found
        finally:
            _point_at(before)


@pytest.fixture
def cookie_of(town: Any) -> Callable[[Any], str]:
    """The cookie of a new session of this agent, as signing in makes it."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from parvis.organisation.current import SESSION_TENANT

    def make(agent: Any) -> str:
        session = SessionStore()
        session[SESSION_KEY] = str(agent.account_id)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = agent.account.get_session_auth_hash()
        session[SESSION_TENANT] = town.pk
        session.create()
        return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"

    return make


@pytest.fixture
def listen(site: Site, cookie_of: Callable[[Any], str]) -> Iterator[Callable[..., Reader]]:
    """``listen(agent, since=…)``: this agent's stream, open."""
    opened: list[Reader] = []

    def open_one(agent: Any, **how: Any) -> Reader:
        opened.append(Reader(site.port, cookie_of(agent), **how))
        return opened[-1]

    yield open_one
    for reader in opened:
        reader.cut()
