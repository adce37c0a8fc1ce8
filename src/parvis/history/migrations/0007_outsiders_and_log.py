"""People from outside act through a private link; the access log is listed, and counted by agent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("history", "0006_one_way_to_undo"),
        ("tenancy", "0003_departure"),
    ]

    operations = [
        migrations.AlterField(
            model_name="event",
            name="actor_kind",
            field=models.CharField(
                choices=[
                    ("agent", "Agent"),
                    ("person", "Usager"),
                    ("system", "Parvis"),
                    ("token", "Partenaire"),
                    ("import", "Reprise"),
                    ("outsider", "Intervenant extérieur"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="accesslog",
            index=models.Index(fields=["tenant", "-at", "-id"], name="accesslog_recent"),
        ),
        migrations.AddIndex(
            model_name="accesslog",
            index=models.Index(fields=["tenant", "actor_id", "object_kind", "at"], name="accesslog_actor"),
        ),
    ]
