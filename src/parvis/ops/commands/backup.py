"""`parvis backup FILE`."""

from pathlib import Path

import click

from parvis.kit.env import env


@click.command(help="Sauvegarde la base, les fichiers et les secrets dans FICHIER, sans arrêter Parvis.")
@click.argument("fichier", type=click.Path(dir_okay=False, path_type=Path))
def command(fichier: Path) -> None:
    from parvis.ops.backup import BackupError, backup

    target = fichier.absolute()
    try:
        manifest = backup(env(), target)
    except (BackupError, OSError) as error:
        raise click.ClickException(str(error)) from None
    size = target.stat().st_size / 1_000_000
    click.echo(f"Sauvegarde écrite : {target} ({size:.1f} Mo, {len(manifest.sums) - 2} fichiers joints)")
    click.echo(
        "Elle contient vos secrets et vos données : gardez-la en lieu sûr, chiffrée hors de cette machine."
    )
