from datetime import datetime

from django import forms

from parvis.cases.contributing import LONGEST_NAME, entrust, may_leave
from parvis.cases.models import Case, CaseAttachment
from parvis.cases.tasking import LONGEST_TITLE
from parvis.desk.cases.forms import ActForm, steps_field, text_field
from parvis.history.actors import Actor


class OutsideForm(ActForm):
    noun, ability = "outside", "add_task"
    adds_only = True
    title, button, icon = "Confier à l'extérieur", "Envoyer le lien", "external-link"
    done = "La tâche est confiée ; le lien part par courriel."
    explanation = (
        "Une entreprise, un organisme : ils reçoivent un lien privé, sans mot de passe. Ils ne voient que ce que vous "
        "donnez ici, jamais les échanges ni les notes."
    )
    audience = "internal"

    what = forms.CharField(
        label="Ce qu'il y a à faire",
        max_length=LONGEST_TITLE,
        error_messages={"required": "Dites ce qu'il y a à faire."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    instructions = text_field("Consignes", rows=3)
    steps = steps_field()
    due_on = forms.DateField(
        label="Pour quand ?",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Cette date n'existe pas."},
    )
    name = forms.CharField(
        label="Nom de la personne",
        max_length=LONGEST_NAME,
        error_messages={"required": "Dites à qui vous confiez la tâche."},
    )
    organisation = forms.CharField(label="Entreprise ou organisme", max_length=LONGEST_NAME, required=False)
    email = forms.EmailField(
        label="Courriel",
        max_length=254,
        error_messages={
            "required": "Le lien part par courriel : donnez l'adresse.",
            "invalid": "Cette adresse électronique ne va pas : vérifiez-la.",
        },
    )
    files = forms.MultipleChoiceField(  # type: ignore[assignment]
        label="Photos et fichiers à montrer", required=False, widget=forms.CheckboxSelectMultiple
    )
    shows_person = forms.BooleanField(
        label="Montrer le nom et le téléphone de l'usager",
        required=False,
        help_text="Seulement s'il faut le joindre pour intervenir.",
    )

    def prepare(self) -> None:
        rows = CaseAttachment.objects.filter(case=self.case).select_related("attachment").order_by("at", "id")
        field = self.fields["files"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(row.attachment_id), row.attachment.name or "fichier") for row in rows[:60]]
        if not field.choices:
            del self.fields["files"]
        if self.case.person_id is None:
            del self.fields["shows_person"]

    @classmethod
    def is_possible(cls, case: Case) -> bool:
        return case.is_open and may_leave(case)

    @property
    def has_files(self) -> bool:
        return False

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        given = self.cleaned_data
        entrust(
            case,
            title=given["what"],
            instructions=given["instructions"],
            due_on=given["due_on"],
            steps=given["steps"].splitlines(),
            name=given["name"],
            organisation=given["organisation"],
            email=given["email"],
            shows_person=given.get("shows_person", False),
            files=[int(pk) for pk in given.get("files") or ()],
            by=by,
            at=at,
            version=version,
        )
