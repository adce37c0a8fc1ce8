"""`parvis demo`: two living towns to try Parvis with, told up to today."""

from datetime import datetime
from typing import TYPE_CHECKING

import click

from parvis.kit.env import env
from parvis.ops.session import database_session

if TYPE_CHECKING:
    from parvis.ops.demo.towns import Demo


@click.command(
    help="Crée les deux communes de démonstration si elles n'existent pas, et rappelle comment y entrer. "
    "Trop vieilles et jamais utilisées, elles sont racontées de nouveau jusqu'à aujourd'hui."
)
@click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), default=None, help="Dernier jour des deux années racontées."
)
@click.option(
    "--refresh",
    is_flag=True,
    help="Les raconte de nouveau jusqu'à aujourd'hui ; ce qui y a été saisi est perdu.",
)
def command(today: datetime | None, refresh: bool) -> None:
    with database_session("owner"):
        from parvis.ops.demo.refreshing import NotADemo
        from parvis.ops.demo.towns import TOWNS, moment

        now = moment(today)
        try:
            for town in TOWNS:
                _tell(town, now, refresh)
        except NotADemo as refusal:
            raise click.ClickException(str(refusal)) from None
        click.echo("")
        for town in TOWNS:
            click.echo(f"{town.title} : http://{town.shown_host}:{env().port}/connexion")
            for line in town.sign_in_lines():
                click.echo(f"  {line}")


def _tell(demo: "Demo", now: datetime, again: bool) -> None:
    """Make the town, or make it again when that is asked for or costs nobody anything."""
    from parvis.ops.demo import refreshing
    from parvis.ops.demo.towns import ensure

    found = refreshing.town_of(demo)
    if found is None:
        ensure(demo, now, say=click.echo)
        return
    old = now.date() - refreshing.last_day(found) > refreshing.STALE
    if again or (old and not refreshing.is_used(found)):
        refreshing.refresh(demo, now, say=click.echo)
        return
    refreshing.remove_former(demo, say=click.echo)
    if old:
        click.echo(
            f"{found.name} s'arrête au {refreshing.last_day(found):%d/%m/%Y} et on y a travaillé depuis. Pour la raconter "
            "jusqu'à aujourd'hui, en perdant ce qui y a été saisi : parvis demo --refresh"
        )
