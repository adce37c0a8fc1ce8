"""That a mail left shows on the open pages of its case."""

from django.db import migrations

from parvis.kit.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    dependencies = [("notifications", "0004_reasons_of_texts")]

    operations = [run_sql_file(__file__, "live.sql")]
