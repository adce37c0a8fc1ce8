"""The tenant comes from the host name."""

import time
from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http.request import split_domain_port
from django.template.loader import render_to_string
from django.utils import timezone

from parvis.kit.logcontext import add_to_log
from parvis.kit.tenant import activate
from parvis.tenancy.models import Collectivity, HostName

#: Seconds a host name stays known without asking the database again.
REMEMBERED = 15.0
PLATFORM_PATHS = ("/healthz", "/static/")

_known: dict[str, tuple[float, Collectivity]] = {}


def forget_hosts() -> None:
    _known.clear()


def collectivity_of(host: str) -> Collectivity | None:
    """The collectivity that answers on this host name (without port), None when nobody does."""
    name = host.lower().rstrip(".")
    remembered = _known.get(name)
    if remembered and remembered[0] > time.monotonic():
        return remembered[1]
    found = HostName.objects.select_related("collectivity").filter(name=name).first()
    if found is None:
        _known.pop(name, None)
        return None
    _known[name] = (time.monotonic() + REMEMBERED, found.collectivity)
    return found.collectivity


def main_host(collectivity: Collectivity) -> str:
    names = HostName.objects.filter(collectivity=collectivity).order_by("-is_main", "id")
    first = names.first()
    return first.name if first else "localhost"


class HostMiddleware:
    """Activates the tenant of the host for the whole request; an unknown host is told so, and sees nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(PLATFORM_PATHS):
            return self.get_response(request)
        host, _port = split_domain_port(request.META.get("HTTP_HOST", ""))
        collectivity = collectivity_of(host) if host else None
        if collectivity is None:
            return _unknown(request)
        request.tenant = collectivity  # type: ignore[attr-defined]
        add_to_log(tenant=collectivity.slug)
        with activate(collectivity.pk), timezone.override(ZoneInfo(collectivity.time_zone)):
            return self.get_response(request)


def _unknown(request: HttpRequest) -> HttpResponse:
    context = {
        "title": "Cette adresse n'est celle d'aucune mairie",
        "text": "Vérifiez l'adresse dans votre navigateur, ou passez par le site de votre commune.",
        "status": 404,
        "request_id": getattr(request, "request_id", ""),
    }
    return HttpResponse(render_to_string("ui/error.html", context), status=404)
