"""One act on many cases: what was asked, on which cases as they were then, and what became of each."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from parvis.cases.models import Case
from parvis.organisation.models import Agent
from parvis.tenancy.isolation import TenantForeignKey, TenantModel


class BulkRun(TenantModel):
    """``leading.py`` moves it from one state to the next, ``working.py`` does its work."""

    class State(models.TextChoices):
        PREPARED = "prepared", "À confirmer"
        RUNNING = "running", "En cours"
        STOPPED = "stopped", "Arrêtée avant la fin"
        DONE = "done", "Terminée"
        UNDOING = "undoing", "Annulation en cours"
        UNDONE = "undone", "Annulée"

    #: A job is at it, or should be.
    WORKING: ClassVar[tuple[str, ...]] = (State.RUNNING, State.UNDOING)

    by = TenantForeignKey(Agent, related_name="+", on_delete_row="cascade")
    act = models.CharField("geste", max_length=20)
    parameters = models.JSONField("ce qui est demandé", default=dict)
    #: In words: which cases were chosen, and what is done to them.
    selection = models.TextField("choix", blank=True)
    summary = models.TextField("en clair", blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PREPARED)
    problem = models.TextField(blank=True)
    #: Persons who would receive a message, counted before the run is confirmed.
    mails = models.PositiveIntegerField("courriels annoncés", default=0)
    #: Raised with each job: one that carries another number has nothing to do any more.
    attempt = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "action groupée"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "by"],
                condition=Q(state__in=["running", "undoing"]),
                name="bulkrun_one_at_a_time",
                violation_error_message="Une de vos actions groupées est déjà en cours : attendez qu'elle finisse.",
            )
        ]
        indexes = [models.Index(fields=["tenant", "by", "-id"], name="bulkrun_recent")]

    def __str__(self) -> str:
        return f"{self.act} {self.pk}"

    @property
    def is_working(self) -> bool:
        return self.state in self.WORKING


class BulkItem(TenantModel):
    """One case of a run, at the version that its author was shown."""

    class State(models.TextChoices):
        PENDING = "pending", "À faire"
        DONE = "done", "Faite"
        SKIPPED = "skipped", "Laissée"
        FAILED = "failed", "En échec"
        UNDONE = "undone", "Annulée"
        KEPT = "kept", "Gardée"

    run = TenantForeignKey(BulkRun, related_name="items", on_delete_row="cascade")
    case = TenantForeignKey(Case, related_name="+", on_delete_row="cascade")
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    #: Why it was left, failed or kept.
    reason = models.CharField("raison", max_length=300, blank=True)
    #: What undoing puts back, and the version the act left.
    before = models.JSONField(default=dict)
    version_after = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = "demande d'une action groupée"
        constraints = [models.UniqueConstraint(fields=["tenant", "run", "case"], name="bulkitem_unique")]
        indexes = [
            models.Index(fields=["tenant", "run", "state", "id"], name="bulkitem_state"),
            models.Index(fields=["tenant", "case"], name="bulkitem_case"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.case_id}"
