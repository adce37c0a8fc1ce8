from django.db import migrations

from parvis.kit.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    dependencies = [("replies", "0001_replies")]

    operations = [run_sql_file(__file__, "due.sql")]
