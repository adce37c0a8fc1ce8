"""What a command needs before it touches the data: settings, a running database, Django, an up-to-date schema."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from parvis.kit.env import Env, Role, env
from parvis.ops.embedded import running_database

SETTINGS = "parvis.config.settings"


@contextmanager
def database_session(role: Role = "app", *, migrated: bool = True) -> Iterator[Env]:
    """Django, connected as one of the two roles, for the length of a command.

    The embedded server is started when nobody runs it, and stopped after if nobody else came to use it. A base that is
    behind is brought up to date when it is the embedded one; an external one is the administrator's to migrate.
    """
    settings = take_role(role)
    with running_database(settings):
        setup_django()
        if migrated and pending_migrations():
            if not settings.embedded:
                raise click.ClickException("La base n'est pas à jour : lancez d'abord « parvis migrate ».")
            migrate_in_child()
        yield settings


def take_role(role: Role) -> Env:
    os.environ["PARVIS_DB_ROLE"] = role
    env.cache_clear()
    return env()


def setup_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    django.setup()


def pending_migrations() -> bool:
    from parvis.ops.schema import missing_migrations, own_connection

    with own_connection() as connection:
        return bool(missing_migrations(connection))


def migrate_in_child(*options: str) -> None:
    """Migrate as the owner, in another process: this one stays connected as the application, or without Django."""
    command = [*parvis_command(), "migrate", "--quiet", *options]
    # Its own session: Ctrl-C lets a migration in progress end.
    done = subprocess.run(command, check=False, start_new_session=True)
    if done.returncode:
        raise click.ClickException(
            "La mise à jour de la base a échoué ; rien n'a été changé au-delà du dernier pas."
        )


def parvis_command() -> list[str]:
    """How to start another `parvis` with this same Python."""
    return [sys.executable, "-m", "parvis.ops.cli"]
