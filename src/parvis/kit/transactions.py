"""One transaction per request, in the tenant: read-only for safe methods, all or nothing for the others."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase

from parvis.kit.readonly import read_only_transaction

SAFE = ("GET", "HEAD", "OPTIONS")


def no_transaction(view: Any) -> Any:
    """Mark a view that opens its own transactions (health, streams, sign-in)."""
    view.parvis_no_transaction = True
    return view


class TransactionMiddleware:
    """Last of the middleware: runs the view, and renders its template, inside the transaction."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if getattr(view, "parvis_no_transaction", False) or not hasattr(request, "tenant"):
            return None
        scope = read_only_transaction() if request.method in SAFE else transaction.atomic()
        with scope:
            response: HttpResponseBase = view(request, *args, **kwargs)
            if hasattr(response, "render") and callable(response.render):
                response = response.render()
            if response.status_code >= 400 and request.method not in SAFE:
                # A refused form changed nothing that should stay.
                transaction.set_rollback(True)
        return response
