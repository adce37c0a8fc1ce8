"""Imported cases may be closed at an instant that nobody wrote down: no duration may be read from them."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_search")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="closing_unknown",
            field=models.BooleanField(default=False, verbose_name="date de clôture inconnue"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=Q(closing_unknown=False) | Q(state="closed"),
                name="case_closing_unknown_is_closed",
                violation_error_message="Seule une demande close peut l'être à une date inconnue.",
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
                ],
            ),
        ),
    ]
