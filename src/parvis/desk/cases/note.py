from datetime import datetime

from parvis.cases.attaching import attach
from parvis.cases.models import Case
from parvis.cases.noting import note
from parvis.desk.cases.forms import ActForm, FilesField, text_field
from parvis.history.actors import Actor


class NoteForm(ActForm):
    noun, ability = "note", "note"
    adds_only = True
    title, button, icon = "Note interne", "Ajouter la note interne", "lock"
    done = "La note est ajoutée ; seuls vos collègues la lisent."
    audience = "internal"
    fillable = ("body",)

    body = text_field("Note interne aux collègues", rows=5, missing="Écrivez votre note.")
    files = FilesField()  # type: ignore[assignment]

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        files = self.stored_files()
        note(case, body=self.cleaned_data["body"], by=by, at=at, version=version)
        for attachment in files:
            attach(case, attachment=attachment, is_public=False, by=by, at=at, version=case.version)
