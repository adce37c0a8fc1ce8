"""Django's PostgreSQL backend, with the tenant and the read-only mode set at the start of every transaction."""

from typing import Any

from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQLWrapper

from parvis.kit.postgresql.features import DatabaseFeatures
from parvis.kit.readonly import is_read_only
from parvis.kit.tenant import tenant_id_or_none


class DatabaseWrapper(PostgreSQLWrapper):
    features_class = DatabaseFeatures

    def set_autocommit(
        self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False
    ) -> None:
        super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        if not autocommit:
            self._open_transaction()

    def _open_transaction(self) -> None:
        """Set transaction-local settings: row-level security reads the tenant from them."""
        tenant_id, read_only = tenant_id_or_none(), is_read_only()
        if tenant_id is None and not read_only:
            return
        statement = "SELECT set_config('parvis.tenant', %s, true)"
        params: list[Any] = [str(tenant_id or "")]
        if read_only:
            statement += ", set_config('transaction_read_only', 'on', true)"
        # On the raw connection: not one of the page's queries.
        assert self.connection is not None
        with self.wrap_database_errors:
            self.connection.execute(statement, params)
