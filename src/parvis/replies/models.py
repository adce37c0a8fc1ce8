"""What is written before the person reads it: templates, drafts, replies on their way, and who approves them."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from parvis.cases.models import Case, Message
from parvis.cases.states import Outcome
from parvis.catalog.models import Kind, RequestType
from parvis.files.models import Attachment
from parvis.organisation.models import Agent, Department, Role, Sector
from parvis.replies.queries import DraftQuerySet
from parvis.tenancy.isolation import TenantForeignKey, TenantManager, TenantModel


class ReplyTemplate(TenantModel):
    """A text that agents start from. Its words live in its versions, which nobody changes."""

    title = models.CharField("titre", max_length=120)
    #: Where it is offered: one request type, else one department, else the whole town.
    request_type = TenantForeignKey(RequestType, null=True, blank=True, related_name="+", verbose_name="type")
    department = TenantForeignKey(Department, null=True, blank=True, related_name="+", verbose_name="service")
    #: The number of the version in use.
    number = models.PositiveIntegerField("version en usage", default=1)
    active = models.BooleanField("proposé aux agents", default=True)

    class Meta:
        verbose_name = "modèle de réponse"
        constraints = [
            models.CheckConstraint(
                condition=Q(request_type__isnull=True) | Q(department__isnull=True),
                name="replytemplate_one_scope",
                violation_error_message="Un type ou un service, pas les deux.",
            )
        ]

    def __str__(self) -> str:
        return self.title


class ReplyTemplateVersion(TenantModel):
    template = TenantForeignKey(ReplyTemplate, related_name="versions", on_delete_row="cascade")
    number = models.PositiveIntegerField("version")
    body = models.TextField("texte")
    by_label = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    app_privileges = "SELECT, INSERT"

    class Meta:
        verbose_name = "version d'un modèle de réponse"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "template", "number"], name="replytemplateversion_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.template_id}.{self.number}"


class ApprovalRule(TenantModel):
    """Replies that somebody else reads before they leave. Each condition left empty is always true."""

    class About(models.TextChoices):
        ALL = "all", "Les réponses, les questions et les textes de clôture"
        REPLIES = "replies", "Les réponses et les questions"
        CLOSURES = "closures", "Les textes de clôture"
        REFUSALS = "refusals", "Les refus"

    #: Who may be asked: they read the case, or nobody could approve.
    ROLES = (Role.MANAGER, Role.EXECUTIVE, Role.CABINET, Role.ELECTED)

    name = models.CharField("nom", max_length=150)
    about = models.CharField("porte sur", max_length=10, choices=About, default=About.ALL)
    request_type = TenantForeignKey(RequestType, null=True, blank=True, related_name="+", verbose_name="type")
    department = TenantForeignKey(Department, null=True, blank=True, related_name="+", verbose_name="service")
    sector = TenantForeignKey(Sector, null=True, blank=True, related_name="+", verbose_name="secteur")
    kind = models.CharField("nature", max_length=12, choices=Kind, blank=True)
    role = models.CharField("validée par", max_length=20, choices=Role)
    then_role = models.CharField("puis par", max_length=20, choices=Role, blank=True)
    author_may_approve = models.BooleanField("l'auteur peut valider la sienne", default=False)
    active = models.BooleanField("en service", default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "règle de validation"

    def __str__(self) -> str:
        return self.name

    @property
    def steps(self) -> list[str]:
        return [self.role, self.then_role] if self.then_role else [self.role]


class Draft(TenantModel):
    """What one agent writes on one case, from the first word until it has left."""

    class Kind(models.TextChoices):
        REPLY = "reply", "Réponse"
        CLOSURE = "closure", "Clôture"
        #: What the person is asked while the case waits for them.
        QUESTION = "question", "Question"
        NOTE = "note", "Note interne"

    class State(models.TextChoices):
        WRITING = "writing", "Brouillon"
        SUBMITTED = "submitted", "À valider"
        LEAVING = "leaving", "Part bientôt"
        #: Stopped without its author: to be looked at, then taken back.
        HELD = "held", "Retenue"
        LEFT = "left", "Partie"

    case = TenantForeignKey(Case, related_name="drafts", on_delete_row="cascade")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.REPLY)
    state = models.CharField(max_length=10, choices=State, default=State.WRITING)
    agent = TenantForeignKey(Agent, related_name="+", verbose_name="auteur")
    #: Whoever began it, when a colleague took it over.
    first_author = TenantForeignKey(Agent, null=True, blank=True, related_name="+")
    #: All others whose words it holds or held, after takeovers.
    writers = ArrayField(models.BigIntegerField(), default=list)
    body = models.TextField("texte", blank=True)
    #: Of a closure.
    outcome = models.CharField("issue", max_length=12, choices=Outcome, blank=True)
    tasks_reason = models.TextField(blank=True)
    parts_reason = models.TextField(blank=True)
    #: The persons of its duplicates read it too.
    to_duplicates = models.BooleanField(default=False)
    #: Those duplicates, when its author asked that it leave.
    told = ArrayField(models.BigIntegerField(), default=list)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    template_version = TenantForeignKey(ReplyTemplateVersion, null=True, blank=True, related_name="+")
    #: Why it came back to its author, if it did.
    notice = models.TextField(blank=True)
    #: When its author asked that it leave, and the address they saw.
    asked_at = models.DateTimeField(null=True, blank=True)
    recipient = models.CharField(max_length=254, blank=True)
    #: The day and hour that were chosen; empty: as soon as it may.
    wanted_at = models.DateTimeField(null=True, blank=True)
    leaves_at = models.DateTimeField(null=True, blank=True)
    rule = TenantForeignKey(ApprovalRule, null=True, blank=True, related_name="+")
    #: That of the rule when it was submitted: changed since, it asks again.
    rule_version = models.PositiveIntegerField(default=0)
    #: Steps already approved, and the role asked for the next one.
    step = models.PositiveSmallIntegerField(default=0)
    asked_role = models.CharField(max_length=20, choices=Role, blank=True)
    #: Of exactly what was approved in full.
    approved_digest = models.CharField(max_length=64, blank=True)
    message = TenantForeignKey(Message, null=True, blank=True, related_name="+", on_delete_row="cascade")
    left_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = TenantManager.from_queryset(DraftQuerySet)()

    class Meta:
        verbose_name = "brouillon"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "case", "kind", "agent"],
                condition=Q(state="writing"),
                name="draft_one_each",
            ),
            models.CheckConstraint(
                condition=Q(state="leaving", leaves_at__isnull=False)
                | (~Q(state="leaving") & Q(leaves_at__isnull=True)),
                name="draft_leaving_has_hour",
            ),
            models.CheckConstraint(
                condition=Q(state="submitted", rule__isnull=False) | ~Q(state="submitted"),
                name="draft_submitted_by_rule",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "case", "id"], name="draft_case", condition=~Q(state="left")),
            models.Index(
                fields=["tenant", "agent", "-updated_at", "-id"],
                name="draft_agent",
                condition=~Q(state="left"),
            ),
            models.Index(
                fields=["tenant", "asked_role", "asked_at", "id"],
                name="draft_submitted",
                condition=Q(state="submitted"),
            ),
            models.Index(fields=["tenant", "leaves_at"], name="draft_due", condition=Q(state="leaving")),
            models.Index(
                fields=["tenant", "message"], name="draft_message", condition=Q(message__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.body[:60]

    @property
    def authors(self) -> frozenset[int]:
        """Everybody who wrote in it: none of them approves it."""
        first = {self.first_author_id} if self.first_author_id else set()
        return frozenset({self.agent_id, *first, *self.writers})


class DraftFile(TenantModel):
    """A file that will leave with the reply."""

    draft = TenantForeignKey(Draft, related_name="files", on_delete_row="cascade")
    attachment = TenantForeignKey(Attachment, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "draft", "attachment"], name="draftfile_unique")
        ]

    def __str__(self) -> str:
        return f"{self.attachment_id}"


class Approval(TenantModel):
    """What one approver decided, of exactly which text."""

    class Decision(models.TextChoices):
        APPROVED = "approved", "validée"
        AMENDED = "amended", "corrigée et validée"
        RETURNED = "returned", "renvoyée"

    draft = TenantForeignKey(Draft, related_name="approvals", on_delete_row="cascade")
    decision = models.CharField(max_length=10, choices=Decision)
    #: The text as the author had written it, when it was amended.
    before = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    by = TenantForeignKey(Agent, related_name="+")
    by_label = models.CharField(max_length=200)
    at = models.DateTimeField()
    #: False once the author wrote again: it is history, and approves nothing.
    holds = models.BooleanField(default=True)

    class Meta:
        verbose_name = "validation"
        indexes = [models.Index(fields=["tenant", "draft", "id"], name="approval_draft")]

    def __str__(self) -> str:
        return self.decision
