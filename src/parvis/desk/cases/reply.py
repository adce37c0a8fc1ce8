from datetime import datetime

from parvis.cases.attaching import attach
from parvis.cases.models import Case
from parvis.cases.replying import reply
from parvis.desk.cases.forms import ActForm, FilesField, text_field
from parvis.desk.cases.to_duplicates import ToDuplicatesField, offer_duplicates
from parvis.history.actors import Actor


class ReplyForm(ActForm):
    noun, ability = "reply", "reply"
    adds_only = True
    title, button, icon = "Répondre à la personne", "Envoyer à la personne", "send"
    done = "Votre réponse est enregistrée."
    audience = "public"

    body = text_field("Votre réponse à la personne", rows=6, missing="Écrivez votre réponse.")
    files = FilesField()  # type: ignore[assignment]
    to_duplicates = ToDuplicatesField()

    def prepare(self) -> None:
        offer_duplicates(self, ticked=False)

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        files = self.stored_files()
        message = reply(
            case,
            body=self.cleaned_data["body"],
            to_duplicates=self.cleaned_data.get("to_duplicates", False),
            by=by,
            at=at,
            version=version,
        )
        for attachment in files:
            attach(
                case,
                attachment=attachment,
                is_public=True,
                message=message,
                by=by,
                at=at,
                version=case.version,
            )
