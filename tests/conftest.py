"""One server, one template database migrated by the owner, one copy per worker; the application's role runs the tests.

The server is the embedded one, kept in the cache folder between runs, or the one PARVIS_TEST_DATABASE_URL names
(its user must be allowed to create databases and roles).
"""

import fcntl
import hashlib
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from psycopg import sql

from tests.environment import CACHE, EXTERNAL, ROOT

# How fast examples come says how busy the machine is, nothing of what is tested.
settings.register_profile("parvis", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("parvis")

TEMPLATE = "parvis_template"


def pytest_configure() -> None:
    from django.conf import settings as product

    product.PASSWORD_HASHERS = ["tests.hashing.LightArgon2"]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None, None, None]:
    """Of whole files, the longest first; two of browsers for one of others, as three workers take them.

    After pytest-django, which puts at the end what uses no database of its own: browsers, that is.
    """
    yield
    longest = {"bench": 1, "ops": 2, "intake": 3, "demo": 4, "tenancy": 5, "live": 6}
    files = sorted({item.path for item in items}, key=lambda path: (longest.get(path.parent.name, 9), path))
    browsers = [path for path in files if path.parent.name == "browser"]
    others = [path for path in files if path.parent.name != "browser"]
    order = []
    while browsers:
        order += [*browsers[:2], *others[:1]]
        del browsers[:2], others[:1]
    rank = {path: number for number, path in enumerate([*order, *others])}
    items.sort(key=lambda item: rank[item.path])


def _fingerprint() -> str:
    """Changes when a migration, a model or a SQL file does: then the template is made again."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "src").rglob("*")):
        schema = (
            path.name in ("models.py", "conversation.py", "isolating.py", "isolation.py")
            or "migrations" in path.parts
        )
        if path.suffix == ".sql" or (schema and path.suffix == ".py"):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


class Server:
    """Where the databases of the tests live."""

    def __init__(self) -> None:
        from parvis.kit.database import connection_parts
        from parvis.kit.env import env
        from parvis.ops import embedded, roles

        settings = env()
        if EXTERNAL:
            self.admin = connection_parts(settings, "owner")
        else:
            self._running = embedded.running_database(settings)
            self._running.__enter__()
            self.admin = connection_parts(settings, "owner") | {
                "user": embedded.SUPERUSER,
                "password": settings.superuser_password,
            }
        self.admin["dbname"] = "postgres"
        with self.connect() as connection:
            if not EXTERNAL:
                # What a cut of power would lose here is made again; tests of such faults start servers of their own.
                for setting in ("fsync", "full_page_writes", "synchronous_commit"):
                    connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
                connection.execute("SELECT pg_reload_conf()")
            owner = str(connection_parts(settings, "owner")["user"])
            app = str(connection_parts(settings, "app")["user"])
            if EXTERNAL:
                roles.ensure_role(connection, app, settings.app_password)
        self.owner, self.app = owner, app

    def connect(self) -> "psycopg.Connection[Any]":
        return psycopg.connect(**self.admin, autocommit=True)

    def create(self, name: str, template: str = "template0") -> None:
        with self.connect() as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )
            how = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} ENCODING 'UTF8'").format(
                sql.Identifier(name), sql.Identifier(self.owner), sql.Identifier(template)
            )
            connection.execute(how)

    def drop(self, name: str) -> None:
        with self.connect() as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )

    def exists(self, name: str) -> bool:
        with self.connect() as connection:
            return (
                connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
                is not None
            )

    def close(self) -> None:
        if not EXTERNAL:
            self._running.__exit__(None, None, None)


def _migrate(name: str) -> None:
    """As the owner, in another process: this one only ever connects as the application."""
    code = (
        "import django; from django.conf import settings; "
        f"settings.DATABASES['default']['NAME'] = {name!r}; django.setup(); "
        "from django.core.management import call_command; call_command('migrate', verbosity=0)"
    )
    environ = os.environ | {
        "PARVIS_DB_ROLE": "owner",
        "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
    }
    subprocess.run([sys.executable, "-c", code], check=True, env=environ)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with (CACHE / "server.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = Server()
    yield made
    made.close()


@pytest.fixture(scope="session")
def template(server: Server) -> str:
    name = f"{TEMPLATE}_{_fingerprint()}"
    with (CACHE / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not server.exists(name):
            building = f"{name}_building"
            server.create(building)
            _migrate(building)
            with server.connect() as connection:
                connection.execute(
                    sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                        sql.Identifier(building), sql.Identifier(name)
                    )
                )
                for (old,) in connection.execute(
                    "SELECT datname FROM pg_database WHERE datname LIKE 'parvis_template_%%' AND datname <> %s"
                    " ORDER BY oid DESC OFFSET 3",  # a run on another version may be using one
                    [name],
                ).fetchall():
                    connection.execute(
                        sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(old))
                    )
    return name


@pytest.fixture(scope="session")
def django_db_setup(server: Server, template: str, worker_id: str, django_db_blocker: Any) -> Iterator[None]:
    from django.db import connections

    name = f"parvis_test_{worker_id}_{os.getpid()}"
    with (CACHE / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        server.create(name, template)
    with django_db_blocker.unblock():
        connections["default"].close()
        connections["default"].settings_dict["NAME"] = name
        connections.databases["default"]["NAME"] = name
    yield
    with django_db_blocker.unblock():
        connections["default"].close()
    server.drop(name)


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    found = getattr(request.config, "workerinput", None)
    return str(found["workerid"]) if found else "main"


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    """No memory of another test's town."""
    from parvis.tenancy.configuration import forget_configuration
    from parvis.tenancy.hosts import forget_hosts

    forget_hosts()
    forget_configuration()
    return


@pytest.fixture
def as_owner(server: Server, db: None) -> Callable[[str], list[Any]]:
    """Run SQL as the database's owner, in its own connection (it sees committed rows only)."""
    from django.db import connection

    name = connection.settings_dict["NAME"]

    def run(statement: str) -> list[Any]:
        with psycopg.connect(**server.admin | {"dbname": name}, autocommit=True) as other:
            other.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(server.owner)))
            cursor = other.execute(statement)
            return cursor.fetchall() if cursor.description else []

    return run


def make_town(slug: str, host: str, name: str) -> Any:
    """A planted town, written as the owner would: the application's role cannot create collectivities."""
    from django.db import connection

    from parvis.kit import clock
    from parvis.kit.tenant import activate
    from parvis.ops.seeds.planting import plant
    from parvis.tenancy.models import Collectivity

    with connection.cursor() as cursor:
        cursor.execute("SELECT test_create_town(%s, %s, %s, %s)", [slug, host, name, clock.now()])
        pk = cursor.fetchone()[0]
    town = Collectivity.objects.get(pk=pk)
    with activate(pk):
        plant(mail_domain=f"{slug}.test")
    return town


@pytest.fixture(scope="session")
def _town_maker(django_db_setup: None, server: Server) -> None:
    from django.db import connections

    _lend_town_maker(server, connections.databases["default"]["NAME"])


@pytest.fixture(scope="session")
def _planted(_town_maker: None, django_db_blocker: Any) -> int:
    """The town of most tests, planted once in the worker's database: doing it again would take a quarter of their time."""
    from django.db import connections, transaction

    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                return int(make_town("ville", "testserver", "Ville-sur-Test").pk)
        finally:
            connections["default"].close()


def _lend_town_maker(server: Server, name: str) -> None:
    """The owner lends the tests one function: creating a collectivity and its host."""
    with psycopg.connect(**server.admin | {"dbname": name}, autocommit=True) as other:
        other.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(server.owner)))
        other.execute(
            """CREATE OR REPLACE FUNCTION test_create_town(p_slug text, p_host text, p_name text, p_at timestamptz)
               RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
               DECLARE made bigint;
               BEGIN
                 INSERT INTO tenancy_collectivity (slug, kind, name, insee, siren, postcodes, time_zone, holiday_zone,
                     address, email, phone, accent, population, created_at)
                   VALUES (p_slug, 'commune', p_name, '28134', '212801344', '{28100}', 'Europe/Paris', '',
                     '1 place de la Mairie', '', '', '#0b5d66', 12000, p_at) RETURNING id INTO made;
                 INSERT INTO tenancy_hostname (name, collectivity_id, is_main) VALUES (p_host, made, true);
                 RETURN made;
               END $$"""
        )


@pytest.fixture
def town(_planted: int, db: None) -> Iterator[Any]:
    """A planted town, active for the whole test, answering on the host « testserver »."""
    from parvis.kit.tenant import activate
    from parvis.tenancy.models import Collectivity

    made = Collectivity.objects.get(pk=_planted)
    with activate(made.pk):
        yield made


@pytest.fixture
def other_town(_town_maker: None, db: None) -> Any:
    """A second planted town, on the host « autre.test »; not active."""
    return make_town("autre", "autre.test", "Autreville")


@pytest.fixture
def client() -> Any:
    """A browser says which host it wants: the tenant comes from that header."""
    from django.test import Client

    return Client(headers={"host": "testserver"})


@pytest.fixture
def signed_in(client: Any, town: Any) -> Callable[..., Any]:
    """``signed_in(agent)``: the Django client with that agent's session on this host."""
    from parvis.organisation.current import SESSION_TENANT

    def sign_in(agent: Any) -> Any:
        client.force_login(agent.account)
        session = client.session
        session[SESSION_TENANT] = town.pk
        session.save()
        return client

    return sign_in


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def committed_town(server: Server, template: str, worker_id: str, django_db_blocker: Any) -> Iterator[Any]:
    """A town in a database of its own, where commits are real: for threads, workers and killed processes.

    The connection of this thread points at it for the length of the test; other threads inherit its name.
    """
    from django.db import connections

    from parvis.kit.tenant import activate

    name = f"parvis_own_{worker_id}_{os.getpid()}"
    server.create(name, template)
    with django_db_blocker.unblock():
        before = connections.databases["default"]["NAME"]
        _point_at(name)
        _lend_town_maker(server, name)
        try:
            made = make_town("ville", "testserver", "Ville-sur-Test")
            with activate(made.pk):
                yield made
        finally:
            _point_at(before)
    server.drop(name)


def _point_at(name: str) -> None:
    from django.db import connections

    connections["default"].close()
    connections["default"].settings_dict["NAME"] = name
    connections.databases["default"]["NAME"] = name
