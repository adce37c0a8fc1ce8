"""Saved views: a queue under a name, one's own or shared, and what each agent does with those they see."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from parvis.desk.saved.queries import SavedViewQuerySet
from parvis.organisation.models import Agent, Department
from parvis.tenancy.isolation import TenantForeignKey, TenantManager, TenantModel

LONGEST_NAME = 80


class Audience(models.TextChoices):
    PRIVATE = "private", "Moi seul"
    DEPARTMENT = "department", "Un service"
    TOWN = "town", "Toute la mairie"


class SavedView(TenantModel):
    """Filters, an order and columns. It gives no sight: each reader finds in it what they may read."""

    owner = TenantForeignKey(Agent, related_name="+", on_delete_row="cascade")
    name = models.CharField("nom", max_length=LONGEST_NAME)
    #: The canonical address of the queue, without paging: « state=open&department=VOI ».
    query = models.TextField("filtres")
    #: Codes of ``lists/columns.py``, in order; empty: each reader's own.
    columns = ArrayField(models.CharField(max_length=20), default=list, blank=True, verbose_name="colonnes")
    audience = models.CharField("partagée avec", max_length=10, choices=Audience, default=Audience.PRIVATE)
    department = TenantForeignKey(Department, null=True, blank=True, related_name="+", verbose_name="service")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects: ClassVar[Any] = TenantManager.from_queryset(SavedViewQuerySet)()

    class Meta:
        verbose_name = "vue enregistrée"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "owner", "name"],
                name="savedview_name_unique",
                violation_error_message="Vous avez déjà une vue de ce nom.",
            ),
            models.CheckConstraint(
                condition=Q(audience="department", department__isnull=False)
                | (~Q(audience="department") & Q(department__isnull=True)),
                name="savedview_shared_with_a_department",
                violation_error_message="Dites avec quel service la vue est partagée.",
            ),
        ]
        indexes = [models.Index(fields=["tenant", "audience", "name"], name="savedview_audience")]

    def __str__(self) -> str:
        return self.name


class ViewPlacement(TenantModel):
    """Where an agent keeps a view they see: in the side bar, in which order, or out of sight."""

    agent = TenantForeignKey(Agent, related_name="+", on_delete_row="cascade")
    view = TenantForeignKey(SavedView, related_name="placements", on_delete_row="cascade")
    pinned = models.BooleanField("épinglée", default=False)
    hidden = models.BooleanField("masquée", default=False)
    position = models.PositiveSmallIntegerField("rang", default=0)

    class Meta:
        verbose_name = "place d'une vue"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "agent", "view"], name="viewplacement_unique")
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} {self.view_id}"


class ListPreference(TenantModel):
    """The columns and the order in which an agent reads lists that no view arranges."""

    agent = TenantForeignKey(Agent, related_name="+", on_delete_row="cascade")
    columns = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    sort = models.CharField("tri", max_length=20, blank=True)

    class Meta:
        verbose_name = "présentation des listes"
        constraints = [models.UniqueConstraint(fields=["tenant", "agent"], name="listpreference_unique")]

    def __str__(self) -> str:
        return f"{self.agent_id}"
