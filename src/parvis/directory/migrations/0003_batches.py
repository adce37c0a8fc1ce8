"""What an import brought is found again by it, so that it can be taken back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_name_trigrams")]

    operations = [
        migrations.AddField(
            model_name="contactpoint", name="batch_id", field=models.BigIntegerField(null=True)
        ),
        migrations.AddIndex(
            model_name="contactpoint",
            index=models.Index(
                fields=["tenant", "batch_id", "id"],
                name="contactpoint_batch",
                condition=models.Q(("batch_id__isnull", False)),
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                fields=["tenant", "batch_id", "id"],
                name="person_batch",
                condition=models.Q(("batch_id__isnull", False)),
            ),
        ),
    ]
