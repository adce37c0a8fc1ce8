"""What stands before every operation: the token of this town, the pace, the size, then the transaction."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.http.request import UnreadablePostError
from django.urls import URLPattern, URLResolver
from ninja.security import HttpBearer

from parvis.api.errors import answer, unauthorised
from parvis.api.models import Token
from parvis.api.parsing import LARGEST_BODY
from parvis.api.throttling import throttle
from parvis.api.tokens import find_token, note_use
from parvis.kit import clock
from parvis.kit.logcontext import add_to_log
from parvis.kit.readonly import read_only_transaction
from parvis.kit.transactions import SAFE, no_transaction

#: Anybody may read what the API is.
PUBLIC = frozenset({"openapi-json", "api-root"})
View = Callable[..., HttpResponseBase]


class TokenAuth(HttpBearer):
    """Says in the OpenAPI document how to sign in; the gate has already found the token."""

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        return getattr(request, "token", None)


def gated(patterns: Iterable[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    found = []
    for pattern in patterns:
        if isinstance(pattern, URLPattern) and pattern.name not in PUBLIC:
            pattern.callback = behind_gate(pattern.callback)
        found.append(pattern)
    return found


def behind_gate(view: View) -> View:
    @wraps(view)
    def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        token = _token_of(request)
        if token is None:
            return unauthorised()
        add_to_log(actor=f"token-{token.pk}")
        if seconds := throttle.wait(token.pk):
            response = answer(429, "too_many_requests", "Trop d'appels : ralentissez.")
            response["Retry-After"] = str(seconds)
            return response
        if _too_big(request):
            return answer(413, "too_large", f"Corps trop gros : {LARGEST_BODY // 1_000_000} Mo au plus.")
        note_use(token, at=clock.now())
        request.token = token  # type: ignore[attr-defined]
        return _finished(_run(view, request, *args, **kwargs))

    return no_transaction(gate)  # type: ignore[no-any-return]


def _token_of(request: HttpRequest) -> Token | None:
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not secret:
        return None
    with read_only_transaction():
        return find_token(secret.strip())


def _too_big(request: HttpRequest) -> bool:
    """Reads the whole body, before any transaction: a slow sender holds nothing."""
    try:
        return len(request.body) > LARGEST_BODY
    except (RequestDataTooBig, UnreadablePostError):
        return True


def _run(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    safe = request.method in SAFE
    with read_only_transaction() if safe else transaction.atomic():
        response = view(request, *args, **kwargs)
        if response.status_code >= 400 and not safe:
            transaction.set_rollback(True)
    return response


def _finished(response: HttpResponseBase) -> HttpResponseBase:
    if response.status_code == 405:
        allowed = response.headers.get("Allow", "")
        response = answer(405, "method_not_allowed", f"Méthode refusée ici. Possible : {allowed}.")
        response["Allow"] = allowed
    response["Cache-Control"] = "no-store"
    return response
