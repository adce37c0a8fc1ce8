"""Who asked for the present step of an import: it is done with their rights."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0004_imports_on_screen")]

    operations = [
        migrations.AddField(
            model_name="importrun",
            name="led_by_id",
            field=models.BigIntegerField(null=True),
        ),
    ]
