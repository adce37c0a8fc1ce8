"""The event table (timeline, audit trail, source of every indicator, feed of every reaction) and its neighbours."""

from typing import Any

from django.db import models
from django.db.models import Q

from parvis.tenancy.isolation import TenantForeignKey, TenantModel


class ActorKind(models.TextChoices):
    AGENT = "agent", "Agent"
    PERSON = "person", "Usager"
    SYSTEM = "system", "Parvis"
    TOKEN = "token", "Partenaire"
    IMPORT = "import", "Reprise"
    OUTSIDER = "outsider", "Intervenant extérieur"


class ImportBatch(TenantModel):
    """One import of history: everything it created carries its identifier and can be undone as a whole."""

    class State(models.TextChoices):
        RUNNING = "running", "En cours"
        DONE = "done", "Terminée"
        UNDOING = "undoing", "En cours d'annulation"
        UNDONE = "undone", "Annulée"

    source = models.CharField("source", max_length=200)
    mapping = models.CharField("correspondance", max_length=200)
    digest = models.CharField("empreinte du fichier", max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    rows_read = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "reprise"

    def __str__(self) -> str:
        return self.source


class Erasure(TenantModel):
    """The warrant without which no event can be erased: who decided it, when and on what ground."""

    ground = models.TextField("motif")
    decided_by = models.CharField("décidé par", max_length=200)
    at = models.DateTimeField()

    app_privileges = "SELECT, INSERT"

    def __str__(self) -> str:
        return self.ground


class Event(TenantModel):
    """Append-only. No foreign key starts here or ends here, so that nothing cascades."""

    case_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    type = models.CharField(max_length=60)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10, choices=ActorKind)
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=20, blank=True)
    is_public = models.BooleanField(default=False)
    case_version = models.PositiveIntegerField(null=True)
    batch_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)
    erasure_id = models.BigIntegerField(null=True)

    app_privileges = "SELECT, INSERT"

    class Meta:
        indexes = [
            models.Index(
                fields=["tenant", "case_id", "at", "id"],
                name="event_case",
                condition=Q(case_id__isnull=False),
            ),
            models.Index(fields=["tenant", "type", "at"], name="event_type", include=["case_id", "batch_id"]),
            models.Index(
                fields=["tenant", "batch_id"], name="event_batch", condition=Q(batch_id__isnull=False)
            ),
            models.Index(
                fields=["tenant", "person_id"],
                name="event_person",
                condition=Q(case_id__isnull=True, person_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.type

    @property
    def kind(self) -> Any:
        """The event's class instance, rebuilt from its data."""
        from parvis.history.types import read

        return read(self)

    @property
    def sentence(self) -> str:
        return self.kind.sentence()


class Tombstone(TenantModel):
    """What is left of events that went out by one of the exits. Written by the database's owner only."""

    warrant_kind = models.CharField(max_length=10)
    warrant_id = models.BigIntegerField()
    event_id = models.BigIntegerField(null=True)
    events = models.PositiveIntegerField()
    at = models.DateTimeField()

    app_privileges = "SELECT"

    def __str__(self) -> str:
        return f"{self.warrant_kind} {self.warrant_id}"


class AccessLog(TenantModel):
    """Who read the record of which person, or which sealed case. Commits before the page is sent."""

    at = models.DateTimeField()
    actor_id = models.BigIntegerField()
    actor_label = models.CharField(max_length=200)
    object_kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    reason = models.CharField(max_length=200, blank=True)

    app_privileges = "SELECT, INSERT"

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "object_kind", "object_id", "-at"], name="accesslog_object"),
            models.Index(fields=["tenant", "-at", "-id"], name="accesslog_recent"),
            models.Index(fields=["tenant", "actor_id", "object_kind", "at"], name="accesslog_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.object_kind} {self.object_id}"


class BatchForeignKey(TenantForeignKey):
    """To the import that created the row; empty for what lived here."""

    def __init__(self, to: Any = "history.ImportBatch", **kwargs: Any) -> None:
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("related_name", "+")
        super().__init__(to, **kwargs)
