"""The third exit of events, for a town that leaves; and silence for one that arrives."""

from django.db import migrations

from parvis.kit.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("history", "0004_undoing_by_parts"),
        ("tenancy", "0003_departure"),
    ]

    operations = [
        run_sql_file(__file__, "moving.sql"),
    ]
