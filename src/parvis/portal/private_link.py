"""Pages behind the private link: opened by whoever holds it, kept by no search engine and no cache."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from parvis.cases.following import BadLink, ExpiredLink, open_link
from parvis.kit import clock
from parvis.portal.limiting import Limit, key_of, too_many

#: Wrong links that one address may try in an hour. Right ones are neither counted nor refused: many share an address.
MISTAKES = Limit(60, 3600)

View = Callable[..., HttpResponseBase]


def through_link(view: View) -> View:
    """Give the view the case behind ``reference`` and ``token``. A wrong link and an unknown one are the same 404."""

    @wraps(view)
    def opened(request: HttpRequest, reference: str, token: str, **kwargs: Any) -> HttpResponseBase:
        try:
            case = open_link(reference.replace("\x00", ""), token, clock.now())
        except BadLink:
            return lost(request) if MISTAKES.take(key_of(request)) else too_many(request)
        except ExpiredLink:
            return private(render(request, "portal/expired.html", status=410))
        return private(view(request, case, **kwargs))

    return opened


def lost(request: HttpRequest, rest: str = "") -> HttpResponse:
    """No request behind this address: how to find one's link again, the same page whatever is wrong with it."""
    response = render(request, "portal/lost.html", status=404)
    private(response)
    return response


def private(response: HttpResponseBase) -> HttpResponseBase:
    response.headers.setdefault("Cache-Control", "private, no-store")
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    # Not « no-referrer »: browsers then hide the origin of forms too, which the protection against forgery asks for.
    response.headers["Referrer-Policy"] = "same-origin"
    return response
