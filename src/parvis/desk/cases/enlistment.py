from datetime import datetime

from django import forms

from parvis.cases.abilities import may_be_given, may_enlist
from parvis.cases.enlisting import enlist
from parvis.cases.followers import followers_of
from parvis.cases.models import Case
from parvis.catalog.catalogue import catalogue
from parvis.desk.cases.forms import ActForm
from parvis.history.actors import Actor
from parvis.organisation.models import Department
from parvis.tenancy.configuration import snapshot


class EnlistmentForm(ActForm):
    noun, ability = "enlistment", "follow"
    adds_only = True
    title, button, icon = "Ajouter un service au suivi", "Ajouter", "bell"
    done = "Le service suit cette demande : ses agents qui la voient sauront ce qui s'y passe."
    explanation = (
        "Ses agents qui voient la demande sauront ce qui s'y passe, selon leurs préférences. "
        "Le suivi ne la montre à personne d'autre."
    )
    audience = "internal"

    department = forms.ChoiceField(
        label="Service",
        error_messages={
            "required": "Choisissez le service.",
            "invalid_choice": "Ce service ne peut pas suivre cette demande : il ne la voit pas, ou n'est pas de votre ressort.",
        },
    )

    def prepare(self) -> None:
        """Those that may see it, which the reader may add: never one more for a case that is sealed."""
        if self.case.sector.sealed:
            self.explanation = f"{self.explanation} Demande cloisonnée : seuls les services de son secteur peuvent la suivre."
        found = followers_of(self.case)
        following = [d for d in found.departments if d not in found.with_duplicates]
        known = sorted(catalogue(snapshot()).departments.values(), key=lambda d: (d.name, d.pk))
        able = [d for d in known if may_be_given(d, self.case) and may_enlist(self.access, self.case, d.pk)]
        self.departments = {str(d.pk): d for d in able}
        field = self.fields["department"]
        assert isinstance(field, forms.ChoiceField)
        names = {
            pk: f"{d.name} (suit déjà)" if d in following else d.name for pk, d in self.departments.items()
        }
        field.choices = [("", "Choisir…"), *names.items()]

    def is_allowed(self) -> bool:
        return super().is_allowed() and bool(self.departments)

    def clean_department(self) -> Department:
        return self.departments[self.cleaned_data["department"]]

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        enlist(case, department=self.cleaned_data["department"], by=by, at=at)
