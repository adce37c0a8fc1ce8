"""Tell PostgreSQL's planner what an import has just brought: it learns by itself only minutes later."""

from django.db import connection, transaction


def analyse(brought: int) -> None:
    """The tables that receiving writes, where so many requests change what is known of them.

    In a transaction of its own, by a function of their owner.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SELECT intake_analyse(%s)", [brought])
