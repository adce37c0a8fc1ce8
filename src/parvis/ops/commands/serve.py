"""`parvis serve`: everything on one machine, under one supervisor."""

import click

from parvis.kit.env import env


@click.command(
    help="Lance tout Parvis sur cette machine : base de données, site et tâches de fond. Ctrl-C arrête tout."
)
def command() -> None:
    from parvis.ops.supervisor import Supervisor

    Supervisor(env()).run()
