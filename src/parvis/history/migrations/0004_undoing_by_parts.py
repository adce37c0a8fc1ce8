"""An import is taken back part by part; what is told of a person outside any case is found by its index."""

from django.db import migrations, models

from parvis.kit.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    dependencies = [("history", "0003_reopenings_index")]

    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                fields=["tenant", "person_id"],
                name="event_person",
                condition=models.Q(("case_id__isnull", True), ("person_id__isnull", False)),
            ),
        ),
        run_sql_file(__file__, "undoing_by_parts.sql"),
    ]
