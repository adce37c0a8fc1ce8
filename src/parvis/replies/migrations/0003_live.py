"""What happens to a text that has not left shows on the open pages of its case."""

from django.db import migrations

from parvis.kit.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    dependencies = [("replies", "0002_due")]

    operations = [run_sql_file(__file__, "live.sql")]
