"""The conversation between colleagues around a case: who follows it, and whom its notes call."""

from django.db import models
from django.db.models import Q

from parvis.organisation.models import Agent, Department
from parvis.tenancy.isolation import TenantForeignKey, TenantModel


class Mention(TenantModel):
    """An agent, or a department, called by a note."""

    note = TenantForeignKey("cases.Note", related_name="mentions", on_delete_row="cascade")
    agent = TenantForeignKey(Agent, null=True, blank=True, related_name="+", on_delete_row="cascade")
    department = TenantForeignKey(
        Department, null=True, blank=True, related_name="+", on_delete_row="cascade"
    )
    #: As it stands in the note, « @ » included: the note still shows it when its agent is renamed.
    written = models.CharField("écrit", max_length=250)

    app_privileges = "SELECT, INSERT, DELETE"

    class Meta:
        verbose_name = "mention"
        constraints = [
            models.CheckConstraint(
                condition=Q(agent__isnull=False, department__isnull=True)
                | Q(agent__isnull=True, department__isnull=False),
                name="mention_calls_one",
                violation_error_message="Une mention appelle un agent ou un service.",
            ),
            models.UniqueConstraint(
                fields=["tenant", "note", "agent"],
                condition=Q(agent__isnull=False),
                name="mention_agent_unique",
            ),
            models.UniqueConstraint(
                fields=["tenant", "note", "department"],
                condition=Q(department__isnull=False),
                name="mention_department_unique",
            ),
        ]

    def __str__(self) -> str:
        return self.written


class Follow(TenantModel):
    """An agent, or a department, told of what happens to a case; kept, switched off, when they no longer are to be."""

    case = TenantForeignKey("cases.Case", related_name="follows", on_delete_row="cascade")
    agent = TenantForeignKey(Agent, null=True, blank=True, related_name="+", on_delete_row="cascade")
    department = TenantForeignKey(
        Department, null=True, blank=True, related_name="+", on_delete_row="cascade"
    )
    #: False: it was said so, and nothing makes them follow again but who asks for it.
    following = models.BooleanField(default=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "suivi d'une demande par un agent ou un service"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "case", "agent"], name="follow_unique"),
            models.UniqueConstraint(
                fields=["tenant", "case", "department"],
                condition=Q(department__isnull=False),
                name="follow_department_unique",
            ),
            models.CheckConstraint(
                condition=Q(agent__isnull=False, department__isnull=True)
                | Q(agent__isnull=True, department__isnull=False),
                name="follow_is_of_one",
                violation_error_message="Un suivi est celui d'un agent ou d'un service.",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "agent", "case"], name="follow_agent", condition=Q(following=True))
        ]

    def __str__(self) -> str:
        return f"{self.agent_id or self.department_id} → {self.case_id}"

    @property
    def who(self) -> Agent | Department:
        """Who follows, or does not."""
        found = self.agent or self.department
        assert found is not None, "follow_is_of_one"
        return found
