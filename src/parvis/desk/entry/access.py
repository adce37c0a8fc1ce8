from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from parvis.organisation.current import agent_required
from parvis.organisation.screens.refused import not_for_this_role


def takes_requests(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Pages of the roles that take requests at the counter, on the phone or in the street."""

    @wraps(view)
    @agent_required
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.access.may_take_requests:  # type: ignore[attr-defined]
            return not_for_this_role(request, "de prendre des demandes")
        return view(request, *args, **kwargs)

    return checked
