from datetime import datetime
from typing import Any

from django import forms

from parvis.cases.models import Case
from parvis.catalog.delays import calendars
from parvis.catalog.holidays_fr import OutOfRange
from parvis.desk.cases.drafted import DraftedForm
from parvis.desk.cases.forms import FilesField, text_field
from parvis.desk.cases.to_duplicates import ToDuplicatesField, offer_duplicates
from parvis.history.actors import Actor
from parvis.replies.models import Draft
from parvis.replies.ruling import asked_of, rule_for, wait_of
from parvis.replies.sending import Written, send
from parvis.tenancy.configuration import snapshot
from parvis.ui.dates import full


class ReplyForm(DraftedForm):
    noun, ability = "reply", "reply"
    draft_kind = Draft.Kind.REPLY
    adds_only = True
    title, button, icon = "Répondre à la personne", "Envoyer à la personne", "send"
    done = "Votre réponse part dans dix secondes : vous pouvez encore l'annuler."
    audience = "public"

    body = text_field("Votre réponse à la personne", rows=6, missing="Écrivez votre réponse.")
    kept = forms.TypedMultipleChoiceField(
        label="Fichiers du brouillon", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    files = FilesField()  # type: ignore[assignment]
    to_duplicates = ToDuplicatesField()
    leave_on = forms.DateTimeField(
        label="Envoyer plus tard",
        required=False,
        help_text="Vide : tout de suite.",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
        error_messages={"invalid": "Donnez le jour et l'heure."},
    )

    def prepare(self) -> None:
        super().prepare()
        if self.held is not None:
            self.initial["to_duplicates"] = self.held.to_duplicates
        offer_duplicates(self, ticked=False)
        self.rule = rule_for(self.case, kind=Draft.Kind.REPLY)
        if self.rule is not None:
            self.explanation = (
                f"Avant de partir, une réponse à cette demande est validée par {asked_of(self.rule.role)}."
            )
        files = list(self.held.files.select_related("attachment").order_by("id")) if self.held else []
        if not files:
            del self.fields["kept"]
            return
        field: Any = self.fields["kept"]
        field.choices = [(file.attachment_id, file.attachment.name) for file in files]
        self.initial["kept"] = [file.attachment_id for file in files]

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        given = self.cleaned_data
        written = Written(
            given["body"],
            files=self.stored_files(),
            kept=given["kept"] if "kept" in self.fields else None,
            template_version=given.get("template"),
            to_duplicates=given.get("to_duplicates", False),
        )
        draft = send(
            case,
            written,
            wanted_at=given["leave_on"],
            origin=self.origin,
            by=by,
            at=at,
            version=version,
        )
        self.done = _done(draft, case)


def _done(draft: Draft, case: Case) -> str:
    if draft.state == Draft.State.SUBMITTED:
        return f"Votre réponse attend d'être validée {wait_of(draft, case)}."
    if draft.wanted_at is None:
        return ReplyForm.done
    said = f"Votre réponse partira le {full(draft.wanted_at)}."
    return f"{said} {closed_warning(case, draft.wanted_at)}".strip()


def closed_warning(case: Case, at: datetime) -> str:
    """What the calendar of the service says against this hour; empty when it is open."""
    calendar = calendars(snapshot()).of(case.department_id, None)
    try:
        if calendar.is_open(at):
            return ""
        if not calendar.works_on(calendar.local_day(at)):
            return "Ce jour-là, le service est fermé."
    except OutOfRange:
        return ""
    return "À cette heure-là, le service est fermé."
