"""Taking a link away; of a duplicate, letting it go on by itself."""

from datetime import datetime
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from parvis.cases.linking import unlink
from parvis.cases.merging import separate
from parvis.cases.models import Case
from parvis.cases.states import LinkKind
from parvis.desk.cases.act import answer
from parvis.desk.cases.finding import readable_case
from parvis.desk.cases.forms import ActForm, text_field
from parvis.desk.cases.ties import Tie, ties_of
from parvis.desk.reading_log import logs_reading
from parvis.history.actors import Actor
from parvis.organisation.current import agent_required


class TieRemovalForm(ActForm):
    """The link's own presence guards it: a note written meanwhile makes nothing stale."""

    noun, ability = "removal", "read"
    adds_only = True
    title, button, icon = "Retirer le lien", "Retirer le lien", "x"
    done = "Le lien est retiré."

    reason = text_field(
        "Pourquoi ?",
        rows=3,
        missing="Dites pourquoi ce n'est pas un doublon.",
        help_text="Pour les collègues ; la personne lit seulement que sa demande est de nouveau suivie à part.",
    )

    def __init__(self, *args: Any, tie: Tie, **kwargs: Any) -> None:
        self.tie = tie
        super().__init__(*args, **kwargs)
        self.explanation = f"Avec la demande {tie.case.reference}, {tie.case.request_type.label}."
        if tie.link.kind != LinkKind.DUPLICATE:
            del self.fields["reason"]
        else:
            self.title, self.button = "Séparer le doublon", "Séparer"  # type: ignore[misc]
            self.explanation = "La demande est rouverte et repart de son côté."

    def is_allowed(self) -> bool:
        return bool(self.tie.removal)

    @property
    def url(self) -> str:
        return reverse("desk:tie_act", args=[self.case.reference, self.tie.link.pk, self.noun])

    @property
    def content(self) -> str:
        return f"{self.tie.link.pk} {super().content}"

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        link = self.tie.link
        if link.kind == LinkKind.DUPLICATE:
            separate(link.source, reason=self.cleaned_data["reason"], by=by, at=at)
        else:
            unlink(link, by=by, at=at)


@require_http_methods(["GET", "HEAD", "POST"])
@logs_reading
@agent_required
def tie_act_page(request: HttpRequest, reference: str, pk: int, noun: str) -> HttpResponse:
    case = readable_case(request, reference)
    ties = ties_of(case, request.access)  # type: ignore[attr-defined]
    shelves = (ties.parents, ties.parts, ties.related, ties.mains, ties.duplicates)
    tie = next((tie for shelf in shelves for tie in shelf if tie.link.pk == pk), None)
    if tie is None or noun != TieRemovalForm.noun:
        raise Http404
    return answer(request, case, partial(TieRemovalForm, tie=tie))
