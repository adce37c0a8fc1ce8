import django.db.models.deletion
from django.db import migrations, models

import parvis.kit.tenant
import parvis.tenancy.isolation


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0007_tasks"),
        ("tenancy", "0003_departure"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormerLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nonce", models.CharField(max_length=32)),
                ("digest", models.CharField(max_length=64)),
                (
                    "case",
                    parvis.tenancy.isolation.TenantForeignKey(
                        on_delete_row="cascade", related_name="+", to="cases.case"
                    ),
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
                "verbose_name": "ancien lien de suivi",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "case", "digest"), name="formerlink_unique")
                ],
            },
        ),
    ]
