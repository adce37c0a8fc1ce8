"""Reading a person's record, or a case of a sealed sector, leaves a line in the access log before the page is sent."""

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase

from parvis.history.models import AccessLog
from parvis.kit import clock
from parvis.kit.readonly import read_only_transaction, short_write
from parvis.kit.transactions import SAFE, no_transaction

View = Callable[..., HttpResponseBase]


class Line(NamedTuple):
    object_kind: str
    object_id: int
    reason: str


def note_lines(request: HttpRequest, *lines: Line) -> None:
    """To be called by the view when the page it draws shows what these lines name."""
    request.parvis_read = lines  # type: ignore[attr-defined]


def logs_reading(view: View) -> View:
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
        if lines := getattr(request, "parvis_read", ()):
            with short_write():
                _write(request, lines)
        return response

    return logged


def _write(request: HttpRequest, lines: tuple[Line, ...]) -> None:
    agent = request.agent  # type: ignore[attr-defined]
    AccessLog.objects.bulk_create(
        AccessLog(at=clock.now(), actor_id=agent.pk, actor_label=agent.display_name, **line._asdict())
        for line in lines
    )
