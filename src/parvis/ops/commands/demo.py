"""`parvis demo`: two living towns to try Parvis with, made once."""

import click

from parvis.kit.env import env
from parvis.ops.session import database_session


@click.command(
    help="Crée les deux communes de démonstration si elles n'existent pas, et rappelle comment y entrer."
)
@click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), default=None, help="Dernier jour de l'année racontée."
)
def command(today: object) -> None:
    with database_session("owner"):
        from parvis.ops.demo.towns import TOWNS, ensure

        for town in TOWNS:
            if ensure(town, today=today, say=click.echo):  # type: ignore[arg-type]
                continue
        click.echo("")
        for town in TOWNS:
            click.echo(f"{town.title} : http://{town.shown_host}:{env().port}/connexion")
            for line in town.sign_in_lines():
                click.echo(f"  {line}")
