"""The case: anything a person asks or reports, from any channel; its messages, notes, attachments and tasks."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from parvis.cases.across import CaseLink, Contributor, EmergencyReading, TaskStep
from parvis.cases.conversation import Follow, Mention  # noqa: F401 - models of this slice
from parvis.cases.queries import CaseQuerySet, TaskQuerySet
from parvis.cases.states import Channel, Outcome, State, TaskState, WaitingFor
from parvis.catalog.models import Kind, Priority, RequestType
from parvis.directory.models import Person
from parvis.files.models import Attachment
from parvis.history.models import BatchForeignKey
from parvis.organisation.models import Agent, Department, Sector
from parvis.tenancy.isolation import TenantForeignKey, TenantManager, TenantModel
from parvis.territory.models import District

__all__ = [
    "Case", "CaseAttachment", "CaseLink", "Contributor", "Direction", "EmergencyReading", "FormerLink", "Message", "Note",
    "ReferenceCounter", "Task", "TaskStep",
]  # fmt: skip

#: Columns that the filters of a dashboard narrow by.
NARROWING = ["sector", "department", "request_type", "district", "channel", "other_channels"]


class ReferenceCounter(TenantModel):
    """The last reference given, per year of receipt."""

    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "year"], name="referencecounter_year_unique")
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Case(TenantModel):
    reference = models.CharField("référence", max_length=20)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField("état", max_length=12, choices=State, default=State.RECEIVED)
    outcome = models.CharField("issue", max_length=12, choices=Outcome, blank=True)
    closing_text = models.TextField("motif de clôture", blank=True)

    request_type = TenantForeignKey(RequestType, related_name="+", verbose_name="type de demande")
    kind = models.CharField("nature", max_length=12, choices=Kind)
    department = TenantForeignKey(Department, related_name="+", verbose_name="service")
    sector = TenantForeignKey(Sector, related_name="+", verbose_name="secteur")
    priority = models.PositiveSmallIntegerField("priorité", choices=Priority, default=Priority.NORMAL)
    assignee = TenantForeignKey(Agent, null=True, blank=True, related_name="+", verbose_name="agent chargé")
    opened_by = TenantForeignKey(Agent, null=True, blank=True, related_name="+", verbose_name="saisie par")
    addressed_to = TenantForeignKey(Agent, null=True, blank=True, related_name="+", verbose_name="adressée à")

    channel = models.CharField("origine", max_length=10, choices=Channel)
    other_channels = ArrayField(
        models.CharField(max_length=10, choices=Channel),
        default=list,
        blank=True,
        verbose_name="autres origines",
    )
    person = TenantForeignKey(Person, null=True, blank=True, related_name="cases", verbose_name="usager")
    anonymous = models.BooleanField("anonyme", default=False)
    #: Whom it is for, when the person speaks for somebody else: « sa mère, Odette Martin ».
    on_behalf_of = models.CharField(
        "pour le compte de", max_length=200, blank=True, default="", db_default=""
    )
    description = models.TextField("description")
    answers = models.JSONField("réponses au formulaire", default=dict, blank=True)

    address = models.CharField("lieu", max_length=300, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    district = TenantForeignKey(District, null=True, blank=True, related_name="+", verbose_name="quartier")

    sent_at = models.DateTimeField("envoyée le (cachet)", null=True, blank=True)
    received_at = models.DateTimeField("reçue le")
    recorded_at = models.DateTimeField("enregistrée le")
    first_act_at = models.DateTimeField(null=True, blank=True)
    first_reply_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField("échéance", null=True, blank=True)
    waiting_for = models.CharField(max_length=12, choices=WaitingFor, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    scheduled_on = models.DateField("planifiée le", null=True, blank=True)
    closed_at = models.DateTimeField("close le", null=True, blank=True)
    #: Imported as closed without saying when: ``closed_at`` is then the receipt, and no duration may be read from it.
    closing_unknown = models.BooleanField("date de clôture inconnue", default=False)
    reopened = models.PositiveSmallIntegerField("réouvertures", default=0)
    hand_overs = models.PositiveSmallIntegerField("transferts", default=0)
    last_activity_at = models.DateTimeField("dernière activité")

    follow_nonce = models.CharField(max_length=32)
    routing = models.JSONField("explication de l'orientation", default=dict, blank=True)
    batch = BatchForeignKey()
    external_source = models.CharField(max_length=60, blank=True)
    external_id = models.CharField(max_length=120, blank=True)
    #: Words, reference and address; the trigger of cases/sql/search.sql keeps it.
    search = SearchVectorField(null=True, editable=False)

    objects: ClassVar[Any] = TenantManager.from_queryset(CaseQuerySet)()

    class Meta:
        verbose_name = "demande"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="case_reference_unique"),
            models.UniqueConstraint(
                fields=["tenant", "external_source", "external_id"],
                condition=~Q(external_id=""),
                name="case_external_unique",
            ),
            models.CheckConstraint(
                condition=(Q(state="closed") & ~Q(outcome="") & Q(closed_at__isnull=False))
                | (~Q(state="closed") & Q(outcome="") & Q(closed_at__isnull=True)),
                name="case_closed_has_outcome",
                violation_error_message="Une demande close a une issue et une date de clôture.",
            ),
            models.CheckConstraint(
                condition=Q(closing_unknown=False) | Q(state="closed"),
                name="case_closing_unknown_is_closed",
                violation_error_message="Seule une demande close peut l'être à une date inconnue.",
            ),
            models.CheckConstraint(
                condition=(Q(state="waiting") & ~Q(waiting_for=""))
                | (~Q(state="waiting") & Q(waiting_for="")),
                name="case_waiting_for_someone",
                violation_error_message="Dites qui l'on attend.",
            ),
            models.CheckConstraint(
                condition=Q(state="scheduled", scheduled_on__isnull=False)
                | (~Q(state="scheduled") & Q(scheduled_on__isnull=True)),
                name="case_scheduled_has_day",
                violation_error_message="Une demande planifiée a une date.",
            ),
            models.CheckConstraint(condition=Q(priority__gte=1, priority__lte=4), name="case_priority_known"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="case_point_on_earth",
                violation_error_message="Ce point n'existe pas.",
            ),
            models.CheckConstraint(
                condition=Q(received_at__gte="1900-01-01T00:00:00Z", received_at__lt="2200-01-01T00:00:00Z"),
                name="case_received_at_plausible",
                violation_error_message="La date de réception est hors du temps.",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "-received_at", "-id"], name="case_recent"),
            models.Index(
                fields=["tenant", "department", "state", "-received_at", "-id"],
                name="case_open_department",
                condition=~Q(state="closed"),
            ),
            models.Index(
                fields=["tenant", "assignee", "-received_at", "-id"],
                name="case_open_assignee",
                condition=~Q(state="closed"),
            ),
            # What nobody has taken, oldest first: few, among all that a department ever had.
            models.Index(
                fields=["tenant", "department", "received_at", "id"],
                name="case_untaken",
                condition=~Q(state="closed") & Q(assignee__isnull=True),
            ),
            models.Index(
                fields=["tenant", "due_at", "id"], name="case_open_due", condition=~Q(state="closed")
            ),
            models.Index(
                fields=["tenant", "priority", "-received_at", "-id"],
                name="case_open_priority",
                condition=~Q(state="closed"),
            ),
            models.Index(fields=["tenant", "person", "-received_at"], name="case_person"),
            models.Index(fields=["tenant", "last_activity_at", "id"], name="case_activity"),
            # The lists of a department, and what bounds their counts: the state and who may read.
            models.Index(
                F("tenant"),
                F("department"),
                F("received_at").desc(),
                F("id").desc(),
                name="case_department",
                include=["state", "sector", "opened_by", "assignee"],
            ),
            # How many came in, in one sector after the other.
            models.Index(fields=["tenant", "sector", "received_at"], name="case_sector"),
            # Every column a dashboard reads: figures come from the index alone, however large the town.
            models.Index(
                F("tenant"),
                F("received_at"),
                name="case_figures",
                include=[
                    "closed_at",
                    "state",
                    "sector",
                    "channel",
                    "priority",
                    "department",
                    "request_type",
                    "district",
                    "due_at",
                    "reopened",
                    "closing_unknown",
                    "id",
                    "outcome",
                    "first_reply_at",
                    "waiting_for",
                    "anonymous",
                    "other_channels",
                ],
            ),
            # Those that count what was closed, and what fell due, in a period.
            models.Index(
                F("tenant"), F("closed_at"), name="case_closed", include=[*NARROWING, "batch", "id"]
            ),
            models.Index(
                F("tenant"),
                F("due_at"),
                name="case_due",
                include=["state", "closed_at", "closing_unknown", "outcome", "waiting_for", *NARROWING],
            ),
            # Few: whatever asks of a reopening starts from them.
            models.Index(
                F("tenant"),
                F("id"),
                name="case_reopened",
                include=["closed_at", "batch", *NARROWING],
                condition=Q(reopened__gt=0),
            ),
            GinIndex(fields=["tenant", "search"], name="case_search_gin"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        return self.state != State.CLOSED

    @property
    def channels(self) -> list[str]:
        """All the channels it came through; it is one case, counted once, and once per channel."""
        return [self.channel, *self.other_channels]


class Direction(models.TextChoices):
    IN = "in", "de l'usager"
    OUT = "out", "à l'usager"


class Message(TenantModel):
    """What the person and the town hall write to each other. Never confused with a note."""

    case = TenantForeignKey(Case, related_name="messages", on_delete_row="cascade")
    direction = models.CharField(max_length=3, choices=Direction)
    body = models.TextField("message")
    author = TenantForeignKey(Agent, null=True, blank=True, related_name="+")
    author_label = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=10, choices=Channel, blank=True)
    at = models.DateTimeField()
    automatic = models.BooleanField(default=False)
    batch = BatchForeignKey()

    class Meta:
        verbose_name = "message"
        indexes = [models.Index(fields=["tenant", "case", "at"], name="message_case")]

    def __str__(self) -> str:
        return self.body[:60]


class Note(TenantModel):
    """Internal: colleagues only."""

    case = TenantForeignKey(Case, related_name="notes", on_delete_row="cascade")
    body = models.TextField("note")
    author = TenantForeignKey(Agent, null=True, blank=True, related_name="+")
    author_label = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    batch = BatchForeignKey()

    class Meta:
        verbose_name = "note interne"
        indexes = [models.Index(fields=["tenant", "case", "at"], name="note_case")]

    def __str__(self) -> str:
        return self.body[:60]


class CaseAttachment(TenantModel):
    """A file on a case, shown to the person or kept between agents."""

    case = TenantForeignKey(Case, related_name="attachments", on_delete_row="cascade")
    attachment = TenantForeignKey(Attachment, related_name="+")
    message = TenantForeignKey(
        Message, null=True, blank=True, related_name="attachments", on_delete_row="cascade"
    )
    is_public = models.BooleanField("visible de l'usager", default=True)
    by_person = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "pièce jointe"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "case", "attachment"], name="case_attachment_unique")
        ]

    def __str__(self) -> str:
        return f"{self.attachment_id}"


class Task(TenantModel):
    """A piece of the case given to a department, with its own owner and due date. Internal: colleagues only."""

    case = TenantForeignKey(Case, related_name="tasks", on_delete_row="cascade")
    department = TenantForeignKey(Department, related_name="+", verbose_name="service")
    title = models.CharField("tâche", max_length=200)
    instructions = models.TextField("consignes", blank=True)
    owner = TenantForeignKey(Agent, null=True, blank=True, related_name="+", verbose_name="agent chargé")
    due_on = models.DateField("à faire pour le", null=True, blank=True)
    state = models.CharField("état", max_length=10, choices=TaskState, default=TaskState.OPEN)
    created_by = TenantForeignKey(Agent, null=True, blank=True, related_name="+")
    created_by_label = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    ended_by = TenantForeignKey(Agent, null=True, blank=True, related_name="+")
    ended_by_label = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    #: What was done, or why it was cancelled.
    result = models.TextField("résultat", blank=True)
    #: Why it was done without all of its steps.
    unticked_reason = models.TextField("étapes laissées", blank=True, default="", db_default="")
    batch = BatchForeignKey()

    objects: ClassVar[Any] = TenantManager.from_queryset(TaskQuerySet)()

    class Meta:
        verbose_name = "tâche"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", ended_at__isnull=True)
                | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="task_ended_has_day",
                violation_error_message="Une tâche finie ou annulée l'est à une date.",
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="task_says_what",
                violation_error_message="Dites ce qu'il y a à faire.",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "case", "id"], name="task_case"),
            models.Index(
                fields=["tenant", "department", "due_on", "id"],
                name="task_open_department",
                condition=Q(state="open"),
            ),
            models.Index(
                fields=["tenant", "owner", "due_on", "id"], name="task_open_owner", condition=Q(state="open")
            ),
            models.Index(
                fields=["tenant", "-ended_at", "-id"], name="task_ended", condition=~Q(state="open")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state == TaskState.OPEN


class FormerLink(TenantModel):
    """A private link given out by the installation the town came from: its digest, good as long as the nonce is."""

    case = TenantForeignKey(Case, related_name="+", on_delete_row="cascade")
    nonce = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)

    app_privileges = "SELECT, INSERT, DELETE"

    class Meta:
        verbose_name = "ancien lien de suivi"
        constraints = [models.UniqueConstraint(fields=["tenant", "case", "digest"], name="formerlink_unique")]

    def __str__(self) -> str:
        return f"{self.case_id}"
