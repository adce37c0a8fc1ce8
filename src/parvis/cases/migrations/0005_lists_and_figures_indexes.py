"""The queue by priority, and every figure of the dashboards, read from an index alone."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_activity_index")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["tenant", "priority", "-received_at", "-id"],
                name="case_open_priority",
                condition=~Q(state="closed"),
            ),
        ),
        migrations.RemoveIndex(model_name="case", name="case_figures"),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                F("tenant"),
                F("received_at"),
                name="case_figures",
                include=[
                    "closed_at",
                    "state",
                    "sector",
                    "channel",
                    "priority",
                    "department",
                    "request_type",
                    "district",
                    "due_at",
                    "reopened",
                    "closing_unknown",
                    "id",
                    "outcome",
                    "first_reply_at",
                    "waiting_for",
                    "anonymous",
                    "other_channels",
                ],
            ),
        ),
    ]
