from datetime import datetime

from django import forms

from parvis.cases.abilities import can_read
from parvis.cases.assigning import assign
from parvis.cases.models import Case
from parvis.desk.cases.forms import ActForm
from parvis.history.actors import Actor
from parvis.organisation.access import Access
from parvis.organisation.models import Agent, Membership, Role, Sector


class AssignmentForm(ActForm):
    noun, ability = "assignment", "assign"
    title, button, icon = "Confier la demande", "Confier", "user-plus"
    done = "La demande est confiée."
    fillable = ("to",)
    explanation = "L'agent choisi devient chargé de la demande. Le service ne change pas."

    to = forms.ChoiceField(label="Agent", required=False)

    def prepare(self) -> None:
        self.agents = {str(agent.pk): agent for agent in self._candidates()}
        here = [(pk, self._label(a)) for pk, a in self.agents.items() if a.in_department]  # type: ignore[attr-defined]
        others = [(pk, self._label(a)) for pk, a in self.agents.items() if not a.in_department]  # type: ignore[attr-defined]
        empty = "Remettre dans la file du service" if self.case.assignee_id else "Choisir…"
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", empty), (self.case.department.name, here), ("Autres services", others)]
        if self.case.assignee_id:
            self.initial.setdefault("to", str(self.case.assignee_id))

    def _label(self, agent: Agent) -> str:
        me = " (vous)" if agent.pk == self.access.agent_id else ""
        return f"{agent.display_name}{me}"

    def _candidates(self) -> list[Agent]:
        """Agents who can follow the case; those of its department are marked. Three queries."""
        sectors = list(Sector.objects.all())
        memberships: dict[int, list[Membership]] = {}
        for membership in Membership.objects.select_related("department"):
            memberships.setdefault(membership.agent_id, []).append(membership)
        found = []
        for agent in Agent.objects.filter(active=True).order_by("sort_name", "id"):
            theirs = memberships.get(agent.pk, [])
            access = Access.from_rows(agent.pk, theirs, sectors)
            in_the_street = (
                access.has(Role.FIELD)
                and self.case.sector_id in access.open_sectors | access.readable_sectors
            )
            if can_read(access, self.case) or in_the_street:
                agent.in_department = self.case.department_id in access.departments  # type: ignore[attr-defined]
                found.append(agent)
        return found

    def clean_to(self) -> str:
        chosen: str = self.cleaned_data["to"]
        if not chosen and self.case.assignee_id is None:
            raise forms.ValidationError("Choisissez un agent.")
        return chosen

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        assign(case, to=self.agents.get(self.cleaned_data["to"]), by=by, at=at, version=version)
