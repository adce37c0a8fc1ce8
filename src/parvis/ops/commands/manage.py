"""`parvis manage …`: Django's own commands, for whoever develops or repairs."""

import os
import sys

import click

from parvis.kit.env import Role
from parvis.ops.session import database_session


@click.command(
    help="Commandes de Django, telles quelles (par exemple : parvis manage makemigrations).",
    context_settings={
        "ignore_unknown_options": True,
        "allow_interspersed_args": False,
        "help_option_names": [],
    },
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(arguments: tuple[str, ...]) -> None:
    role: Role = "owner" if os.environ.get("PARVIS_DB_ROLE") == "owner" else "app"
    with database_session(role, migrated=False):
        from django.core.management import execute_from_command_line

        sys.argv[0] = "parvis manage"
        execute_from_command_line(["parvis manage", *arguments])
