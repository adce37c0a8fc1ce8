"""Reads captured SQL: does each statement carry the tenant, and each join tenant equality?"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.tenancy.isolating import tenant_models

_CONTROL = re.compile(r"^\s*(SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|SELECT set_config|SET )", re.IGNORECASE)
_NAME = r'"(\w+)"(?:\s+(?:AS\s+)?("?[A-Za-z]\w*"?))?'
_FROM = re.compile(rf"(?:FROM|UPDATE|INTO)\s+{_NAME}")
_JOIN = re.compile(rf"JOIN\s+{_NAME}\s+ON\s+\(")
_KEYWORDS = {
    "WHERE",
    "SET",
    "INNER",
    "LEFT",
    "ORDER",
    "GROUP",
    "LIMIT",
    "FOR",
    "ON",
    "VALUES",
    "HAVING",
    "AS",
}


@contextmanager
def captured() -> Iterator[list[str]]:
    statements: list[str] = []
    with CaptureQueriesContext(connection) as queries:
        yield statements
    statements.extend(q["sql"] for q in queries.captured_queries if not _CONTROL.match(q["sql"]))


def out_of_line(sql: str) -> list[str]:
    """What is missing in this statement; empty when it is in line."""
    tables = {m._meta.db_table for m in tenant_models()}
    if sql.lstrip().upper().startswith("INSERT"):
        found = re.match(r'\s*INSERT INTO "?(\w+)"? (?:AS \w+ )?\(([^)]*)\)', sql)
        if found and found[1] in tables and "tenant_id" not in found[2]:
            return [f"INSERT without the tenant: {sql}"]
        return []
    problems = []
    for table, alias in _FROM.findall(sql):
        name = _alias(table, alias)
        if table in tables and not re.search(rf'"?{re.escape(name)}"?\."tenant_id" = \(?\d+', sql):
            problems.append(f"{table} ({name}) without tenant_id = constant: {sql}")
    for match in _JOIN.finditer(sql):
        table, name = match[1], _alias(match[1], match[2] or "")
        condition = _balanced(sql, match.end() - 1)
        equal = r'"?(\w+)"?\."tenant_id" = \(?"?(\w+)"?\."tenant_id"'
        if table in tables and not any(name in pair for pair in re.findall(equal, condition)):
            problems.append(f"JOIN {table} ({name}) without tenant equality: {sql}")
    return problems


def _alias(table: str, alias: str) -> str:
    alias = alias.strip('"')
    return table if not alias or alias.upper() in _KEYWORDS else alias


def _balanced(sql: str, start: int) -> str:
    depth = 0
    for position in range(start, len(sql)):
        depth += {"(": 1, ")": -1}.get(sql[position], 0)
        if depth == 0:
            return sql[start : position + 1]
    return sql[start:]
