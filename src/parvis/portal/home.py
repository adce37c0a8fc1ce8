"""The front page: one question."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.portal import offer


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(
        request, "portal/home.html", {"frequent": offer.frequent(), "groups": offer.by_department()}
    )
