"""What the rows of imported files became, so that they are known the next time and can be undone."""

import django.db.models.deletion
from django.db import migrations, models

import parvis.kit.tenant
import parvis.tenancy.isolation


class Migration(migrations.Migration):
    dependencies = [
        ("history", "0003_reopenings_index"),
        ("intake", "0001_initial"),
        ("tenancy", "0002_configuration_stamps"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportedRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=60)),
                ("external_id", models.CharField(blank=True, max_length=120)),
                (
                    "model",
                    models.CharField(
                        choices=[
                            ("person", "usager"),
                            ("contact_point", "coordonnée"),
                            ("department", "service"),
                            ("agent", "agent"),
                            ("membership", "rôle"),
                            ("request_type", "type de demande"),
                        ],
                        max_length=20,
                    ),
                ),
                ("row_id", models.BigIntegerField()),
                ("created", models.BooleanField()),
                ("digest", models.CharField(blank=True, max_length=32)),
                (
                    "batch",
                    parvis.tenancy.isolation.TenantForeignKey(related_name="+", to="history.importbatch"),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        db_index=False,
                        default=parvis.kit.tenant.current_tenant_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.collectivity",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["tenant", "batch", "model"], name="importedrow_batch")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("tenant", "source", "model", "external_id"),
                        name="importedrow_once",
                    )
                ],
            },
        ),
    ]
