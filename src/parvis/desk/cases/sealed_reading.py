"""Reading a case of a sealed sector, and the person on it, leaves a line in the access log before the page is sent."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase

from parvis.cases.models import Case
from parvis.history.models import AccessLog
from parvis.kit import clock
from parvis.kit.readonly import read_only_transaction, short_write
from parvis.kit.transactions import SAFE, no_transaction

View = Callable[..., HttpResponseBase]


def note_reading(request: HttpRequest, case: Case) -> None:
    """To be called by the view when the page it draws shows the case."""
    if case.sector.sealed:
        request.parvis_read = case  # type: ignore[attr-defined]


def logs_sealed_reading(view: View) -> View:
    """Runs the view in the transaction it would have had, then writes the log in one of its own.

    Drawn but not yet sent: when the line cannot be written, nobody gets the page.
    """

    @no_transaction
    @wraps(view)
    def logged(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        scope = read_only_transaction() if request.method in SAFE else transaction.atomic()
        with scope:
            response = view(request, *args, **kwargs)
            if response.status_code >= 400 and request.method not in SAFE:
                transaction.set_rollback(True)
        case: Case | None = getattr(request, "parvis_read", None)
        if case is not None:
            with short_write():
                _write(request, case)
        return response

    return logged


def _write(request: HttpRequest, case: Case) -> None:
    agent = request.agent  # type: ignore[attr-defined]
    read = [("case", case.pk)]
    if case.person_id is not None:
        read.append(("person", case.person_id))
    AccessLog.objects.bulk_create(
        AccessLog(
            at=clock.now(),
            actor_id=agent.pk,
            actor_label=agent.display_name,
            object_kind=kind,
            object_id=pk,
            reason=f"demande {case.reference}",
        )
        for kind, pk in read
    )
