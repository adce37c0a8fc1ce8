"""Steps that a request type brings."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0002_watch"),
    ]

    operations = [
        migrations.AddField(
            model_name="requesttype",
            name="checklist",
            field=models.JSONField(blank=True, default=list, verbose_name="étapes"),
        ),
        migrations.AddField(
            model_name="requesttype",
            name="checklist_automatic",
            field=models.BooleanField(default=False, verbose_name="étapes ajoutées dès l'arrivée"),
        ),
    ]
