"""Idempotency: a double click, a retry or a replayed action makes one case, not two; and what imports brought."""

from django.db import models
from django.db.models import Q

from parvis.cases.models import Case
from parvis.history.models import ImportBatch
from parvis.tenancy.isolation import TenantForeignKey, TenantModel


class IdempotencyKey(TenantModel):
    """A key given by a form or a client, and the case it made. ``digest`` tells a replay from a reuse."""

    scope = models.CharField(max_length=40)
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, blank=True)
    case = TenantForeignKey(Case, null=True, related_name="+", on_delete_row="cascade")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "scope", "key"], name="idempotencykey_unique")
        ]

    def __str__(self) -> str:
        return self.key


class ImportedRow(TenantModel):
    """What a row of a file of persons, departments, agents or types became: known the next time, found to be undone."""

    class Model(models.TextChoices):
        PERSON = "person", "usager"
        CONTACT_POINT = "contact_point", "coordonnée"
        DEPARTMENT = "department", "service"
        AGENT = "agent", "agent"
        MEMBERSHIP = "membership", "rôle"
        REQUEST_TYPE = "request_type", "type de demande"

    batch = TenantForeignKey(ImportBatch, related_name="+")
    source = models.CharField(max_length=60)
    #: The row's identity in its source; empty for what comes with a row (its phones, its roles).
    external_id = models.CharField(max_length=120, blank=True)
    model = models.CharField(max_length=20, choices=Model)
    row_id = models.BigIntegerField()
    #: False when the town had it already.
    created = models.BooleanField()
    #: What it held when it was made; empty where an import does not answer for it.
    digest = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "source", "model", "external_id"],
                condition=~Q(external_id=""),
                name="importedrow_once",
            )
        ]
        indexes = [models.Index(fields=["tenant", "batch", "model"], name="importedrow_batch")]

    def __str__(self) -> str:
        return f"{self.model} {self.row_id}"
