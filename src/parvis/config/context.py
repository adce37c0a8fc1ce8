"""What every template may read: the tenant, and who is signed in."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from parvis.desk.guide.showing import PARAMETER, shown_step
from parvis.desk.live.refreshing import is_refresh
from parvis.desk.notices.bell import Bell
from parvis.live.hub import cursor_now


def parvis(request: HttpRequest) -> dict[str, Any]:
    tenant = getattr(request, "tenant", None)
    context: dict[str, Any] = {"tenant": tenant}
    if tenant is not None and request.session.session_key:
        context["agent"] = request.agent  # type: ignore[attr-defined]
        context["access"] = request.access  # type: ignore[attr-defined]
        context["bell"] = SimpleLazyObject(lambda: Bell(request.access))  # type: ignore[attr-defined]
        context["live_since"] = str(cursor_now())
        context["desk_frame"] = "ui/live_base.html" if is_refresh(request) else "ui/desk_base.html"
        if PARAMETER in request.GET:
            context["guide"] = shown_step(request)
    return context
