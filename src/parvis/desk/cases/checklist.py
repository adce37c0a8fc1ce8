from datetime import datetime

from parvis.cases.checklists import add_checklist, missing_steps
from parvis.cases.models import Case
from parvis.cases.stepping import known_titles
from parvis.desk.cases.forms import ActForm
from parvis.history.actors import Actor


class ChecklistForm(ActForm):
    noun, ability = "checklist", "add_task"
    adds_only = True
    title, button, icon = "Ajouter les étapes de ce type", "Ajouter les étapes", "list-check"
    done = "Les étapes sont ajoutées : chaque service trouve les siennes dans ses tâches."
    audience = "internal"

    def prepare(self) -> None:
        steps = missing_steps(self.case, known_titles(self.case))
        said = [f"{step.title} ({step.department or self.case.department.name})" for step in steps]
        self.explanation = "Une tâche pour chacune : " + " ; ".join(said) + "." if said else ""

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        add_checklist(case, by=by, at=at, version=version)
