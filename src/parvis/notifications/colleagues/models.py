"""Notices to agents, what each prefers, and how far each has read a case."""

from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from parvis.cases.models import Case
from parvis.cases.queries import Listed
from parvis.organisation.access import Access
from parvis.organisation.models import Agent
from parvis.tenancy.isolation import TenantForeignKey, TenantManager, TenantModel


class Reason(models.TextChoices):
    """Why an agent is told, the strongest first: one event makes one notice."""

    MENTION = "mention", "On me mentionne dans une note"
    APPROVAL = "approval", "On me demande de valider un texte"
    ASSIGNED = "assigned", "On me confie une demande"
    TASK = "task", "On confie une tâche, à moi ou à mon service"
    DEPARTMENT = "department", "On mentionne mon service dans une note"
    WRITING = "writing", "Mon texte est validé, renvoyé ou retenu"
    MINE = "mine", "Du nouveau sur une demande dont je suis chargé"
    OVERDUE = "overdue", "Une demande dont je suis chargé est en retard"
    HANDED_OVER = "handed_over", "Une demande est transmise à mon service"
    FOLLOWED = "followed", "Du nouveau sur une demande que je suis"
    DEPARTMENT_FOLLOWS = "dept_follows", "Du nouveau sur une demande que mon service suit"


class Level(models.TextChoices):
    """How far a notice goes. Each includes those before."""

    NONE = "none", "Rien"
    DESK = "desk", "Dans Parvis"
    DIGEST = "digest", "Dans Parvis et dans le résumé"
    MAIL = "mail", "Dans Parvis et par courriel aussitôt"


class Rhythm(models.TextChoices):
    NEVER = "never", "Jamais"
    MORNING = "morning", "Une fois par jour"
    TWICE = "twice", "Deux fois par jour, à six heures d'intervalle"
    HOURLY = "hourly", "Toutes les heures, jusqu'à 18 h"


class AgentNoticeQuerySet(Listed):
    def of(self, access: Access) -> Self:
        """Those of this agent that may be read now: a case that was sealed since takes its notices along."""
        if access.agent_id is None:
            return self.none()
        return self.filter(agent_id=access.agent_id, case__in=Case.objects.read_inside_by(access))

    def unread(self) -> Self:
        return self.filter(seen_at__isnull=True)

    def calls(self) -> Self:
        """Notices of being called, oneself or one's department."""
        return self.filter(reason__in=(Reason.MENTION, Reason.DEPARTMENT))

    def for_lists(self) -> Self:
        return self.select_related("case__request_type", "case__sector").only(
            "agent_id", "reason", "event_id", "event_type", "by_label", "made_at", "seen_at",
            "case__reference", "case__sector__sealed", "case__request_type__label",
            "case__request_type__confidential",
        )  # fmt: skip


class AgentNotice(TenantModel):
    agent = TenantForeignKey(Agent, related_name="+", on_delete_row="cascade")
    case = TenantForeignKey(Case, related_name="+", on_delete_row="cascade")
    reason = models.CharField("raison", max_length=12, choices=Reason)
    #: What the agent is told of once: « event:12 », « overdue:34:2026-11-25T17:30:00.000000Z ».
    key = models.CharField(max_length=80)
    event_id = models.BigIntegerField(null=True)
    event_type = models.CharField(max_length=60, blank=True)
    #: Who did it; empty for the person of the case.
    by_label = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    #: When it must leave in a digest, unless it is read before; empty when it waits for none.
    digest_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = TenantManager.from_queryset(AgentNoticeQuerySet)()

    class Meta:
        verbose_name = "notification d'un agent"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "agent", "key"], name="agentnotice_once"),
            models.CheckConstraint(
                condition=Q(seen_at__isnull=True) | Q(digest_at__isnull=True),
                name="agentnotice_read_waits_for_no_digest",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "agent", "-made_at", "-id"], name="agentnotice_recent"),
            models.Index(
                fields=["tenant", "agent", "-made_at", "-id"],
                name="agentnotice_unread",
                condition=Q(seen_at__isnull=True),
            ),
            models.Index(
                fields=["digest_at", "tenant", "agent"],
                name="agentnotice_digest",
                condition=Q(digest_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} {self.reason} {self.key}"


def default_levels() -> dict[str, str]:
    return {}


def working_week() -> list[int]:
    return [0, 1, 2, 3, 4]


class AgentPreference(TenantModel):
    """What an agent chose; without a row, the defaults of ``preferences.py``."""

    agent = TenantForeignKey(Agent, related_name="+", on_delete_row="cascade")
    #: By reason, where the agent chose something else than the default.
    levels = models.JSONField(default=default_levels, blank=True)
    rhythm = models.CharField("résumé", max_length=8, choices=Rhythm, default=Rhythm.MORNING)
    hour = models.PositiveSmallIntegerField("à partir de", default=8)
    #: Monday is 0.
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=working_week, blank=True)
    holidays_too = models.BooleanField("aussi les jours de fermeture", default=False)
    follows_by_itself = models.BooleanField("suivre ce que je traite", default=True)

    class Meta:
        verbose_name = "préférences d'un agent"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "agent"], name="agentpreference_unique"),
            models.CheckConstraint(
                condition=Q(hour__gte=6, hour__lte=12),
                name="agentpreference_hour",
                violation_error_message="Le résumé part entre 6 h et 12 h.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} {self.rhythm}"


class CaseReading(TenantModel):
    """How far an agent has read a case: what others did after is new to them."""

    agent = TenantForeignKey(Agent, related_name="+", on_delete_row="cascade")
    case = TenantForeignKey(Case, related_name="+", on_delete_row="cascade")
    event_id = models.BigIntegerField()
    #: When that event happened, as the thread orders it.
    event_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = "lecture d'une demande"
        constraints = [models.UniqueConstraint(fields=["tenant", "agent", "case"], name="casereading_unique")]

    def __str__(self) -> str:
        return f"{self.agent_id} {self.case_id} {self.event_id}"
