from django.db import migrations

from parvis.kit.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    dependencies = [("history", "0003_reopenings_index")]

    operations = [run_sql_file(__file__, "undoing_by_parts.sql")]
