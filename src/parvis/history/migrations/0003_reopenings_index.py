"""Reopenings over a period are read from the index alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("history", "0002_append_only")]

    operations = [
        migrations.RemoveIndex(model_name="event", name="event_type"),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                fields=["tenant", "type", "at"], name="event_type", include=["case_id", "batch_id"]
            ),
        ),
    ]
