"""Who opens the rules: administrators change them, dispatchers read and try them; the others are told so."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponseBase

from parvis.kit import clock
from parvis.organisation.current import agent_required
from parvis.organisation.screens.refused import not_for_this_role
from parvis.routing.changing import may_change_rules, may_read_rules
from parvis.routing.periods import CHOICES, DEFAULT, period_of
from parvis.routing.trying import Period

View = Callable[..., HttpResponseBase]


def _opens(allowed: Callable[..., bool], what: str) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        @agent_required
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not allowed(request.access):  # type: ignore[attr-defined]
                return not_for_this_role(request, what)
            return view(request, *args, **kwargs)

        return checked

    return decorate


reads_rules = _opens(may_read_rules, "de voir les règles d'orientation")
changes_rules = _opens(may_change_rules, "de changer les règles d'orientation")


def asked_period(request: HttpRequest) -> tuple[str, Period]:
    """``?period=``, and what it means today in this town."""
    asked = request.GET.get("period", "")
    code = asked if asked in CHOICES else DEFAULT
    zone = ZoneInfo(request.tenant.time_zone)  # type: ignore[attr-defined]
    return code, period_of(code, clock.today(zone), zone)
