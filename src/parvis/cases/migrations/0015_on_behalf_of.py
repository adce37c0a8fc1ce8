"""Somebody speaks for somebody else: « pour sa mère »."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0014_live")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="on_behalf_of",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=200, verbose_name="pour le compte de"
            ),
        ),
    ]
