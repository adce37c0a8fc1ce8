"""``pk__any=[…]``: among thousands of identifiers, as one array parameter; ``__in`` writes and binds them one by one."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import BigAutoField, Lookup


@BigAutoField.register_lookup
class AnyOf(Lookup):  # type: ignore[type-arg]
    lookup_name = "any"

    def get_prep_lookup(self) -> list[int]:
        return [int(one) for one in self.rhs]

    def get_db_prep_lookup(self, value: Any, connection: Any) -> Any:
        if not value:
            raise EmptyResultSet
        return "%s", [value]

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, params = self.process_lhs(compiler, connection)
        value, values = self.process_rhs(compiler, connection)
        return f"{column} = ANY({value}::bigint[])", [*params, *values]
