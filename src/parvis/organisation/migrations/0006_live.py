"""Rights that change, and sessions that end, are told to the pages that are open."""

from django.db import migrations

from parvis.kit.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    dependencies = [("organisation", "0005_emergency_until"), ("sessions", "0001_initial")]

    operations = [run_sql_file(__file__, "live.sql")]
