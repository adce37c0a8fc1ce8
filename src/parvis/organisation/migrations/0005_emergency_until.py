"""Until when an agent holds a sealed case in emergency."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0004_department_also_sectors"),
    ]

    operations = [
        migrations.AddField(
            model_name="agent",
            name="emergency_until",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
