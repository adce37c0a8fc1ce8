"""What the desk remembers of its agents: that the guided visit of their role was shown to them, their views, their bulk acts."""

from django.db import models

from parvis.desk.bulk.models import BulkItem, BulkRun
from parvis.desk.saved.models import ListPreference, SavedView, ViewPlacement
from parvis.organisation.models import Agent, Role
from parvis.tenancy.isolation import TenantForeignKey, TenantModel

__all__ = ["BulkItem", "BulkRun", "GuideVisit", "ListPreference", "SavedView", "ViewPlacement"]


class GuideVisit(TenantModel):
    """Finished or waved away, on whatever device; it can always be taken again from the menu."""

    agent = TenantForeignKey(Agent, related_name="+", on_delete_row="cascade")
    role = models.CharField("rôle", max_length=20, choices=Role)
    at = models.DateTimeField("vue le")

    class Meta:
        verbose_name = "visite guidée"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "agent", "role"], name="guidevisit_once_per_role")
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} {self.role}"
