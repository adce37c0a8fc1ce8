"""`parvis token`: the API tokens of a town."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import click

from parvis.ops.session import database_session


@click.group(help="Les jetons de l'API d'une collectivité.")
def command() -> None:
    pass


@command.command("create", help="Crée un jeton et l'affiche, une seule fois.")
@click.option("--tenant", required=True, help="Identifiant de la collectivité (voir « parvis tenant list »).")
@click.option("--name", required=True, help="À qui il est remis : partenaire, logiciel.")
def create(tenant: str, name: str) -> None:
    with in_tenant(tenant):
        from parvis.api.tokens import create_token
        from parvis.kit import clock

        if not name.strip():
            raise click.ClickException("Donnez un nom au jeton.")
        _token, secret = create_token(name.strip(), at=clock.now())
    click.echo(secret)
    click.echo("Notez-le maintenant : il ne sera plus affiché.", err=True)


@command.command("list", help="Les jetons, leur début, leur dernier usage.")
@click.option("--tenant", required=True, help="Identifiant de la collectivité.")
def list_(tenant: str) -> None:
    with in_tenant(tenant) as town:
        from parvis.api.models import Token

        rows = list(Token.objects.order_by("created_at", "pk"))
        for token in rows:
            if token.revoked_at:
                use = f"révoqué le {_day(token.revoked_at, town)}"
            elif token.last_used_at:
                use = f"dernier usage le {_day(token.last_used_at, town)}"
            else:
                use = "jamais utilisé"
            click.echo(
                f"parvis_{token.prefix}…  créé le {_day(token.created_at, town)}  {use:28}  {token.name}"
            )
        if not rows:
            click.echo("Aucun jeton.", err=True)


@command.command("revoke", help="Révoque le jeton qui commence par PREFIX.")
@click.option("--tenant", required=True, help="Identifiant de la collectivité.")
@click.argument("prefix")
def revoke(tenant: str, prefix: str) -> None:
    with in_tenant(tenant):
        from parvis.api.tokens import UnknownPrefix, revoke_token
        from parvis.kit import clock

        try:
            token = revoke_token(prefix, at=clock.now())
        except UnknownPrefix:
            raise click.ClickException(
                f"Aucun jeton, ou plusieurs, ne commencent par « {prefix} » : voir « parvis token list »."
            ) from None
    click.echo(f"Jeton révoqué : {token.name}.")


@contextmanager
def in_tenant(slug: str) -> Iterator[Any]:
    """The collectivity, active within one transaction."""
    with database_session():
        from django.db import transaction

        from parvis.kit.tenant import activate
        from parvis.tenancy.models import Collectivity

        town = Collectivity.objects.filter(slug=slug).first()
        if town is None:
            raise click.ClickException(f"Aucune collectivité « {slug} » : voir « parvis tenant list ».")
        with activate(town.pk), transaction.atomic():
            yield town


def _day(at: datetime, town: Any) -> str:
    from zoneinfo import ZoneInfo

    return at.astimezone(ZoneInfo(town.time_zone)).strftime("%d/%m/%Y")
