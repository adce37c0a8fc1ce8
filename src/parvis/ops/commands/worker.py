"""`parvis worker`: the background jobs alone."""

import click

from parvis.ops.parenthood import follow_supervisor
from parvis.ops.session import database_session


@click.command(help="Lance les tâches de fond seules : envois, notifications, tâches périodiques.")
@click.option(
    "--queues", help="Files à traiter, séparées par des virgules ; toutes les files connues par défaut."
)
def command(queues: str | None) -> None:
    follow_supervisor()
    with database_session():
        from parvis.ops.worker import work

        work([name.strip() for name in queues.split(",")] if queues else None)
