"""`parvis migrate`: bring the schema up to date, as the owner."""

import click

from parvis.ops.roles import provision_external
from parvis.ops.session import database_session, pending_migrations, take_role


@click.command(help="Crée ou met à jour le schéma de la base, en propriétaire de la base.")
@click.option("--if-needed", is_flag=True, help="Ne fait rien quand tout est à jour.")
@click.option("--quiet", is_flag=True, help="Ne dit que l'essentiel.")
@click.option("--plan", is_flag=True, help="Montre ce qui serait fait, sans rien faire.")
def command(if_needed: bool, quiet: bool, plan: bool) -> None:
    settings = take_role("owner")
    if not settings.embedded:
        provision_external(settings)
    with database_session("owner", migrated=False):
        if if_needed and not pending_migrations():
            return
        from django.core.management import call_command

        if quiet:
            click.echo("Mise à jour de la base de données…")
        call_command("migrate", interactive=False, verbosity=0 if quiet else 1, plan=plan)
