from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0002_configuration_stamps"),
    ]

    operations = [
        migrations.CreateModel(
            name="Departure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("former_id", models.BigIntegerField(unique=True)),
                ("slug", models.SlugField(max_length=50)),
                ("name", models.CharField(max_length=200, verbose_name="nom")),
                ("insee", models.CharField(blank=True, max_length=5, verbose_name="code INSEE")),
                ("siren", models.CharField(blank=True, max_length=9, verbose_name="SIREN")),
                ("rows", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "départ",
            },
        ),
    ]
