"""Search by the way that suits how frequent the words are, and by the words of a name in any order."""

from django.db import migrations

from parvis.kit.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_lists_and_figures_indexes")]

    operations = [
        run_sql_file(__file__, "search_function.sql"),
    ]
