"""The desk speaks French, whatever the browser prefers: only the citizens' pages are translated."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation


def in_french(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Half translated pages, with dates in another language than the text, help nobody."""

    @wraps(view)
    def spoken(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        translation.activate("fr")  # LocaleMiddleware chooses again at each request
        request.LANGUAGE_CODE = "fr"  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return spoken
