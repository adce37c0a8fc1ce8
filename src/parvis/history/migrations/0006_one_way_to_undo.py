"""The first way to undo an import took all its events, those of the cases that are now kept among them: it goes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("history", "0005_moving")]

    operations = [migrations.RunSQL("DROP FUNCTION undo_import(bigint)", elidable=False)]
