"""Persons whose name is near what was typed, when nobody's is: names are misheard at a counter."""

from django.db import migrations

from parvis.kit.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    dependencies = [("directory", "0005_name_words")]

    operations = [run_sql_file(__file__, "person_alike.sql")]
