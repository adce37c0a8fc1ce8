"""Who may look at figures: roles that count, readers of cases or not; the others are told so."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.views.decorators.http import require_safe

from parvis.organisation.current import agent_required
from parvis.organisation.screens.refused import not_for_this_role


def figures_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    @require_safe
    @agent_required
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.access.may_see_figures:  # type: ignore[attr-defined]
            return not_for_this_role(request, "de voir les chiffres")
        # Sentences, months and definitions are French: the rest of the page says them in the same language.
        with translation.override("fr"):
            return view(request, *args, **kwargs)

    return checked
