"""The ordered list of rules, and the small acts on one of them: move, put aside, delete, bring back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.catalog.catalogue import catalogue
from parvis.history.models import Event
from parvis.kit import clock
from parvis.organisation.current import actor
from parvis.routing import events
from parvis.routing.changing import (
    AlreadyChanged,
    CannotRestore,
    RuleGone,
    RulesChanged,
    delete_rule,
    last_changes,
    may_change_rules,
    move_rule,
    restore_rule,
    switch_rule,
    version_of,
)
from parvis.routing.models import Rule
from parvis.routing.ordering import rules_in_order
from parvis.routing.screens.reading import changes_rules, reads_rules
from parvis.routing.wording import condition, consequence, sentence
from parvis.tenancy.configuration import snapshot

CHANGED_MEANWHILE = "Les règles ont changé entre-temps : voici la liste à jour. Rien n'a été modifié."


@dataclass(frozen=True)
class Shown:
    rule: Rule
    rank: int
    condition: str
    consequence: str
    #: Why it never applies, if so.
    trouble: str
    first: bool
    last: bool

    @property
    def key(self) -> str:
        """Its number without any grouping of thousands."""
        return str(self.rule.pk)


@reads_rules
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    found = rules_in_order()
    here = {r.pk for r in found}
    context = {
        "nav_active": "administration",
        "rules": [
            Shown(r, n, condition(r), consequence(r), _trouble(r), n == 1, n == len(found))
            for n, r in enumerate(found, 1)
        ],
        "version": version_of(found),
        "may_change": may_change_rules(request.access),  # type: ignore[attr-defined]
        "dispatcher": catalogue(snapshot()).dispatcher,
        "changes": [(event, _can_come_back(event, here)) for event in last_changes()],
        "deleted": _deleted(request, here),
    }
    return render(request, "routing/rules.html", context)


def _trouble(rule: Rule) -> str:
    if not rule.department.active:
        return "Ce service n'est plus en activité : la règle ne s'applique jamais."
    if rule.agent is not None and not rule.agent.active:
        return f"{rule.agent.display_name} n'est plus en poste : la demande va au service, sans agent chargé."
    return ""


def _can_come_back(event: Event, here: set[int]) -> bool:
    return event.type == events.RuleDeleted.code and event.data.get("rule_id") not in here


def _deleted(request: HttpRequest, here: set[int]) -> Event | None:
    """The deletion just made, that one may undo."""
    asked = request.GET.get("supprimee", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
        return None
    event = Event.objects.filter(pk=int(asked), type=events.RuleDeleted.code).first()
    return event if event is not None and _can_come_back(event, here) else None


def rule_or_404(pk: int, found: list[Rule]) -> Rule:
    rule = next((r for r in found if r.pk == pk), None)
    if rule is None:
        raise Http404
    return rule


def _acts(act: Callable[..., Any]) -> Callable[..., HttpResponse]:
    """One small act from the list: done, or the list says why not."""

    @changes_rules
    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        if not Rule.objects.filter(pk=pk).exists():
            raise Http404
        query: dict[str, Any] = {}
        try:
            query = act(request, pk) or {}
        except RulesChanged:
            messages.warning(request, CHANGED_MEANWHILE)
        except AlreadyChanged:
            messages.info(request, "C'était déjà fait : rien n'a été fait deux fois.")
        except RuleGone as gone:
            messages.warning(request, str(gone))
        target = reverse("routing:rules") + (f"?{urlencode(query)}" if query else f"#regle-{pk}")
        return HttpResponseRedirect(target)

    return view  # type: ignore[return-value]


def _given(request: HttpRequest) -> dict[str, Any]:
    posted = request.POST
    return {
        "by": actor(request),
        "at": clock.now(),
        "version": posted.get("version", "")[:60],
        "key": posted.get("key", "")[:60],
    }


@_acts
def move(request: HttpRequest, pk: int) -> None:
    up = request.POST.get("step") == "-1"
    move_rule(pk, step=-1 if up else 1, **_given(request))
    messages.success(request, "La règle est montée d'un rang." if up else "La règle est descendue d'un rang.")


@_acts
def switch(request: HttpRequest, pk: int) -> None:
    active = request.POST.get("active") == "1"
    switch_rule(pk, active=active, **_given(request))
    messages.success(request, "La règle est remise en service." if active else "La règle est mise de côté.")


@_acts
def _delete(request: HttpRequest, pk: int) -> dict[str, Any]:
    return {"supprimee": delete_rule(pk, **_given(request)).pk}


@changes_rules
@require_http_methods(["GET", "HEAD", "POST"])
def deletion(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first; the deletion can be undone from the list."""
    if request.method == "POST":
        return _delete(request, pk)
    found = rules_in_order()
    rule = rule_or_404(pk, found)
    context = {
        "nav_active": "administration",
        "rule": rule,
        "sentence": sentence(rule),
        "version": version_of(found),
        "trial_url": f"{reverse('routing:trial')}?{urlencode({'action': 'delete', 'rule': pk})}",
    }
    return render(request, "routing/deletion.html", context)


@changes_rules
@require_POST
def restore(request: HttpRequest, event: int) -> HttpResponse:
    try:
        rule = restore_rule(event, by=actor(request), at=clock.now())
    except RuleGone:
        raise Http404 from None
    except CannotRestore as refused:
        messages.warning(request, str(refused))
        return HttpResponseRedirect(reverse("routing:rules"))
    messages.success(request, f"La règle « {rule.name} » est revenue à sa place.")
    return HttpResponseRedirect(f"{reverse('routing:rules')}#regle-{rule.pk}")
