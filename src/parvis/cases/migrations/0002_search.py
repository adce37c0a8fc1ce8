from django.db import migrations

from parvis.kit.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_initial"),
        ("directory", "0002_name_trigrams"),
    ]

    operations = [
        run_sql_file(__file__, "search.sql"),
    ]
