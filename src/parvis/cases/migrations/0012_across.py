"""Links between cases, tasks given outside the town hall, sealed cases opened in emergency."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import parvis.kit.tenant
import parvis.tenancy.isolation
from parvis.kit.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0011_untaken_index"),
        ("organisation", "0005_emergency_until"),
        ("tenancy", "0003_departure"),
    ]

    operations = [
        migrations.RunSQL(
            [
                (
                    "DROP FUNCTION IF EXISTS case_search(text, text, text, text, bigint[], bigint[], bigint[], bigint,"
                    " timestamptz, bigint, integer)",
                    None,
                )
            ]
        ),
        run_sql_file(__file__, "search_function.sql"),
        migrations.CreateModel(
            name="CaseLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("related", "liée à"),
                            ("parent", "fait partie de"),
                            ("duplicate", "doublon de"),
                        ],
                        max_length=10,
                        verbose_name="lien",
                    ),
                ),
                ("created_by_label", models.CharField(blank=True, max_length=200)),
                ("created_at", models.DateTimeField()),
                (
                    "created_by",
                    parvis.tenancy.isolation.TenantForeignKey(
                        blank=True, null=True, related_name="+", to="organisation.agent"
                    ),
                ),
                (
                    "source",
                    parvis.tenancy.isolation.TenantForeignKey(
                        on_delete_row="cascade", related_name="+", to="cases.case"
                    ),
                ),
                (
                    "target",
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
                "verbose_name": "lien entre demandes",
                "indexes": [models.Index(fields=["tenant", "target", "kind"], name="caselink_target")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "source", "target", "kind"), name="caselink_said_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "related"), _negated=True),
                        fields=("tenant", "source", "kind"),
                        name="caselink_one_parent_one_main",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", models.F("target")), _negated=True),
                        name="caselink_of_two_cases",
                        violation_error_message="Une demande ne se lie pas à elle-même.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contributor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="nom")),
                (
                    "organisation",
                    models.CharField(blank=True, max_length=150, verbose_name="entreprise ou organisme"),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="courriel")),
                ("shows_person", models.BooleanField(default=False, verbose_name="voit l'usager")),
                (
                    "files",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), blank=True, default=list, size=None
                    ),
                ),
                ("nonce", models.CharField(max_length=32)),
                ("digest", models.CharField(max_length=64)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_as",
                    models.CharField(
                        blank=True,
                        choices=[("revoked", "Lien retiré"), ("declined", "Refusée")],
                        max_length=10,
                    ),
                ),
                ("end_reason", models.TextField(blank=True)),
                (
                    "created_by",
                    parvis.tenancy.isolation.TenantForeignKey(
                        blank=True, null=True, related_name="+", to="organisation.agent"
                    ),
                ),
                (
                    "task",
                    parvis.tenancy.isolation.TenantForeignKey(
                        on_delete_row="cascade", related_name="contributors", to="cases.task"
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
                "verbose_name": "intervenant extérieur",
                "indexes": [models.Index(fields=["tenant", "task", "id"], name="contributor_task")],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "digest"), name="contributor_digest_unique"),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("tenant", "task"),
                        name="contributor_one_at_a_time",
                        violation_error_message="Cette tâche est déjà confiée à quelqu'un.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EmergencyReading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField(verbose_name="motif")),
                ("at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                (
                    "agent",
                    parvis.tenancy.isolation.TenantForeignKey(related_name="+", to="organisation.agent"),
                ),
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
                "verbose_name": "accès d'urgence",
                "indexes": [
                    models.Index(fields=["tenant", "agent", "until"], name="emergencyreading_agent"),
                    models.Index(fields=["tenant", "case", "at"], name="emergencyreading_case"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), ("until__gt", models.F("at"))
                        ),
                        name="emergencyreading_says_why_and_ends",
                    )
                ],
            },
        ),
    ]
