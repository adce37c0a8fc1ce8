"""The `parvis` command line.

Each command is one file in `parvis/ops/commands/`, found by its name: a module `tenant.py` holding a click command or
group named `command` answers to `parvis tenant` (`import_.py` to `parvis import`, `follow_up.py` to `parvis follow-up`).
Its body does its imports of Django and of the models inside the function, under `database_session()`:

    @click.command(help="…")
    def command() -> None:
        with database_session():
            from parvis.cases.models import Case

A mistake of the person who typed is a `click.ClickException`: one sentence in French, no traceback.
"""

import sys
from importlib import import_module
from pkgutil import iter_modules

import click

from parvis.kit.env import EnvError
from parvis.ops import commands
from parvis.ops.embedded import EmbeddedError
from parvis.ops.locks import AlreadyRunning


class Discovered(click.Group):
    """A group whose commands are the modules of `parvis/ops/commands/`, imported only when named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_modules())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = _modules().get(cmd_name)
        if module is None:
            return None
        found: click.Command = import_module(f"{commands.__name__}.{module}").command
        found.name = cmd_name
        return found


def _modules() -> dict[str, str]:
    names = [module.name for module in iter_modules(commands.__path__)]
    return {name.rstrip("_").replace("_", "-"): name for name in names}


@click.group(cls=Discovered, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="parvis", prog_name="parvis")
def cli() -> None:
    """Parvis, la relation citoyenne de votre mairie.

    Le dossier de données est celui de la variable DATA (par défaut ./data). Tous les réglages sont décrits dans
    docs/hebergeurs/reglages.md.
    """


def main() -> None:
    try:
        cli.main(prog_name="parvis")
    except AlreadyRunning as running:
        click.echo(already_running(running.note), err=True)
        sys.exit(2)
    except (EnvError, EmbeddedError) as error:
        click.echo(f"Erreur : {error}", err=True)
        sys.exit(1)
    except Exception as error:
        if not _is_unreachable(error):
            raise
        click.echo(f"Erreur : base de données injoignable. {error}".rstrip(), err=True)
        sys.exit(1)


def _is_unreachable(error: Exception) -> bool:
    """The database is away: psycopg's error, or Django's around it."""
    from psycopg import OperationalError

    return isinstance(error, OperationalError) or isinstance(error.__cause__, OperationalError)


def already_running(note: str) -> str:
    pid, _, url = note.partition(" ")
    return f"Parvis tourne déjà sur ce dossier : {url or '(démarrage en cours)'} (processus {pid or '?'})"


if __name__ == "__main__":
    main()
