"""`parvis import`: take up the history of another tool, see what was taken up, take it back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from parvis.ops.session import database_session

if TYPE_CHECKING:
    from parvis.intake.importing.report import Report

tenant_option = click.option(
    "--tenant", "slug", required=True, help="Identifiant de la collectivité (parvis tenant list)."
)


@click.group(help="Reprise de l'historique d'un autre outil (docs/reprise.md).")
def command() -> None:
    pass


#: The command, what a mapping says it imports, and what it says of itself.
KINDS = (
    ("cases", "cases", "Reprend les demandes d'un fichier CSV ou XLSX, compressé ou non."),
    ("persons", "persons", "Reprend les usagers d'un fichier CSV ou XLSX."),
    ("departments", "departments", "Reprend les services d'un fichier CSV ou XLSX."),
    ("agents", "agents", "Reprend les agents et leurs rôles d'un fichier CSV ou XLSX ; n'invite personne."),
    ("types", "request_types", "Reprend les types de demande d'un fichier CSV ou XLSX."),
)


def _declare(word: str, imports: str, says: str) -> None:
    @command.command(word, help=f"{says} Sans --write, dit seulement ce qui serait fait.")
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option(
        "--mapping",
        "name",
        required=True,
        help="Correspondance livrée (docs/reprise.md) ou chemin d'un fichier TOML.",
    )
    @tenant_option
    @click.option("--write", is_flag=True, help="Écrit ; relancé, n'ajoute rien.")
    @click.option(
        "--rejects",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Fichier CSV où écrire toutes les lignes refusées.",
    )
    def import_(file: Path, name: str, slug: str, write: bool, rejects: Path | None) -> None:
        with _town(slug):
            from parvis.intake.importing.mapping import load_mapping
            from parvis.intake.importing.running import import_file

            mapping = load_mapping(name)
            if mapping.imports != imports:
                right = next(command for command, other, _ in KINDS if other == mapping.imports)
                raise click.ClickException(
                    f"La correspondance « {name} » est celle d'une autre reprise : parvis import {right}."
                )
            with _progress(file, "Reprise" if write else "Lecture") as tell:
                report = import_file(file, mapping, write=write, rejects=rejects, on_bytes=tell)
            _print(report, rejects)


for _each in KINDS:
    _declare(*_each)


@command.command("list", help="Les reprises d'une collectivité.")
@tenant_option
def list_(slug: str) -> None:
    with _town(slug):
        from django.db import transaction

        from parvis.history.models import ImportBatch
        from parvis.intake.importing.batches import plurals
        from parvis.intake.importing.locking import is_importing

        with transaction.atomic():
            batches = list(ImportBatch.objects.order_by("pk"))
            brought = plurals(batches)
        for batch in batches:
            state = batch.get_state_display()
            if batch.state == ImportBatch.State.RUNNING and not is_importing(batch.source):
                state = "Interrompue (relancez la même commande)"
            if batch.state == ImportBatch.State.UNDOING and not is_importing(batch.source):
                state = "Annulation interrompue (relancez-la)"
            what = f"{batch.created:>8} {brought.get(batch.pk, 'demandes')}"
            click.echo(f"{batch.pk:>6}  {batch.started_at:%d/%m/%Y %H:%M}  {batch.source:24} {what}  {state}")
        if not batches:
            click.echo("Aucune reprise.")


@command.command(
    "undo",
    help="Annule une reprise : ses demandes et leur historique disparaissent, sauf celles qu'on a travaillées depuis.",
)
@click.argument("batch", type=int)
@tenant_option
def undo_(batch: int, slug: str) -> None:
    with _town(slug):
        from parvis.intake.importing.undoing import undo

        undone = undo(batch)
        if undone.rows:
            removed = ", ".join(f"{_spaced(n)} × {what}" for what, n in undone.rows.removed.items()) or "rien"
            click.echo(f"Reprise {batch} annulée : {removed}.")
            for name, why in undone.rows.held:
                click.echo(f"Gardé : {name} ({why}).")
            for email, why in undone.rows.held_accounts:
                click.echo(f"Compte gardé : {email} ({why}).")
        else:
            click.echo(
                f"Reprise {batch} annulée : {_count(undone.cases, 'demande')} "
                f"et {_count(undone.events, 'événement')} retirés."
            )
            if undone.persons or undone.contact_points:
                added = _count(undone.contact_points, "coordonnée")
                click.echo(f"{_count(undone.persons, 'usager')} et {added} ajoutées à d'autres, retirés.")
        if undone.types:
            click.echo(f"{_count(undone.types, 'type')} de demande repris, désormais sans usage, retirés.")
        if undone.kept:
            click.echo(
                f"{_count(len(undone.kept), 'demande')} gardées, travaillées depuis : {', '.join(undone.kept)}"
            )
        if undone.kept_persons:
            names = ", ".join(undone.kept_persons)
            click.echo(
                f"{_count(len(undone.kept_persons), 'usager')} gardés, connus autrement depuis : {names}"
            )


@contextmanager
def _town(slug: str) -> Iterator[None]:
    with database_session():
        from parvis.intake.importing.refusals import CannotImport
        from parvis.kit.tenant import activate
        from parvis.tenancy.models import Collectivity

        town = Collectivity.objects.filter(slug=slug).first()
        if town is None:
            raise click.ClickException(
                f"Aucune collectivité ne porte l'identifiant « {slug} » (parvis tenant list)."
            )
        try:
            with activate(town.pk):
                yield
        except CannotImport as refusal:
            raise click.ClickException(str(refusal)) from None


@contextmanager
def _progress(file: Path, label: str) -> Iterator[Any]:
    size = file.stat().st_size if file.is_file() else 0
    with click.progressbar(length=max(size, 1), label=label, update_min_steps=max(size // 200, 1)) as bar:
        done = 0

        def tell(position: int) -> None:
            nonlocal done
            bar.update(position - done)
            done = position

        yield tell
        tell(size)


def _print(report: "Report", rejects: Path | None) -> None:
    seconds = f"{report.seconds:.1f}".replace(".", ",")
    click.echo(f"{_count(report.read, 'ligne')} lues en {seconds} s.")
    for note in report.notes:
        click.echo(note)
    for number, word in _counts(report):
        click.echo(f"{_spaced(number):>12}  {word}")
    if report.created and report.imports == "cases":
        _print_created(report)
    for line, reason in report.first_refusals:
        click.echo(f"  ligne {line} : {reason}")
    if report.refused > len(report.first_refusals):
        click.echo(f"  … et {_spaced(report.refused - len(report.first_refusals))} autres.")
    if report.refused:
        click.echo(
            f"Toutes les lignes refusées : {rejects}"
            if rejects
            else "Pour toutes les voir : --rejects refus.csv"
        )
    if report.written and report.imports == "agents" and report.created:
        click.echo(
            "Personne n'est invité : « parvis agent invite » envoie à chacun son lien, quand vous voudrez."
        )
    if report.batch_id is not None:
        click.echo(
            f"Reprise n° {report.batch_id}. Pour l'annuler : parvis import undo {report.batch_id} --tenant …"
        )
    elif not report.written and (report.created or report.matched):
        click.echo("Rien n'a été écrit. Pour le faire : la même commande avec --write.")


def _counts(report: "Report") -> list[tuple[int, str]]:
    cases = report.imports == "cases"
    one = "créées" if cases else "créés"
    counts = [(report.created, one if report.written else f"seraient {one}")]
    if not cases:
        counts.append((report.matched, "reconnus, que la commune avait déjà"))
    return [
        *counts,
        (report.known, f"déjà {'connues' if cases else 'repris'}"),
        (report.refused, "refusées" if cases else "refusés"),
    ]


def _print_created(report: "Report") -> None:
    from parvis.cases.states import Channel, State

    if report.earliest and report.latest:
        click.echo(f"Reçues du {report.earliest:%d/%m/%Y} au {report.latest:%d/%m/%Y}.")
    states = ", ".join(f"{State(s).label.lower()} {_spaced(n)}" for s, n in report.states.most_common())
    channels = ", ".join(f"{Channel(c).label.lower()} {_spaced(n)}" for c, n in report.channels.most_common())
    click.echo(f"États : {states}.")
    click.echo(f"Origines : {channels}.")
    if report.several_channels:
        click.echo(
            f"{_spaced(report.several_channels)} ont plusieurs origines : une seule demande chacune, comptée à chaque origine."
        )
    if report.closing_unknown:
        click.echo(
            f"{_spaced(report.closing_unknown)} sont closes sans date connue : elles n'entrent dans aucun délai."
        )
    if report.persons:
        click.echo(f"{_spaced(report.persons)} nomment un usager.")
    if report.left_out:
        parts = ", ".join(f"{what} {_spaced(n)}" for what, n in report.left_out.most_common())
        click.echo(f"Laissés de côté, inutilisables, sans refuser la ligne : {parts}.")
    if report.new_types:
        click.echo(
            f"{len(report.new_types)} types {'créés' if report.written else 'à créer'}, inactifs (non proposés à la saisie)."
        )


def _count(number: int, word: str) -> str:
    return f"{_spaced(number)} {word}{'s' if number > 1 else ''}"


def _spaced(number: int) -> str:
    return f"{number:,}".replace(",", " ")
