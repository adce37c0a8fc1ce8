"""A few cases while somebody types."""

from django.db import migrations

from parvis.kit.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    dependencies = [("cases", "0015_on_behalf_of")]

    operations = [run_sql_file(__file__, "suggest_function.sql")]
