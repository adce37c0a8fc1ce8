"""`parvis tenant`: found a town, list those that are here, let one leave or arrive, remove one."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from parvis.ops.session import database_session

#: What the disk says, in French.
_TROUBLES = {
    errno.ENOSPC: "Plus de place sur le disque",
    errno.EDQUOT: "Plus de place : le quota est atteint",
    errno.EACCES: "Accès refusé",
    errno.EPERM: "Accès refusé",
    errno.EROFS: "Disque en lecture seule",
    errno.EIO: "Erreur du disque",
}


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


@command.command(
    "export",
    help="Écrit dans DOSSIER tout ce que la collectivité SLUG possède (docs/hebergeurs/reversibilite.md). "
    "Interrompu, la même commande reprend.",
)
@click.argument("slug")
@click.argument("dossier", type=click.Path(path_type=Path, file_okay=False))
@click.option("--passwords", is_flag=True, help="Avec l'empreinte des mots de passe des agents.")
def export_(slug: str, dossier: Path, passwords: bool) -> None:
    with database_session(), _french_refusals(f"L'export est inachevé ({dossier}), relancez-le"):
        from parvis.ops.portability.exporting import export

        made = export(_town(slug), dossier.absolute(), passwords=passwords, say=click.echo)
        rows = sum(each.rows for name, each in made.content.items() if name.startswith("data/"))
        click.echo(f"{made.collectivity['name']} : {rows} lignes et {made.files} fichiers dans {dossier}.")
        if made.missing_files:
            click.echo(
                f"Attention : {len(made.missing_files)} fichiers joints manquaient sur le disque.", err=True
            )
        if any(made.not_taken.values()):
            click.echo(
                f"Restent ici : {made.not_taken['jobs']} tâches en attente, "
                f"{made.not_taken['mail']} courriels pas encore partis.",
                err=True,
            )


@command.command(
    "import",
    help="Charge une collectivité exportée, sur de nouveaux hôtes. Tout ou rien ; interrompu, la même commande reprend.",
)
@click.argument("dossier", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option(
    "--host", "hosts", required=True, multiple=True, help="Nom d'hôte sur lequel elle répondra ; répétable."
)
@click.option("--slug", default="", help="Identifiant court ; par défaut, celui qu'elle avait.")
@click.option(
    "--passwords",
    is_flag=True,
    help="Reprend les mots de passe des comptes créés : seulement si vous faites confiance à l'origine.",
)
def import_(dossier: Path, hosts: tuple[str, ...], slug: str, passwords: bool) -> None:
    with database_session("owner"), _french_refusals("Rien n'est chargé ; relancez la même commande"):
        from parvis.ops.portability.arriving import AlreadyLoaded
        from parvis.ops.portability.loading import load

        try:
            loaded = load(dossier.absolute(), hosts=hosts, slug=slug, passwords=passwords, say=click.echo)
        except AlreadyLoaded as done:
            click.echo(str(done))
            return
        accounts = loaded.accounts
        click.echo(
            f"Chargée sous l'identifiant « {loaded.slug} » : {loaded.rows} lignes, {loaded.files} fichiers."
        )
        click.echo(f"Hôtes : {', '.join(hosts)}.")
        click.echo(
            f"Comptes : {len(accounts.made)} créés, {len(accounts.linked)} déjà là et laissés tels quels."
        )
        for email in accounts.linked:
            click.echo(f"  déjà là : {email}")
        if accounts.made and not passwords:
            click.echo(
                "Les agents choisissent un mot de passe par « Mot de passe oublié » ou « parvis agent invite »."
            )


@command.command(
    "remove",
    help="Supprime une collectivité : ses lignes, ses comptes, ses fichiers ; et le prouve. Interrompu, la même commande finit.",
)
@click.argument("slug")
@click.option("--yes", "confirmed", default="", metavar="SLUG", help="L'identifiant, répété : sans question.")
@click.option(
    "--wait",
    type=click.FloatRange(0, 600),
    default=15,
    show_default=True,
    help="Secondes laissées aux pages en cours ; 0 quand Parvis est arrêté.",
)
def remove_(slug: str, confirmed: str, wait: float) -> None:
    with database_session("owner"), _french_refusals("La suppression n'est pas achevée, relancez-la"):
        from parvis.ops.portability.removing import finish, remove
        from parvis.tenancy.models import Collectivity

        town = Collectivity.objects.filter(slug=slug).first()
        if town is not None:
            _confirm(town, confirmed)
        certificate = remove(town, patience=wait, say=click.echo) if town is not None else finish(slug)
        if certificate is None:
            raise click.ClickException(f"Aucune collectivité « {slug} » : voir « parvis tenant list ».")
        click.echo("\n".join(["", *certificate.lines()]))


def _confirm(town: Any, typed: str) -> None:
    if not typed:
        click.echo(f"{town.name} et tout ce qu'elle possède vont disparaître, sans retour possible.")
        click.echo(f"Pour la garder ailleurs, d'abord : parvis tenant export {town.slug} DOSSIER")
        typed = click.prompt(
            f"Pour confirmer, tapez son identifiant ({town.slug})", default="", show_default=False
        )
    if typed != town.slug:
        raise click.ClickException("L'identifiant ne correspond pas : rien n'a été supprimé.")


def _town(slug: str) -> Any:
    from parvis.tenancy.models import Collectivity

    town = Collectivity.objects.filter(slug=slug).first()
    if town is None:
        raise click.ClickException(f"Aucune collectivité « {slug} » : voir « parvis tenant list ».")
    return town


@contextmanager
def _french_refusals(unfinished: str) -> Iterator[None]:
    from parvis.ops.portability.arriving import AlreadyLoaded, CannotLoad
    from parvis.ops.portability.exporting import CannotExport
    from parvis.ops.portability.manifest import BadArchive
    from parvis.ops.portability.removing import CannotRemove

    try:
        yield
    except AlreadyLoaded:
        raise
    except (BadArchive, CannotExport, CannotLoad, CannotRemove) as refusal:
        raise click.ClickException(str(refusal)) from None
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        what = _TROUBLES.get(error.errno or 0, error.strerror)
        raise click.ClickException(f"{what}{place}. {unfinished}.") from None
