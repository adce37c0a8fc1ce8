"""`parvis web`: the web server alone."""

import click

from parvis.ops.embedded import running_database
from parvis.ops.parenthood import follow_supervisor
from parvis.ops.session import SETTINGS, take_role


@click.command(help="Lance le site seul (pour systemd ou une grappe de serveurs).")
def command() -> None:
    import os

    from parvis.ops.web import serve_web

    follow_supervisor()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    settings = take_role("app")
    with running_database(settings):
        serve_web(settings)
