"""What happens to a case is told once, by the case: the event no longer tells it a second time."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("history", "0007_outsiders_and_log")]

    operations = [
        migrations.RunSQL(
            [
                ("DROP TRIGGER history_event_tell ON history_event", None),
                ("DROP FUNCTION history_tell()", None),
            ],
            elidable=False,
        )
    ]
