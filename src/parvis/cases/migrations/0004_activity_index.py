"""Partners ask what moved since their last visit."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_closing_unknown")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["tenant", "last_activity_at", "id"], name="case_activity"),
        ),
    ]
