"""Idempotency: a double click, a retry or a replayed action makes one case, not two."""

from django.db import models

from parvis.cases.models import Case
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
