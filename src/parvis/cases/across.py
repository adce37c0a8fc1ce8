"""What a case shares beyond its service: links with other cases, the steps of its tasks, people from outside, emergencies."""

from datetime import datetime
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from parvis.cases.states import LinkKind
from parvis.organisation.models import Agent
from parvis.tenancy.isolation import TenantForeignKey, TenantModel


class CaseLink(TenantModel):
    """``source`` is the part of a parent, or the duplicate of a main case; of two related ones, the first received."""

    kind = models.CharField("lien", max_length=10, choices=LinkKind)
    source = TenantForeignKey("cases.Case", related_name="+", on_delete_row="cascade")
    target = TenantForeignKey("cases.Case", related_name="+", on_delete_row="cascade")
    created_by = TenantForeignKey(Agent, null=True, blank=True, related_name="+")
    created_by_label = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "lien entre demandes"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "source", "target", "kind"], name="caselink_said_once"),
            models.UniqueConstraint(
                fields=["tenant", "source", "kind"],
                condition=~Q(kind="related"),
                name="caselink_one_parent_one_main",
            ),
            models.CheckConstraint(
                condition=~Q(source=F("target")),
                name="caselink_of_two_cases",
                violation_error_message="Une demande ne se lie pas à elle-même.",
            ),
        ]
        indexes = [models.Index(fields=["tenant", "target", "kind"], name="caselink_target")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"


class TaskStep(TenantModel):
    """A line of a task's own checklist, ticked by who does the task."""

    task = TenantForeignKey("cases.Task", related_name="steps", on_delete_row="cascade")
    position = models.PositiveSmallIntegerField()
    text = models.CharField("étape", max_length=200)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = TenantForeignKey(Agent, null=True, blank=True, related_name="+")
    done_by_label = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "étape d'une tâche"
        ordering: ClassVar[list[str]] = ["task_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "task", "position"], name="taskstep_position"),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="taskstep_says_what",
                violation_error_message="Dites ce qu'il y a à faire.",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=False) | Q(done_by__isnull=True, done_by_label=""),
                name="taskstep_ticked_at_a_time",
                violation_error_message="Une étape cochée l'est à une date.",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_done(self) -> bool:
        return self.done_at is not None


class Contributor(TenantModel):
    """Somebody from outside who does one task, through a private link of which only the digest is kept."""

    class End(models.TextChoices):
        REVOKED = "revoked", "Lien retiré"
        DECLINED = "declined", "Refusée"

    task = TenantForeignKey("cases.Task", related_name="contributors", on_delete_row="cascade")
    name = models.CharField("nom", max_length=150)
    organisation = models.CharField("entreprise ou organisme", max_length=150, blank=True)
    email = models.EmailField("courriel", max_length=254)
    #: Their work needs to know who asked: name and phone are shown.
    shows_person = models.BooleanField("voit l'usager", default=False)
    #: Attachments of the case that they see, by identifier.
    files = ArrayField(models.BigIntegerField(), default=list, blank=True)
    nonce = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    created_by = TenantForeignKey(Agent, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_as = models.CharField(max_length=10, choices=End, blank=True)
    end_reason = models.TextField(blank=True)

    class Meta:
        verbose_name = "intervenant extérieur"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "digest"], name="contributor_digest_unique"),
            models.UniqueConstraint(
                fields=["tenant", "task"],
                condition=Q(ended_at__isnull=True),
                name="contributor_one_at_a_time",
                violation_error_message="Cette tâche est déjà confiée à quelqu'un.",
            ),
        ]
        indexes = [models.Index(fields=["tenant", "task", "id"], name="contributor_task")]

    def __str__(self) -> str:
        return f"{self.name} ({self.organisation})" if self.organisation else self.name

    @property
    def label(self) -> str:
        """Who signs what is done through the link."""
        return f"{self} par lien"[:200]

    def is_good(self, at: datetime) -> bool:
        return self.ended_at is None and at < self.expires_at


class EmergencyReading(TenantModel):
    """A sealed case opened by an agent from outside its sector, for a few hours and a reason. It ends by itself."""

    case = TenantForeignKey("cases.Case", related_name="+", on_delete_row="cascade")
    agent = TenantForeignKey(Agent, related_name="+")
    reason = models.TextField("motif")
    at = models.DateTimeField()
    until = models.DateTimeField()

    app_privileges = "SELECT, INSERT"

    class Meta:
        verbose_name = "accès d'urgence"
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") & Q(until__gt=F("at")), name="emergencyreading_says_why_and_ends"
            )
        ]
        indexes = [
            models.Index(fields=["tenant", "agent", "until"], name="emergencyreading_agent"),
            models.Index(fields=["tenant", "case", "at"], name="emergencyreading_case"),
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} {self.case_id}"
