from datetime import datetime

from django import forms

from parvis.cases.models import Case
from parvis.desk.cases.draft_form import DraftActForm
from parvis.desk.cases.forms import text_field
from parvis.history.actors import Actor
from parvis.replies.approving import approve, send_back
from parvis.replies.digests import digest_of
from parvis.replies.models import Draft
from parvis.replies.ruling import asked_of, may_approve
from parvis.ui.dates import full


class _DecisionForm(DraftActForm):
    digest = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def is_allowed(self) -> bool:
        return may_approve(self.access, self.draft)

    def prepare(self) -> None:
        self.initial.setdefault("digest", digest_of(self.draft))


class DraftApprovalForm(_DecisionForm):
    noun = "approval"
    title, button, icon = "Valider", "Valider ce texte", "check"
    done = "C'est validé : le texte part tel que vous l'avez validé."
    explanation = (
        "Corrigez le texte si besoin : c'est ce qui est validé qui part, et l'auteur voit la différence."
    )

    body = text_field("Le texte", rows=10, missing="Écrivez le texte que la personne lira.")

    def prepare(self) -> None:
        super().prepare()
        self.initial.setdefault("body", self.draft.body)

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        given = self.cleaned_data
        held = approve(self.draft, digest=given["digest"], body=given["body"], by=by, at=at)
        if held.state == Draft.State.SUBMITTED:
            self.done = (
                "C'est validé pour votre part ; une seconde validation est attendue."
                if held.step
                else f"La règle de validation a changé : ce texte attend maintenant {asked_of(held.asked_role)}."
            )
        elif held.wanted_at is not None and held.leaves_at == held.wanted_at:
            self.done = (
                f"C'est validé : le texte partira le {full(held.wanted_at)}, tel que vous l'avez validé."
            )


class DraftReturnForm(_DecisionForm):
    noun = "return"
    title, button, icon = "Renvoyer à l'auteur", "Renvoyer à l'auteur", "arrow-back-up"
    done = "Le texte est renvoyé à son auteur, avec votre motif."

    reason = text_field(
        "Ce qu'il faut reprendre", rows=3, missing="Dites à l'auteur ce qu'il doit reprendre."
    )

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        given = self.cleaned_data
        send_back(self.draft, digest=given["digest"], reason=given["reason"], by=by, at=at)
