"""`parvis restore FILE`."""

from pathlib import Path

import click

from parvis.kit.env import env


@click.command(help="Restaure la sauvegarde FICHIER dans ce dossier de données ; Parvis doit être arrêté.")
@click.argument("fichier", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Remplace les données présentes, qui seront perdues.")
def command(fichier: Path, replace: bool) -> None:
    from parvis.ops.backup import ArchiveError, BackupError, restore
    from parvis.ops.session import migrate_in_child

    try:
        manifest = restore(env(), fichier.absolute(), replace=replace, migrate=migrate_in_child)
    except (ArchiveError, BackupError, OSError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"Sauvegarde du {manifest.created_at} restaurée (Parvis {manifest.parvis}).")
