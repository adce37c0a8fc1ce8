"""A service may work in a sealed sector besides its own."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisation", "0003_sign_in_attempts")]

    operations = [
        migrations.AddField(
            model_name="department",
            name="also_sectors",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(),
                blank=True,
                default=list,
                size=None,
                verbose_name="secteurs traités en plus du sien",
            ),
        ),
    ]
