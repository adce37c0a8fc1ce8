"""Acts on cases and tasks are told by the case itself, with who may read it before and after."""

from django.db import migrations

from parvis.kit.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_conversation"), ("history", "0008_told_by_the_case")]

    operations = [run_sql_file(__file__, "live.sql")]
