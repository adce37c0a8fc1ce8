"""The town's colour as a stylesheet: pages carry no style of their own."""

import hashlib

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.views.decorators.http import require_safe

from parvis.kit.transactions import no_transaction
from parvis.portal.colours import ink_on, readable

CACHE = "public, max-age=300"


@require_safe
@no_transaction
def town_stylesheet(request: HttpRequest) -> HttpResponse:
    content = stylesheet(request.tenant.accent)  # type: ignore[attr-defined]
    etag = f'"{hashlib.sha256(content.encode()).hexdigest()[:16]}"'
    response: HttpResponse
    if etag in request.headers.get("If-None-Match", ""):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(content, content_type="text/css; charset=utf-8")
    response["ETag"] = etag
    response["Cache-Control"] = CACHE
    return response


def stylesheet(accent: str) -> str:
    """The colour as given only where nothing is read on it; elsewhere one dark enough for text and buttons."""
    usable = readable(accent)
    return (
        f":root,[data-bs-theme]{{--parvis-accent:{usable};--parvis-accent-ink:{ink_on(usable)};--town-accent:{accent}}}\n"
        ".portal-header{border-top-color:var(--town-accent)}\n"
    )
