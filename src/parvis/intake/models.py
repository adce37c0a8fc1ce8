"""Idempotency: a double click, a retry or a replayed action makes one case, not two; what imports brought, and the
imports led on screen."""

from typing import ClassVar

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
        #: Of an agent, whose identifier its row carries: accounts change number when a town moves.
        ACCOUNT = "account", "compte"

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


class ImportRun(TenantModel):
    """A file brought by an administrator, from its arrival to what came of it. ``importing/leading.py`` moves it on."""

    class State(models.TextChoices):
        LOOKING = "looking", "Lecture des colonnes"
        UNREADABLE = "unreadable", "Fichier illisible"
        COLUMNS = "columns", "Colonnes à vérifier"
        CHECKING = "checking", "Essai en cours"
        CHECKED = "checked", "À confirmer"
        WRITING = "writing", "Reprise en cours"
        STOPPED = "stopped", "Arrêtée avant la fin"
        DONE = "done", "Terminée"
        UNDOING = "undoing", "Annulation en cours"
        UNDONE = "undone", "Annulée"

    #: A job is at it, or should be.
    WORKING: ClassVar[tuple[str, ...]] = (State.LOOKING, State.CHECKING, State.WRITING, State.UNDOING)
    #: Nothing is written yet: the run may be dropped, and is swept when nobody comes back to it.
    BEFORE: ClassVar[tuple[str, ...]] = (State.LOOKING, State.UNREADABLE, State.COLUMNS, State.CHECKED)

    kind = models.CharField("nature", max_length=20)
    state = models.CharField(max_length=10, choices=State, default=State.LOOKING)
    #: Why it stopped or waits, for people; empty when all is well.
    problem = models.TextField(blank=True)

    file_name = models.CharField("nom du fichier", max_length=200)
    file_key = models.CharField(max_length=200, blank=True)
    file_size = models.PositiveBigIntegerField(default=0)
    rejects_key = models.CharField(max_length=200, blank=True)
    #: Of the file's content, once it is looked at: the same file is known again.
    digest = models.CharField(max_length=64, blank=True, default="", db_default="")

    #: What its columns hold (importing/profiling.py).
    profile = models.JSONField(default=dict)
    #: What they become: the TOML of docs/reprise.md.
    mapping = models.TextField(blank=True)
    mapping_name = models.CharField(max_length=100, blank=True)

    #: Raised with each job: one that carries another number has nothing to do any more.
    attempt = models.PositiveIntegerField(default=0)
    bytes_read = models.PositiveBigIntegerField(default=0)
    rows_read = models.PositiveBigIntegerField(default=0)
    beat_at = models.DateTimeField(null=True)

    checked = models.JSONField("ce que dit l'essai", default=dict)
    written = models.JSONField("ce qui a été fait", default=dict)
    undone = models.JSONField("ce qui a été annulé", default=dict)
    import_batch = TenantForeignKey(ImportBatch, null=True, related_name="+")

    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=200, blank=True)
    #: Who asked for the present step; it is done with their rights.
    led_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "reprise à l'écran"
        indexes = [
            models.Index(fields=["tenant", "-changed_at"], name="importrun_recent"),
            models.Index(fields=["tenant", "digest"], name="importrun_digest", condition=~Q(digest="")),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_working(self) -> bool:
        return self.state in self.WORKING

    @property
    def percent(self) -> int:
        return min(100, self.bytes_read * 100 // self.file_size) if self.file_size else 0


class SavedMapping(TenantModel):
    """A mapping kept under a name for the next file of the same tool; the TOML of docs/reprise.md."""

    name = models.CharField("nom", max_length=100)
    kind = models.CharField("nature", max_length=20)
    content = models.TextField()
    by_label = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "correspondance"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "name"],
                name="savedmapping_name_unique",
                violation_error_message="Une correspondance porte déjà ce nom.",
            )
        ]

    def __str__(self) -> str:
        return self.name
