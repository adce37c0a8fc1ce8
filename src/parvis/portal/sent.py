"""After sending: the reference, the service, by when, what happens next, how to follow."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.cases.following import path_of
from parvis.cases.models import Case
from parvis.kit import clock
from parvis.portal.private_link import through_link
from parvis.portal.progress import target
from parvis.portal.spelling import spelled


@require_safe
@through_link
def sent(request: HttpRequest, case: Case) -> HttpResponse:
    context = {
        "case": case,
        "spelled": spelled(case.reference),
        "link": request.build_absolute_uri(path_of(case)),
        "path": path_of(case),
        "emailed": "courriel" in request.GET,
        "target": target(case, clock.now()),
    }
    return render(request, "portal/sent.html", context)
