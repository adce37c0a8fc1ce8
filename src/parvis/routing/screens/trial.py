"""« Essayer sur le passé »: what a change of the rules would have done, before it is made. The address holds the change."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from parvis.catalog.catalogue import Catalogue, catalogue
from parvis.organisation.models import Sector
from parvis.routing import ordering
from parvis.routing.changing import may_change_rules, version_of
from parvis.routing.models import Rule
from parvis.routing.ordering import Change
from parvis.routing.periods import CHOICES
from parvis.routing.screens.forms import NAMES, RuleForm
from parvis.routing.screens.reading import asked_period, reads_rules
from parvis.routing.screens.rules import rule_or_404
from parvis.routing.trying import Flow, Moved, Trial, moved_cases, try_change
from parvis.routing.wording import sentence
from parvis.tenancy.configuration import Snapshot, snapshot

FIRST, PAGE = 10, 50


@dataclass(frozen=True)
class Asked:
    """The change that the address describes, and how to make it for good."""

    change: Change
    title: str
    says: str
    #: Parameters that say it again.
    query: dict[str, str]
    #: Where the form that makes it goes, and its fields.
    action: str
    fields: dict[str, str]
    button: str


class NotUnderstood(Exception):
    """The rule in the address is not one: its form says why."""

    def __init__(self, form: RuleForm) -> None:
        super().__init__("the rule is not right")
        self.form = form


@reads_rules
@require_safe
def trial(request: HttpRequest) -> HttpResponse:
    found, kept = ordering.rules_in_order(), snapshot()
    version = version_of(found)
    try:
        asked = _asked(request, found, kept, version)
    except NotUnderstood as wrong:
        context = {"nav_active": "administration", "form": wrong.form, "rule": wrong.form.rule}
        return render(request, "routing/rule.html", context, status=422)
    code, period = asked_period(request)
    access = request.access  # type: ignore[attr-defined]
    result = try_change(asked.change, access=access, period=period, snapshot=kept, first=FIRST)
    known = catalogue(kept)
    query = asked.query | {"period": code}
    context = {
        "nav_active": "administration",
        "asked": asked,
        "result": result,
        "reading": _reading(result),
        "flows": _flows(result, known, query),
        "rows": _rows(result.first, known),
        "all_url": f"{reverse('routing:trial_cases')}?{urlencode(query)}",
        "periods": [(c, label, c == code) for c, (_months, label) in CHOICES.items()],
        "period": period,
        "sealed_left_out": _leaves_out(access),
        "may_change": may_change_rules(access),
        "version": version,
        "key": secrets.token_urlsafe(16),
        "edit_url": _edit_url(asked),
    }
    return render(request, "routing/trial.html", context)


@reads_rules
@require_safe
def trial_cases(request: HttpRequest) -> HttpResponse:
    """The list behind a figure of the trial, a page at a time."""
    found, kept = ordering.rules_in_order(), snapshot()
    known = catalogue(kept)
    try:
        asked = _asked(request, found, kept, version_of(found))
    except NotUnderstood:
        raise Http404 from None
    code, period = asked_period(request)
    flow = _flow_of(request, known)
    page, more = moved_cases(
        asked.change,
        access=request.access,  # type: ignore[attr-defined]
        period=period,
        snapshot=kept,
        size=PAGE,
        flow=flow,
        after=_cursor(request.GET.get("apres", "")),
    )
    query = asked.query | {"period": code}
    here = query | ({"de": str(flow[0]), "vers": str(flow[1])} if flow else {})
    address = reverse("routing:trial_cases")
    after = f"{page[-1].received_at.isoformat()},{page[-1].id}" if page and more else ""
    context = {
        "nav_active": "administration",
        "asked": asked,
        "origin": known.departments[flow[0]] if flow else None,
        "target": known.departments[flow[1]] if flow else None,
        "rows": _rows(page, known),
        "next_url": f"{address}?{urlencode(here | {'apres': after})}" if after else "",
        "first_url": f"{address}?{urlencode(here)}" if request.GET.get("apres") else "",
        "trial_url": f"{reverse('routing:trial')}?{urlencode(query)}",
    }
    return render(request, "routing/trial_cases.html", context)


def _asked(request: HttpRequest, rules: list[Rule], kept: Snapshot, version: str) -> Asked:
    action = request.GET.get("action", "add")
    if action in ("add", "change"):
        rule = rule_or_404(_number(request.GET.get("rule")), rules) if action == "change" else None
        return _written(request, rules, kept, version, rule)
    rule = rule_or_404(_number(request.GET.get("rule")), rules)
    query = {"action": action, "rule": str(rule.pk)}
    if action == "delete":
        where = reverse("routing:deletion", args=[rule.pk])
        change = ordering.removed(rules, rule)
        return Asked(change, "Sans cette règle", sentence(rule), query, where, {}, "Supprimer la règle")
    if action == "switch":
        active = not rule.active
        where, fields = reverse("routing:switch", args=[rule.pk]), {"active": "1" if active else "0"}
        title, button = ("En remettant cette règle", "Remettre en service") if active else (
            "En mettant cette règle de côté", "Mettre de côté",
        )  # fmt: skip
        change = ordering.switched(rules, rule, active)
        return Asked(change, title, sentence(rule), query, where, fields, button)
    if action == "move":
        step = "-1" if request.GET.get("step") == "-1" else "1"
        title, button = ("En montant cette règle d'un rang", "Monter") if step == "-1" else (
            "En descendant cette règle d'un rang", "Descendre",
        )  # fmt: skip
        where, fields = reverse("routing:move", args=[rule.pk]), {"step": step}
        change = ordering.moved(rules, rule, int(step))
        return Asked(change, title, sentence(rule), query | fields, where, fields, button)
    raise Http404


def _written(
    request: HttpRequest, rules: list[Rule], kept: Snapshot, version: str, rule: Rule | None
) -> Asked:
    """A rule that was typed, new or changed."""
    data = {name: request.GET.get(name, "") for name in NAMES}
    form = RuleForm(data, rules=rules, snapshot=kept, version=version, rule=rule)
    if not form.is_valid():
        raise NotUnderstood(form)
    proposed, fields = form.proposed(), form.parameters()
    change = ordering.placed(rules, proposed, form.chosen_rank)
    if rule is None:
        query, where = {"action": "add"} | fields, reverse("routing:new_rule")
        return Asked(
            change,
            "Avec cette nouvelle règle",
            sentence(proposed),
            query,
            where,
            fields,
            "Enregistrer la règle",
        )
    query = {"action": "change", "rule": str(rule.pk)} | fields
    where = reverse("routing:change_rule", args=[rule.pk])
    return Asked(
        change, "Avec cette règle modifiée", sentence(proposed), query, where, fields, "Enregistrer la règle"
    )


def _edit_url(asked: Asked) -> str:
    """Back to the form with what was typed; "" for what has no form."""
    if asked.query["action"] not in ("add", "change"):
        return ""
    return f"{asked.action}?{urlencode(asked.fields)}"


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0


def _flow_of(request: HttpRequest, known: Catalogue) -> tuple[int, int] | None:
    origin, target = _number(request.GET.get("de")), _number(request.GET.get("vers"))
    return (origin, target) if origin in known.departments and target in known.departments else None


def _cursor(text: str) -> tuple[datetime, int] | None:
    """One that was cut or forged is the first page."""
    moment, _, pk = text.partition(",")
    try:
        found = datetime.fromisoformat(moment)
    except ValueError:
        return None
    plausible = found.tzinfo is not None and 1900 <= found.year < 2200
    return (found, _number(pk)) if plausible and _number(pk) else None


def _leaves_out(access: Any) -> bool:
    return Sector.objects.filter(sealed=True).exclude(pk__in=access.readable_sectors).exists()


def _reading(result: Trial) -> str:
    """The whole trial in a sentence."""
    if not result.looked:
        return "Aucune demande sur cette période : il n'y a rien à rejouer."
    if not result.cases:
        return "Aucune demande ne serait allée ailleurs."
    one = result.cases == 1
    said = (
        "1 demande serait allée ailleurs" if one else f"{_n(result.cases)} demandes seraient allées ailleurs"
    )
    if result.spared:
        plural = "s" if result.spared > 1 else ""
        said += f" ; {_n(result.spared)} transfert{plural} évité{plural}"
    if result.harms:
        left = "1 aurait" if result.to_origin == 1 else f"{_n(result.to_origin)} auraient"
        said += f", mais {left} quitté le service où elle{'' if result.to_origin == 1 else 's'} "
        said += "a fini" if result.to_origin == 1 else "ont fini"
    return f"{said}."


def _n(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


def _flows(result: Trial, known: Catalogue, query: dict[str, str]) -> list[tuple[Flow, str, str, str]]:
    address = reverse("routing:trial_cases")
    found = sorted(result.flows.values(), key=lambda f: (-f.cases, f.origin, f.target))
    return [
        (
            flow,
            known.departments[flow.origin].name,
            known.departments[flow.target].name,
            f"{address}?{urlencode(query | {'de': str(flow.origin), 'vers': str(flow.target)})}",
        )
        for flow in found
    ]


def _rows(moved: list[Moved], known: Catalogue) -> list[dict[str, Any]]:
    names = known.departments
    return [
        {
            "moved": one,
            "origin": names[one.origin].name,
            "target": names[one.target].name,
            "ended": names[one.ended].name,
        }
        for one in moved
    ]
