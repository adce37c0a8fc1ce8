"""The words of a list's filter, by their index."""

from django.db import migrations

from parvis.kit.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_figures_and_counts_indexes")]

    operations = [run_sql_file(__file__, "words_function.sql")]
