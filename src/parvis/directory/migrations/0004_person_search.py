"""Persons found by their index: while one types a name in a town of two hundred thousand of them."""

from django.db import migrations

from parvis.kit.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_batches")]

    operations = [
        migrations.RunSQL(
            [
                (
                    "CREATE INDEX contactpoint_trigrams ON directory_contactpoint"
                    " USING gin (tenant_id, value gin_trgm_ops) WHERE kind <> 'postal'",
                    None,
                )
            ]
        ),
        run_sql_file(__file__, "person_search.sql"),
    ]
