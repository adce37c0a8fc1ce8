from django.db import migrations

from parvis.kit.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0002_imported_rows"),
        ("cases", "0001_initial"),
        ("directory", "0001_initial"),
        ("history", "0001_initial"),
    ]

    operations = [run_sql_file(__file__, "analysing.sql")]
