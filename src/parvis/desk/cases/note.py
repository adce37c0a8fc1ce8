from datetime import datetime

from django.urls import reverse

from parvis.cases.abilities import abilities
from parvis.cases.attaching import attach
from parvis.cases.models import Case
from parvis.cases.noting import note_and_call
from parvis.desk.cases.calls import remarks_on
from parvis.desk.cases.drafted import DraftedForm
from parvis.desk.cases.forms import FilesField, text_field
from parvis.history.actors import Actor
from parvis.replies.models import Draft


class NoteForm(DraftedForm):
    noun, ability = "note", "note"
    draft_kind = Draft.Kind.NOTE
    adds_only = True
    title, button, icon = "Note interne", "Ajouter la note interne", "lock"
    done = "La note est ajoutée ; seuls vos collègues la lisent."
    audience = "internal"
    fillable = ("body",)

    body = text_field("Note interne aux collègues", rows=5, missing="Écrivez votre note.")
    files = FilesField()  # type: ignore[assignment]

    def prepare(self) -> None:
        super().prepare()
        if "attach" not in abilities(self.access, self.case):  # in an emergency: words alone
            del self.fields["files"]
        self.fields["body"].widget.attrs["data-mentions"] = reverse("desk:calls", args=[self.case.reference])

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        files = self.stored_files()
        _note, calls = note_and_call(case, body=self.cleaned_data["body"], by=by, at=at, version=version)
        self.remarks = remarks_on(calls)
        self.forget_draft(case, self.cleaned_data["body"], by=by)
        for attachment in files:
            attach(case, attachment=attachment, is_public=False, by=by, at=at, version=case.version)
