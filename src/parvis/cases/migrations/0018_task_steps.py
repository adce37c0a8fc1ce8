"""The steps of a task, and why it was done without some of them."""

import django.db.models.deletion
from django.db import migrations, models

import parvis.kit.tenant
import parvis.tenancy.isolation


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0017_department_follows"),
        ("organisation", "0006_live"),
        ("tenancy", "0003_departure"),
    ]

    operations = [
        migrations.AddField(
            model_name="task",
            name="unticked_reason",
            field=models.TextField(blank=True, db_default="", default="", verbose_name="étapes laissées"),
        ),
        migrations.CreateModel(
            name="TaskStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=200, verbose_name="étape")),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("done_by_label", models.CharField(blank=True, max_length=200)),
                (
                    "done_by",
                    parvis.tenancy.isolation.TenantForeignKey(
                        blank=True, null=True, related_name="+", to="organisation.agent"
                    ),
                ),
                (
                    "task",
                    parvis.tenancy.isolation.TenantForeignKey(
                        on_delete_row="cascade", related_name="steps", to="cases.task"
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
                "verbose_name": "étape d'une tâche",
                "ordering": ["task_id", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "task", "position"), name="taskstep_position"),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="taskstep_says_what",
                        violation_error_message="Dites ce qu'il y a à faire.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at__isnull", False),
                            models.Q(("done_by__isnull", True), ("done_by_label", "")),
                            _connector="OR",
                        ),
                        name="taskstep_ticked_at_a_time",
                        violation_error_message="Une étape cochée l'est à une date.",
                    ),
                ],
            },
        ),
    ]
