from datetime import datetime

from django import forms

from parvis.cases.closing import close, open_parts
from parvis.cases.models import Case
from parvis.cases.states import Outcome
from parvis.cases.tasking import open_tasks
from parvis.desk.cases.drafted import DraftedForm
from parvis.desk.cases.forms import text_field
from parvis.desk.cases.to_duplicates import ToDuplicatesField, offer_duplicates
from parvis.history.actors import Actor
from parvis.replies.leaving import past_replies
from parvis.replies.models import ApprovalRule, Draft
from parvis.replies.ruling import most_precise, rules_in_use, wait_of
from parvis.replies.sending import Written, send


class ClosureForm(DraftedForm):
    noun, ability = "closure", "close"
    draft_kind = Draft.Kind.CLOSURE
    title, button, icon = "Clore la demande", "Clore la demande", "circle-check"
    done = "La demande est close."
    fillable = ("outcome",)
    explanation = "La personne lira l'issue et votre texte. Vous pourrez rouvrir la demande."
    audience = "public"

    outcome = forms.ChoiceField(
        label="Issue",
        choices=[("", "Choisir…"), *Outcome.choices],
        error_messages={"required": "Choisissez l'issue de la demande."},
    )
    text = text_field(
        "Ce que la personne lira",
        help_text="Obligatoire pour un refus, un classement sans suite ou une transmission : donnez les raisons.",
    )

    open_tasks_reason = text_field(
        "Pourquoi clore sans que les tâches soient faites ?",
        rows=2,
        missing="Dites pourquoi vous clôturez quand même.",
        help_text="Pour les collègues ; la personne ne le lit pas.",
    )

    open_parts_reason = text_field(
        "Pourquoi clore alors que des parties continuent ?",
        rows=2,
        missing="Dites pourquoi vous clôturez quand même.",
        help_text="Pour les collègues ; la personne ne le lit pas.",
    )
    to_duplicates = ToDuplicatesField()

    def prepare(self) -> None:
        super().prepare()
        if self.held is not None and not self.is_bound:
            self.explanation = f"{self.held.notice} {self.explanation}".strip()
            self.initial.update(
                outcome=self.held.outcome,
                text=self.held.body,
                open_tasks_reason=self.held.tasks_reason,
                open_parts_reason=self.held.parts_reason,
                to_duplicates=self.held.to_duplicates,
            )
        self.rules = rules_in_use()
        if any(_of_closures(rule, self.case) for rule in self.rules):
            self.explanation = f"{self.explanation} Selon l'issue, votre texte est d'abord validé."
        self.open_tasks = open_tasks(self.case)
        if not self.open_tasks:
            del self.fields["open_tasks_reason"]
        self.open_parts = open_parts(self.case, self.access)
        if not self.open_parts:
            del self.fields["open_parts_reason"]
        offer_duplicates(self, ticked=True)

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        given = self.cleaned_data
        outcome, text, reason = given["outcome"], given["text"], given.get("open_tasks_reason", "")
        if text.strip() and most_precise(self.rules, case, kind=Draft.Kind.CLOSURE, outcome=outcome):
            written = Written(
                text,
                outcome=outcome,
                tasks_reason=reason,
                parts_reason=given.get("open_parts_reason", ""),
                to_duplicates=given.get("to_duplicates", False),
            )
            draft = send(
                case, written, kind=Draft.Kind.CLOSURE, origin=self.origin, by=by, at=at, version=version
            )
            self.done = "La demande sera close dans dix secondes : vous pouvez encore l'annuler."
            if draft.state == Draft.State.SUBMITTED:
                waits = wait_of(draft, case)
                self.done = f"La clôture attend d'être validée {waits}. D'ici là, la demande reste ouverte."
            return
        close(
            case,
            outcome=outcome,
            text=text,
            open_tasks_reason=reason,
            open_parts_reason=given.get("open_parts_reason", ""),
            to_duplicates=given.get("to_duplicates", False),
            by=by,
            at=at,
            version=past_replies(case, version=version, by=by, at=at),
        )
        self.forget_draft(case, text, by=by)


def _of_closures(rule: ApprovalRule, case: Case) -> bool:
    return any(most_precise([rule], case, kind=Draft.Kind.CLOSURE, outcome=o) for o in Outcome.values)
