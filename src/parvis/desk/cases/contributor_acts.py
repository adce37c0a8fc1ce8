"""What an agent does with the private link of a task: send a new one, or take it away."""

from datetime import datetime
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from parvis.cases.abilities import sees_inside, task_abilities
from parvis.cases.contributing import renew, withdraw
from parvis.cases.models import Case, Contributor
from parvis.desk.cases.act import answer
from parvis.desk.cases.finding import readable_case
from parvis.desk.cases.forms import ActForm
from parvis.desk.reading_log import logs_reading
from parvis.history.actors import Actor
from parvis.organisation.current import agent_required


class ContributorActForm(ActForm):
    adds_only = True
    ability = "cancel"

    def __init__(self, *args: Any, contributor: Contributor, **kwargs: Any) -> None:
        self.contributor = contributor
        super().__init__(*args, **kwargs)
        self.explanation = f"« {contributor.task.title} », confiée à {contributor}. {self.explanation}"

    def is_allowed(self) -> bool:
        return self.ability in task_abilities(self.access, self.case, self.contributor.task)

    @property
    def url(self) -> str:
        return reverse("desk:contributor_act", args=[self.case.reference, self.contributor.pk, self.noun])

    @property
    def content(self) -> str:
        return f"{self.contributor.pk} {super().content}"


class RenewalForm(ContributorActForm):
    noun = "renewal"
    title, button, icon = "Envoyer un nouveau lien", "Envoyer un nouveau lien", "send"
    done = "Un nouveau lien part par courriel ; l'ancien ne marche plus."
    explanation = "L'ancien lien cesse de marcher."

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        renew(self.contributor, by=by, at=at)


class WithdrawalForm(ContributorActForm):
    noun = "withdrawal"
    title, button, icon = "Retirer le lien", "Retirer le lien", "ban"
    done = "Le lien ne marche plus ; la tâche reste à faire."
    explanation = "Son lien cesse de marcher tout de suite. La tâche reste à faire."

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        withdraw(self.contributor, by=by, at=at)


CONTRIBUTOR_ACTS: dict[str, type[ContributorActForm]] = {f.noun: f for f in (RenewalForm, WithdrawalForm)}


@require_http_methods(["GET", "HEAD", "POST"])
@logs_reading
@agent_required
def contributor_act_page(request: HttpRequest, reference: str, pk: int, noun: str) -> HttpResponse:
    if noun not in CONTRIBUTOR_ACTS:
        raise Http404
    case = readable_case(request, reference)
    known = Contributor.objects.select_related("task__department", "task__owner")
    inside = sees_inside(request.access, case)  # type: ignore[attr-defined]
    contributor = known.filter(task__case=case, pk=pk).first() if inside else None
    if contributor is None:
        raise Http404
    contributor.task.case = case
    return answer(request, case, partial(CONTRIBUTOR_ACTS[noun], contributor=contributor))
