from datetime import datetime

from django import forms

from parvis.cases.attaching import attach
from parvis.cases.models import Case
from parvis.desk.cases.forms import ActForm, FilesField
from parvis.history.actors import Actor

COLLEAGUES, PERSON = "internal", "public"


class AttachmentForm(ActForm):
    noun, ability = "attachment", "attach"
    adds_only = True
    title, button, icon = "Joindre des fichiers", "Joindre", "paperclip"
    done = "Les fichiers sont joints."

    files = FilesField(  # type: ignore[assignment]
        label="Fichiers",
        required=True,
        help_text="Photos, PDF, documents Word, Excel ou OpenDocument. Les photos perdent leurs données cachées.",
    )
    seen_by = forms.ChoiceField(
        label="Qui les verra ?",
        widget=forms.RadioSelect,
        initial=COLLEAGUES,
        choices=[
            (COLLEAGUES, "Les collègues seulement"),
            (PERSON, "La personne aussi, sur sa page de suivi"),
        ],
    )

    def prepare(self) -> None:
        self.initial.setdefault("seen_by", COLLEAGUES)

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        for attachment in self.stored_files():
            attach(
                case,
                attachment=attachment,
                is_public=self.cleaned_data["seen_by"] == PERSON,
                by=by,
                at=at,
                version=version,
            )
            version = case.version
