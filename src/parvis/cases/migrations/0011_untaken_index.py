"""What waits for somebody to take it, oldest first: read from an index of these only, not from all a department ever had."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_words_function")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["tenant", "department", "received_at", "id"],
                name="case_untaken",
                condition=~Q(state="closed") & Q(assignee__isnull=True),
            ),
        ),
    ]
