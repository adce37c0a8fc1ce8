"""What persons think of how their requests were treated."""

import django.db.models.deletion
from django.db import migrations, models

import parvis.kit.tenant
import parvis.tenancy.isolation


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0007_tasks"),
        ("tenancy", "0002_configuration_stamps"),
    ]

    operations = [
        migrations.CreateModel(
            name="Rating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "score",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Pas du tout"),
                            (2, "Plutôt non"),
                            (3, "Moyennement"),
                            (4, "Plutôt oui"),
                            (5, "Tout à fait"),
                        ],
                        verbose_name="note",
                    ),
                ),
                ("comment", models.TextField(blank=True, verbose_name="commentaire")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("counter", "Guichet"),
                            ("phone", "Téléphone"),
                            ("letter", "Courrier"),
                            ("email", "Courriel"),
                            ("web", "Site web"),
                            ("mobile", "Application mobile"),
                            ("field", "Terrain"),
                            ("elected", "Élu"),
                            ("social", "Réseau social"),
                            ("api", "Partenaire"),
                        ],
                        max_length=10,
                        verbose_name="canal",
                    ),
                ),
                ("first_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                (
                    "case",
                    parvis.tenancy.isolation.TenantForeignKey(
                        on_delete_row="cascade", related_name="ratings", to="cases.case"
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
                "verbose_name": "évaluation",
                "indexes": [
                    models.Index(fields=["tenant", "at"], include=("case", "score"), name="rating_day")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "case"),
                        name="rating_case_unique",
                        violation_error_message="Cette demande est déjà évaluée.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("score__gte", 1), ("score__lte", 5)), name="rating_score_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("at__gte", models.F("first_at"))), name="rating_in_order"
                    ),
                ],
            },
        ),
    ]
