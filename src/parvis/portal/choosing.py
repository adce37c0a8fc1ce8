"""First step: free words, or a type chosen in the list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.portal import offer

LONGEST_WORDS = 500


@require_safe
def choosing(request: HttpRequest) -> HttpResponse:
    words = words_of(request)
    context = {
        "words": words,
        "choices": offer.suggested(words) if words else [],
        "free_words": offer.free_words(),
        "groups": offer.by_department(),
    }
    return render(request, "portal/choosing.html", context)


def words_of(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_WORDS]
