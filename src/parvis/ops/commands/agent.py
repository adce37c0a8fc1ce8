"""`parvis agent`: invite the first administrator, and whoever follows."""

import click

from parvis.ops.session import database_session


@click.group(help="Les agents d'une collectivité.")
def command() -> None:
    pass


@command.command(
    "invite",
    help="Ouvre un accès et affiche le lien pour choisir un mot de passe. Refaire donne un nouveau lien.",
)
@click.option("--tenant", required=True, help="Identifiant de la collectivité (voir « parvis tenant list »).")
@click.option("--email", required=True, help="Adresse électronique professionnelle.")
@click.option("--name", required=True, help="Prénom et nom.")
@click.option(
    "--role", required=True, help="Rôle : administrator, front_desk, case_worker, dispatcher, manager…"
)
@click.option("--department", default="", help="Code du service où le rôle s'exerce (par exemple VOI).")
def invite(tenant: str, email: str, name: str, role: str, department: str) -> None:
    with database_session() as settings:
        from django.db import transaction

        from parvis.kit.tenant import activate
        from parvis.organisation import invitations
        from parvis.organisation.jobs import send_password_link
        from parvis.tenancy.models import Collectivity

        town = Collectivity.objects.filter(slug=tenant).first()
        if town is None:
            raise click.ClickException(f"Collectivité inconnue : « {tenant} ». Voir « parvis tenant list ».")
        try:
            with activate(town.pk), transaction.atomic():
                made = invitations.invite(email=email, name=name, role=role, department=department)
                if settings.smtp:
                    send_password_link.defer(tenant_id=town.pk, agent_id=made.agent.pk, reason="invitation")
        except invitations.CannotInvite as refusal:
            raise click.ClickException(str(refusal)) from None
        done = "invité" if made.created else "déjà agent, lien renouvelé"
        click.echo(f"{made.agent.display_name} ({made.agent.account.email}), {town.name} : {done}.")
        click.echo(f"Lien pour choisir un mot de passe (une fois, 3 jours) : {made.link}")
        if settings.smtp:
            click.echo(
                "Le lien part aussi par courriel dès que « parvis worker » (ou « parvis serve ») tourne."
            )
