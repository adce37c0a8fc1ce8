"""The family names that start with a letter, for those that are misspelt."""

from django.db import migrations

from parvis.kit.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    dependencies = [("directory", "0004_person_search")]

    operations = [run_sql_file(__file__, "name_words.sql")]
