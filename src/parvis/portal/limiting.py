"""How often one address may do something here. Counted in the memory of the web process, so that a flood costs the
database nothing; with several web processes each counts for itself.
"""

import ipaddress
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from time import monotonic
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

MOST_ADDRESSES = 20_000


class Limit:
    """``most`` times per ``seconds`` for each key."""

    def __init__(self, most: int, seconds: float, *, time: Callable[[], float] = monotonic) -> None:
        self.most = most
        self.seconds = seconds
        self.time = time
        self._seen: OrderedDict[str, tuple[float, int]] = OrderedDict()
        self._lock = Lock()
        _limits.append(self)

    def allows(self, key: str) -> bool:
        """Whether one more would pass, without counting it."""
        with self._lock:
            return self._count(key)[1] < self.most

    def take(self, key: str) -> bool:
        """Count one; False once there are too many."""
        with self._lock:
            since, count = self._count(key)
            self._seen[key] = (since, count + 1)
            self._seen.move_to_end(key)
            if len(self._seen) > MOST_ADDRESSES:
                self._seen.popitem(last=False)
            return count < self.most

    def _count(self, key: str) -> tuple[float, int]:
        now = self.time()
        since, count = self._seen.get(key, (now, 0))
        return (now, 0) if now - since >= self.seconds else (since, count)

    def forget(self) -> None:
        self._seen.clear()


_limits: list[Limit] = []


def forget_limits() -> None:
    for limit in _limits:
        limit.forget()


def client_address(request: HttpRequest) -> str:
    """The visitor's address (see ``kit/proxies.py``), IPv6 by its /64."""
    try:
        parsed = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def key_of(request: HttpRequest) -> str:
    return f"{request.tenant.pk}:{client_address(request)}"  # type: ignore[attr-defined]


def limited(limit: Limit) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Count the POSTs of a view."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST" and not limit.take(key_of(request)):
                return too_many(request)
            return view(request, *args, **kwargs)

        return checked

    return decorate


def too_many(request: HttpRequest) -> HttpResponse:
    response = render(request, "portal/too_many.html", status=429)
    response["Retry-After"] = "3600"
    return response
