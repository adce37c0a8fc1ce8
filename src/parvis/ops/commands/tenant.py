"""`parvis tenant`: found a town, and list those that are here."""

import sys

import click

from parvis.ops.session import database_session


@click.group(help="Les collectivités de cette installation.")
def command() -> None:
    pass


@command.command(
    "create",
    help="Crée une commune prête à l'emploi : 16 services, 88 types de demande, calendriers, règles.",
)
@click.option("--insee", required=True, help="Code INSEE de la commune (par exemple 28134).")
@click.option(
    "--host", "hosts", required=True, multiple=True, help="Nom d'hôte sur lequel elle répond ; répétable."
)
@click.option("--slug", default="", help="Identifiant court ; par défaut, le nom de la commune.")
@click.option(
    "--mail-domain", default="", help="Domaine des adresses des services (par exemple mairie-dreux.fr)."
)
def create(insee: str, hosts: tuple[str, ...], slug: str, mail_domain: str) -> None:
    with database_session("owner"):
        from parvis.ops.founding import CannotFound, found_commune
        from parvis.tenancy.communes import CommunesNotBuilt, UnknownCommune

        try:
            town = found_commune(insee, hosts=hosts, slug=slug, mail_domain=mail_domain)
        except (CannotFound, UnknownCommune, CommunesNotBuilt) as refusal:
            raise click.ClickException(str(refusal)) from None
        postcodes = ", ".join(town.postcodes)
        click.echo(
            f"{town.name} ({town.insee}) : SIREN {town.siren}, {postcodes}, {town.population} habitants."
        )
        click.echo(f"Identifiant : {town.slug}. Hôtes : {', '.join(hosts)}.")
        click.echo(
            f"Ensuite : parvis agent invite --tenant {town.slug} --email … --name … --role administrator"
        )


@command.command("list", help="Les collectivités, leurs identifiants et leurs hôtes.")
def list_() -> None:
    with database_session("owner"):
        from parvis.tenancy.models import Collectivity

        rows = Collectivity.objects.prefetch_related("host_names").order_by("slug")
        for town in rows:
            hosts = ", ".join(h.name for h in town.host_names.all())
            click.echo(f"{town.slug:20} {town.name:40} {hosts}")
        if not rows:
            click.echo("Aucune collectivité : parvis tenant create --insee … --host …", file=sys.stderr)
