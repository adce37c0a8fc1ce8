"""Connections of our own, beside Django's, with the same parameters: what moves a town takes longer than a page."""

from typing import Any

import psycopg
from django.db import connections

from parvis.ops.portability.catalogue import Connection
from parvis.ops.schema import WANTED


def connect(**others: Any) -> Connection:
    """As the role of the command, without the time limit of pages; instants are told in UTC."""
    known = connections["default"].get_connection_params()
    wanted = {key: known[key] for key in WANTED if known.get(key)}
    made: Connection = psycopg.connect(**wanted | others)
    prepare(made)
    return made


def prepare(connection: Connection) -> None:
    """In a transaction of its own, so that it holds for those that follow."""
    connection.execute("SET statement_timeout = 0; SET TIME ZONE 'UTC'; SET client_encoding = 'UTF8'")
    connection.commit()
