"""Administrators alone write templates and approval rules; the others are told so."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from parvis.organisation.current import agent_required
from parvis.organisation.screens.refused import not_for_this_role
from parvis.replies.templating import may_change_templates

View = Callable[..., HttpResponseBase]


def administers(view: View) -> View:
    @wraps(view)
    @agent_required
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_change_templates(request.access):  # type: ignore[attr-defined]
            return not_for_this_role(request, "d'écrire les modèles de réponse et les règles de validation")
        return view(request, *args, **kwargs)

    return checked
