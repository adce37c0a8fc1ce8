"""API tokens: stored hashed, listed, revocable."""

from django.db import models

from parvis.tenancy.isolation import TenantModel


class Token(TenantModel):
    name = models.CharField("nom", max_length=100)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "jeton"
        constraints = [models.UniqueConstraint(fields=["tenant", "digest"], name="token_digest_unique")]

    def __str__(self) -> str:
        return self.name
