"""The format follows the models: nobody who adds a table or a column can forget it."""

from typing import Any

import pytest
from django.db import connection

from parvis.ops.portability.catalogue import tenant_tables
from parvis.ops.portability.describing import LEFT_OUT, Kind, is_computed, tables
from parvis.tenancy.isolating import tenant_models
from parvis.tenancy.isolation import TenantForeignKey
from tests.environment import ROOT
from tests.ops.portability.towns import Installation

DOC = ROOT / "docs" / "hebergeurs" / "reversibilite.md"


def test_every_table_of_a_town_is_exported_or_says_why_not() -> None:
    assert {table.model for table in tables()} | set(LEFT_OUT) == set(tenant_models())
    assert not {table.model for table in tables()} & set(LEFT_OUT)
    assert all(LEFT_OUT.values())


@pytest.mark.django_db
def test_every_column_of_the_database_is_exported_or_computed() -> None:
    for table in tables():
        with connection.cursor() as cursor:
            found = {
                column.name for column in connection.introspection.get_table_description(cursor, table.name)
            }
        computed = {f.column for f in table.model._meta.local_concrete_fields if is_computed(f)}
        assert found == {column.name for column in table.columns} | computed | {"tenant_id"}, table.name


def test_rows_come_after_those_they_point_at() -> None:
    seen: set[Any] = set()
    for table in tables():
        for column in table.columns:
            if isinstance(column.field, TenantForeignKey):
                assert column.field.remote_field.model in seen | {table.model}, (table.name, column.name)
        seen.add(table.model)


def test_the_catalogue_knows_every_tenant_table(here: Installation, as_the_owner: Any) -> None:
    found = tenant_tables(as_the_owner(here))
    assert set(found) == {m._meta.db_table for m in tenant_models()} | {"history_exit"}


def test_no_other_column_holds_the_path_of_a_file(here: Installation) -> None:
    """A path begins with the number of the town, which changes: whoever adds such a column says so in FILE_KEYS."""
    for table in tables():
        for column in table.columns:
            if (
                column.type.startswith(("varchar", "text"))
                and column.kind is Kind.PLAIN
                and column.type[-1] != "]"
            ):
                statement = f'SELECT count(*) FROM {table.name} WHERE starts_with("{column.name}", %s)'
                assert here.rows(statement, f"{here.towns[0].pk}/") == [(0,)], (table.name, column.name)


@pytest.mark.parametrize("table", [m._meta.db_table for m in tenant_models()])
def test_the_documentation_names_every_table(table: str) -> None:
    assert f"| `{table}` |" in DOC.read_text()
