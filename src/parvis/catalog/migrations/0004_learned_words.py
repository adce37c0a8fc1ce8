"""Words of the residents that led to one type again and again."""

import django.db.models.deletion
from django.db import migrations, models

import parvis.kit.tenant
import parvis.tenancy.isolation


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0003_checklists"),
        ("tenancy", "0003_departure"),
    ]

    operations = [
        migrations.CreateModel(
            name="LearnedWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stem", models.CharField(max_length=40, verbose_name="mot")),
                ("cases", models.PositiveIntegerField()),
                ("share", models.PositiveSmallIntegerField()),
                (
                    "request_type",
                    parvis.tenancy.isolation.TenantForeignKey(
                        on_delete_row="cascade", related_name="+", to="catalog.requesttype"
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
                "verbose_name": "mot appris",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "request_type", "stem"), name="learnedword_once_per_type"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("share__gte", 1), ("share__lte", 100)),
                        name="learnedword_share_in_hundredths",
                    ),
                ],
            },
        ),
        migrations.RunSQL([("SELECT watch_configuration('catalog_learnedword')", None)]),
    ]
