"""Routing rules: ordered rows, the first that matches wins."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from parvis.cases.states import Channel
from parvis.catalog.models import Calendar, RequestType
from parvis.organisation.models import Agent, Department, Sector
from parvis.tenancy.isolation import TenantForeignKey, TenantModel
from parvis.territory.models import District


class Rule(TenantModel):
    """Each condition left empty is always true; those that are filled must all be true."""

    class When(models.TextChoices):
        ALWAYS = "always", "à toute heure"
        OPEN = "open", "pendant les heures du calendrier"
        CLOSED = "closed", "hors des heures du calendrier"

    position = models.PositiveIntegerField("ordre")
    name = models.CharField("nom", max_length=150)
    request_type = TenantForeignKey(RequestType, null=True, blank=True, related_name="+", verbose_name="type")
    sector = TenantForeignKey(Sector, null=True, blank=True, related_name="+", verbose_name="secteur")
    district = TenantForeignKey(District, null=True, blank=True, related_name="+", verbose_name="quartier")
    channel = models.CharField("origine", max_length=10, choices=Channel, blank=True)
    words = ArrayField(
        models.CharField(max_length=80), default=list, blank=True, verbose_name="mots (l'un d'eux suffit)"
    )
    when = models.CharField("moment", max_length=10, choices=When, default=When.ALWAYS)
    calendar = TenantForeignKey(Calendar, null=True, blank=True, related_name="+", verbose_name="calendrier")
    partner = models.CharField("partenaire", max_length=100, blank=True)
    department = TenantForeignKey(Department, related_name="+", verbose_name="service")
    agent = TenantForeignKey(Agent, null=True, blank=True, related_name="+", verbose_name="agent")
    active = models.BooleanField("active", default=True)

    class Meta:
        verbose_name = "règle d'orientation"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "position"],
                name="rule_position_unique",
                violation_error_message="Une règle occupe déjà ce rang.",
            )
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name
