"""One rule: written anew or changed; saved at once, or tried on the past first."""

import secrets
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from parvis.kit import clock
from parvis.organisation.current import actor
from parvis.routing.changing import AlreadyChanged, RuleGone, RulesChanged, save_rule, version_of
from parvis.routing.models import Rule
from parvis.routing.ordering import rules_in_order
from parvis.routing.screens.forms import NAMES, RuleForm
from parvis.routing.screens.reading import changes_rules
from parvis.routing.screens.rules import rule_or_404
from parvis.tenancy.configuration import snapshot


@changes_rules
@require_http_methods(["GET", "HEAD", "POST"])
def new_rule(request: HttpRequest) -> HttpResponse:
    return _rule(request, rules_in_order(), None)


@changes_rules
@require_http_methods(["GET", "HEAD", "POST"])
def change_rule(request: HttpRequest, pk: int) -> HttpResponse:
    found = rules_in_order()
    return _rule(request, found, rule_or_404(pk, found))


def _rule(request: HttpRequest, found: list[Rule], rule: Rule | None) -> HttpResponse:
    made: dict[str, Any] = {
        "rules": found,
        "snapshot": snapshot(),
        "version": version_of(found),
        "rule": rule,
    }
    if request.method != "POST":
        prefilled = {name: request.GET[name] for name in NAMES if request.GET.get(name)}
        return _drawn(request, RuleForm(initial=prefilled, **made))
    form = RuleForm(request.POST, **made)
    if not form.is_valid():
        return _drawn(request, form, 422)
    if "trial" in request.POST:
        what = {"action": "change", "rule": str(rule.pk)} if rule else {"action": "add"}
        return HttpResponseRedirect(f"{reverse('routing:trial')}?{urlencode(what | form.parameters())}")
    return _saved(request, form, made)


def _saved(request: HttpRequest, form: RuleForm, made: dict[str, Any]) -> HttpResponse:
    given = form.cleaned_data
    try:
        saved = save_rule(
            form.proposed(),
            rank=form.chosen_rank,
            by=actor(request),
            at=clock.now(),
            version=given["version"],
            key=given["key"],
        )
    except AlreadyChanged:
        messages.info(request, "C'était déjà enregistré : rien n'a été fait deux fois.")
        return HttpResponseRedirect(reverse("routing:rules"))
    except RuleGone as gone:
        messages.warning(request, str(gone))
        return HttpResponseRedirect(reverse("routing:rules"))
    except RulesChanged as stale:
        again = request.POST.copy()
        again["version"], again["key"] = made["version"], secrets.token_urlsafe(16)
        return _drawn(request, RuleForm(again, **made), 409, stale)
    messages.success(
        request, "La règle est enregistrée. Elle vaut dès maintenant pour les demandes qui arrivent."
    )
    return HttpResponseRedirect(f"{reverse('routing:rules')}#regle-{saved.pk}")


def _drawn(
    request: HttpRequest, form: RuleForm, status: int = 200, stale: RulesChanged | None = None
) -> HttpResponse:
    context = {"nav_active": "administration", "form": form, "rule": form.rule, "stale": stale}
    return render(request, "routing/rule.html", context, status=status)
