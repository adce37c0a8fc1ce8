"""Tasks: pieces of a case given to departments."""

import django.db.models.deletion
from django.db import migrations, models

import parvis.history.models
import parvis.kit.tenant
import parvis.tenancy.isolation


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0006_search_function"),
        ("history", "0003_reopenings_index"),
        ("organisation", "0004_department_also_sectors"),
        ("tenancy", "0002_configuration_stamps"),
    ]

    operations = [
        migrations.CreateModel(
            name="Task",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="tâche")),
                ("instructions", models.TextField(blank=True, verbose_name="consignes")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="à faire pour le")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "À faire"), ("done", "Faite"), ("cancelled", "Annulée")],
                        default="open",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("created_by_label", models.CharField(blank=True, max_length=200)),
                ("created_at", models.DateTimeField()),
                ("ended_by_label", models.CharField(blank=True, max_length=200)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("result", models.TextField(blank=True, verbose_name="résultat")),
                (
                    "batch",
                    parvis.history.models.BatchForeignKey(
                        blank=True, null=True, related_name="+", to="history.importbatch"
                    ),
                ),
                (
                    "case",
                    parvis.tenancy.isolation.TenantForeignKey(
                        on_delete_row="cascade", related_name="tasks", to="cases.case"
                    ),
                ),
                (
                    "created_by",
                    parvis.tenancy.isolation.TenantForeignKey(
                        blank=True, null=True, related_name="+", to="organisation.agent"
                    ),
                ),
                (
                    "department",
                    parvis.tenancy.isolation.TenantForeignKey(
                        related_name="+", to="organisation.department", verbose_name="service"
                    ),
                ),
                (
                    "ended_by",
                    parvis.tenancy.isolation.TenantForeignKey(
                        blank=True, null=True, related_name="+", to="organisation.agent"
                    ),
                ),
                (
                    "owner",
                    parvis.tenancy.isolation.TenantForeignKey(
                        blank=True,
                        null=True,
                        related_name="+",
                        to="organisation.agent",
                        verbose_name="agent chargé",
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
                "verbose_name": "tâche",
                "indexes": [
                    models.Index(fields=["tenant", "case", "id"], name="task_case"),
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["tenant", "department", "due_on", "id"],
                        name="task_open_department",
                    ),
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["tenant", "owner", "due_on", "id"],
                        name="task_open_owner",
                    ),
                    models.Index(
                        condition=models.Q(("state", "open"), _negated=True),
                        fields=["tenant", "-ended_at", "-id"],
                        name="task_ended",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("state", "open")),
                            models.Q(models.Q(("state", "open"), _negated=True), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="task_ended_has_day",
                        violation_error_message="Une tâche finie ou annulée l'est à une date.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="task_says_what",
                        violation_error_message="Dites ce qu'il y a à faire.",
                    ),
                ],
            },
        ),
    ]
