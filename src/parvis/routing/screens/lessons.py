"""« Ce que disent les transferts »: hand-overs per type, each a rule that could be proposed."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from parvis.catalog.catalogue import catalogue
from parvis.routing.changing import may_change_rules
from parvis.routing.lessons import Hop, Lesson, lessons
from parvis.routing.periods import CHOICES
from parvis.routing.screens.reading import asked_period, reads_rules
from parvis.tenancy.configuration import snapshot


@reads_rules
@require_safe
def hand_overs(request: HttpRequest) -> HttpResponse:
    code, period = asked_period(request)
    access = request.access  # type: ignore[attr-defined]
    found = lessons(access=access, period=period, known=catalogue(snapshot()))
    context = {
        "nav_active": "administration",
        "lessons": [(one, [(hop, *_urls(one, hop, code)) for hop in one.hops]) for one in found],
        "total": sum(one.count for one in found),
        "periods": [(c, label, c == code) for c, (_months, label) in CHOICES.items()],
        "may_change": may_change_rules(access),
    }
    return render(request, "routing/hand_overs.html", context)


def _urls(lesson: Lesson, hop: Hop, code: str) -> tuple[str, str]:
    """The form filled with this lesson, and its trial. At the top: a rule below a wider one would change nothing."""
    rule: dict[str, Any] = {"request_type": lesson.request_type.pk, "department": hop.target.pk, "rank": 0}
    tried = {"action": "add", "period": code} | rule
    return (
        f"{reverse('routing:new_rule')}?{urlencode(rule)}",
        f"{reverse('routing:trial')}?{urlencode(tried)}",
    )
