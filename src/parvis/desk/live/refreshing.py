"""A page that its own script asks for again: only the parts marked ``data-live-part`` are read from the answer."""

from django.http import HttpRequest

HEADER = "X-Parvis-Live"


def is_refresh(request: HttpRequest) -> bool:
    """What surrounds these parts need not be drawn: menus, toasts, composers."""
    return HEADER in request.headers
