"""The visitor's language, kept in a cookie."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from parvis.kit.transactions import no_transaction

YEAR = 365 * 24 * 3600


@require_safe
@no_transaction
def language(request: HttpRequest, code: str) -> HttpResponse:
    """Back to the page one came from, in that language."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        came_from = reverse("portal:home")
    parts = urlsplit(came_from)
    path = "/" + parts.path.lstrip("/")  # « //elsewhere » would leave this site
    response = redirect(f"{path}?{parts.query}" if parts.query else path)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=YEAR,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )
    response["Cache-Control"] = "no-store"
    return response
