"""A page that the agent's role does not open: said in words, inside the desk, with where to go instead."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from parvis.organisation.current import agent_required


def not_for_this_role(request: HttpRequest, what: str) -> HttpResponse:
    """``what`` completes « Votre rôle ne permet pas… »."""
    return render(request, "organisation/refused.html", {"what": what}, status=403)


def opens_lists(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Lists of cases, for the roles that may find any there."""

    @wraps(view)
    @agent_required
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.access.may_open_lists:  # type: ignore[attr-defined]
            return not_for_this_role(request, "de lire les demandes")
        return view(request, *args, **kwargs)

    return checked
