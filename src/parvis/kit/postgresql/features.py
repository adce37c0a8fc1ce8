from django.db.backends.postgresql.features import DatabaseFeatures as PostgreSQLFeatures


class DatabaseFeatures(PostgreSQLFeatures):
    # The real primary keys are (tenant_id, id), so PostgreSQL does not accept GROUP BY id alone.
    allows_group_by_selected_pks = False
