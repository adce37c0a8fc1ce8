from datetime import datetime

from django import forms

from parvis.cases.abilities import can_read, may_be_given, task_departments
from parvis.cases.models import Case
from parvis.cases.stepping import steps_of_type
from parvis.cases.tasking import LONGEST_TITLE, add_task
from parvis.desk.cases.forms import ActForm, steps_field, text_field
from parvis.history.actors import Actor
from parvis.organisation.access import Access
from parvis.organisation.models import Agent, Department, Membership, Sector


class NewTaskForm(ActForm):
    noun, ability = "tasks", "add_task"
    fillable = ("what",)
    adds_only = True
    title, button, icon = "Confier une tâche", "Confier la tâche", "checklist"
    done = "La tâche est confiée."
    explanation = (
        "Un autre service fait une partie du travail ; la demande reste au vôtre. La personne ne le voit pas."
    )
    audience = "internal"

    what = forms.CharField(
        label="Ce qu'il y a à faire",
        max_length=LONGEST_TITLE,
        error_messages={"required": "Dites ce qu'il y a à faire."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    to = forms.ChoiceField(
        label="À qui ?",
        error_messages={
            "required": "Choisissez un service ou un agent.",
            "invalid_choice": "Choisissez dans la liste.",
        },
        widget=forms.Select(attrs={"data-filterable": "Chercher un service, un nom…"}),
    )
    due_on = forms.DateField(
        label="Pour quand ?",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Cette date n'existe pas."},
    )
    instructions = text_field("Consignes", rows=3)
    steps = steps_field()
    of_type = forms.BooleanField(label="Ajouter les étapes prévues par ce type", required=False)

    def prepare(self) -> None:
        self.receivers: dict[str, tuple[Department, Agent | None]] = {}
        groups = []
        for department, agents in self._candidates():
            whole = (f"s{department.pk}", f"{department.name} (tout le service)")
            ones = [(f"s{department.pk}a{agent.pk}", self._label(agent)) for agent in agents]
            self.receivers[whole[0]] = (department, None)
            self.receivers |= {
                code: (department, agent) for (code, _), agent in zip(ones, agents, strict=True)
            }
            groups.append((department.name, [whole, *ones]))
        self._offer_steps_of_type()
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choisir…"), *groups]

    def _offer_steps_of_type(self) -> None:
        """What the type has each department do, where a task of the case does not say it yet."""
        self.types_steps = steps_of_type(self.case)
        names = {department.code: department.name for department, _owner in self.receivers.values()}
        said = [
            f"{names[code]} : {', '.join(lines)}" for code, lines in self.types_steps.items() if code in names
        ]
        if said:
            self.fields["of_type"].help_text = "Selon le service choisi. " + " ; ".join(said) + "."
        else:
            del self.fields["of_type"]

    def _label(self, agent: Agent) -> str:
        return f"{agent.display_name} (vous)" if agent.pk == self.access.agent_id else agent.display_name

    def _candidates(self) -> list[tuple[Department, list[Agent]]]:
        """Departments that may be given the task, each with those of its agents who read the case. Four queries."""
        sectors = list(Sector.objects.all())
        memberships: dict[int, list[Membership]] = {}
        for membership in Membership.objects.select_related("department"):
            memberships.setdefault(membership.agent_id, []).append(membership)
        agents: dict[int, list[Agent]] = {}
        for agent in Agent.objects.filter(active=True).order_by("sort_name", "id"):
            access = Access.from_rows(agent.pk, memberships.get(agent.pk, []), sectors)
            if can_read(access, self.case):
                for pk in task_departments(access):
                    agents.setdefault(pk, []).append(agent)
        departments = Department.objects.filter(active=True).order_by("name", "id")
        return [(d, agents.get(d.pk, [])) for d in departments if may_be_given(d, self.case)]

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        given = self.cleaned_data
        department, owner = self.receivers[given["to"]]
        of_type = self.types_steps.get(department.code, []) if given.get("of_type") else []
        add_task(
            case,
            department=department,
            title=given["what"],
            instructions=given["instructions"],
            owner=owner,
            due_on=given["due_on"],
            steps=[*given["steps"].splitlines(), *of_type],
            by=by,
            at=at,
            version=version,
        )
