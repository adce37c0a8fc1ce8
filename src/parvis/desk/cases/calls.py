"""Whom one may call in a note, as one types « @ »: active agents and services, those who would not see it shown as such."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from parvis.cases.mentioning import (
    Calls,
    Target,
    callable_agents,
    callable_departments,
    names_to_write,
    readers,
    words_of,
)
from parvis.cases.models import Case
from parvis.desk.cases.finding import readable_case
from parvis.organisation.current import agent_required
from parvis.organisation.models import Agent, Membership

MOST = 8
LONGEST = 60


@require_safe
@agent_required
def callable_names(request: HttpRequest, reference: str) -> JsonResponse:
    """``?q=``: the beginnings of words of a name, in any order. At most MOST, those who read the case first."""
    case = readable_case(request, reference)
    words = words_of(request.GET.get("q", "")[:LONGEST])
    return JsonResponse({"names": proposals(case, words)})


def proposals(case: Case, words: tuple[str, ...]) -> list[dict[str, Any]]:
    agents = [a for a in callable_agents() if _begins(a.display_name, words)]
    departments = [d for d in callable_departments() if _begins(f"{d.name} {d.code}", words)]
    written = names_to_write(agents)
    targets: list[Target] = [*_first(agents, words), *_first(departments, words)]
    targets = sorted(targets, key=lambda t: words_of(str(t))[: len(words)] != words)[: 2 * MOST]
    seeing = readers(case, targets)
    services = _services([t for t in targets if isinstance(t, Agent)])
    found = [
        {
            "text": written[t.pk] if isinstance(t, Agent) else t.name,
            "detail": services.get(t.pk, t.title) if isinstance(t, Agent) else "tout le service",
            "kind": "agent" if isinstance(t, Agent) else "department",
            "blind": (type(t), t.pk) not in seeing,
        }
        for t in targets
    ]
    return sorted(found, key=lambda one: bool(one["blind"]))[:MOST]


def _begins(name: str, words: tuple[str, ...]) -> bool:
    known = words_of(name)
    return all(any(one.startswith(word) for one in known) for word in words)


def _first(targets: list[Any], words: tuple[str, ...]) -> list[Any]:
    """Whose name begins as typed, before those of whom another word does."""
    return sorted(targets, key=lambda t: not " ".join(words_of(str(t))).startswith(" ".join(words)))[:MOST]


def _services(agents: list[Agent]) -> dict[int, str]:
    rows = Membership.objects.filter(agent__in=agents, department__isnull=False).select_related("department")
    return {row.agent_id: row.department.name for row in rows.order_by("-id")}


def remarks_on(calls: Calls) -> list[str]:
    """What the author must know of a note that is saved."""
    told = [
        f"{call.target} ne voit pas cette demande : cette mention ne l'avertit pas." for call in calls.blind
    ]
    told += [
        f"« {text} » peut désigner plusieurs personnes : aucune n'est avertie. Écrivez le nom entier, et son service au besoin."
        for text in calls.ambiguous
    ]
    told += [
        f"« {text} » n'est le nom d'aucun agent ni service : personne n'est averti." for text in calls.unknown
    ]
    if calls.too_many:
        told.append(f"Une note avertit 20 noms au plus ; pas : {', '.join(calls.too_many)}.")
    return told
