"""Who may look at figures: roles that count, readers of cases or not; for the others the pages do not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import translation
from django.views.decorators.http import require_safe

from parvis.organisation.current import agent_required


def figures_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    @require_safe
    @agent_required
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.access.may_see_figures:  # type: ignore[attr-defined]
            raise Http404
        # Sentences, months and definitions are French: the rest of the page says them in the same language.
        with translation.override("fr"):
            return view(request, *args, **kwargs)

    return checked
