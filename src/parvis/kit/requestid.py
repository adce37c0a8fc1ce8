"""One number per request, in every log line and in the answer, so that a town hall can quote it."""

import logging
import re
import secrets
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from parvis.kit.logcontext import logged_as, masked

log = logging.getLogger("parvis.web")

HEADER = "X-Request-ID"
_ACCEPTED = re.compile(r"[A-Za-z0-9-]{8,64}\Z")


class RequestIdMiddleware:
    """Give the request its number (the proxy's when it sent one) and log its outcome in one line."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get(HEADER, "")
        number = given if _ACCEPTED.match(given) else secrets.token_hex(8)
        request.request_id = number  # type: ignore[attr-defined]
        started = time.perf_counter()
        with logged_as(request_id=number):
            response = self.get_response(request)
            response.headers[HEADER] = number
            spent = round((time.perf_counter() - started) * 1000)
            fields = {"method": request.method, "status": response.status_code, "ms": spent}
            path = masked(request.path)
            log.info("%s %s %s", request.method, path, response.status_code, extra=fields | {"path": path})
        return response
