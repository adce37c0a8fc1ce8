"""A file is known by its digest; an account that an import made is remembered, and may go with it."""

from django.db import migrations, models

from parvis.kit.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("history", "0004_undoing_by_parts"),
        ("intake", "0005_led_by"),
        ("organisation", "0006_live"),
    ]

    operations = [
        migrations.AddField(
            model_name="importrun",
            name="digest",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        migrations.AddIndex(
            model_name="importrun",
            index=models.Index(
                condition=models.Q(("digest", ""), _negated=True),
                fields=["tenant", "digest"],
                name="importrun_digest",
            ),
        ),
        migrations.AlterField(
            model_name="importedrow",
            name="model",
            field=models.CharField(
                choices=[
                    ("person", "usager"),
                    ("contact_point", "coordonnée"),
                    ("department", "service"),
                    ("agent", "agent"),
                    ("membership", "rôle"),
                    ("request_type", "type de demande"),
                    ("account", "compte"),
                ],
                max_length=20,
            ),
        ),
        run_sql_file(__file__, "forget_account.sql"),
    ]
