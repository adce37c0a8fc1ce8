"""A department follows a case, as agents do."""

from django.db import migrations, models

import parvis.tenancy.isolation


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0016_suggest_function"),
        ("organisation", "0004_department_also_sectors"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="follow", options={"verbose_name": "suivi d'une demande par un agent ou un service"}
        ),
        migrations.AlterField(
            model_name="follow",
            name="agent",
            field=parvis.tenancy.isolation.TenantForeignKey(
                blank=True, null=True, on_delete_row="cascade", related_name="+", to="organisation.agent"
            ),
        ),
        migrations.AddField(
            model_name="follow",
            name="department",
            field=parvis.tenancy.isolation.TenantForeignKey(
                blank=True, null=True, on_delete_row="cascade", related_name="+", to="organisation.department"
            ),
        ),
        migrations.AddConstraint(
            model_name="follow",
            constraint=models.UniqueConstraint(
                condition=models.Q(("department__isnull", False)),
                fields=("tenant", "case", "department"),
                name="follow_department_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="follow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agent__isnull", False), ("department__isnull", True)),
                    models.Q(("agent__isnull", True), ("department__isnull", False)),
                    _connector="OR",
                ),
                name="follow_is_of_one",
                violation_error_message="Un suivi est celui d'un agent ou d'un service.",
            ),
        ),
    ]
