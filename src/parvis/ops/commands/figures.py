"""`parvis figures --tenant T`: the numbers of the dashboards, as text or as JSON."""

import json
from datetime import datetime
from typing import Any

import click

from parvis.ops.session import database_session


@click.command(
    help="Donne les chiffres des tableaux de bord d'une collectivité, secteurs cloisonnés exceptés."
)
@click.option("--tenant", required=True, metavar="T", help="Identifiant de la collectivité.")
@click.option("--name", "names", multiple=True, metavar="N",
              help="untreated, by-origin, by-day-priority, by-department ou received (tous par défaut).")  # fmt: skip
@click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), help="Premier jour de la période.")
@click.option("--to", "last", type=click.DateTime(["%Y-%m-%d"]), help="Dernier jour de la période, compris.")
@click.option("--format", "how", type=click.Choice(["json", "text"]), default="json", show_default=True)
def command(
    tenant: str, names: tuple[str, ...], first: datetime | None, last: datetime | None, how: str
) -> None:
    with database_session():
        found = _figures(tenant, names, _period(first, last))
    if how == "json":
        # One name asked: its object, as the API gives it; else an object of them.
        click.echo(json.dumps(found[names[0]] if len(names) == 1 else found, ensure_ascii=False, indent=2))
    else:
        click.echo("\n\n".join(_text(one) for one in found.values()))


def _period(first: datetime | None, last: datetime | None) -> dict[str, str]:
    days = {"from": first, "to": last}
    return {name: moment.date().isoformat() for name, moment in days.items() if moment}


def _figures(tenant: str, names: tuple[str, ...], filters: dict[str, str]) -> dict[str, dict[str, Any]]:
    from parvis.insights.figures import NAMES, figures
    from parvis.insights.filters import BadFilters
    from parvis.kit.readonly import read_only_transaction
    from parvis.kit.tenant import activate
    from parvis.organisation.access import Access
    from parvis.tenancy.models import Collectivity

    unknown = [name for name in names if name not in NAMES]
    if unknown:
        raise click.ClickException(
            f"« {unknown[0]} » n'est pas un tableau de bord ; choisissez parmi {', '.join(NAMES)}."
        )
    town = Collectivity.objects.filter(slug=tenant).first()
    if town is None:
        raise click.ClickException(f"Aucune collectivité ne s'appelle « {tenant} ».")
    with activate(town.pk), read_only_transaction():
        access = Access.partner()
        try:
            return {name: figures(name, access, filters) for name in names or NAMES}
        except BadFilters as bad:
            raise click.ClickException(str(bad)) from None


def _text(found: dict[str, Any]) -> str:
    lines = [found["title"], "=" * len(found["title"]), found["sentence"]]
    for one in found["indicators"].values():
        lines += ["", one["label"]]
        values = one["figures"] | one.get("facts", {})
        lines += [f"  {key:<28} {'–' if value is None else value}" for key, value in values.items()]
        for row in one.get("rows", []):
            numbers = " ".join(f"{key}={value}" for key, value in row.items() if key not in ("key", "label"))
            lines.append(f"  {row['label']:<40} {numbers}")
    return "\n".join(lines)
