"""After a request was taken: the reference to spell, who will answer and by when, the link to give, a receipt."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from parvis.cases.following import path_of
from parvis.cases.models import Case
from parvis.desk.entry.access import takes_requests
from parvis.kit import clock

#: How long the agent who took it finds this page again, even when a sealed service has claimed the case.
SHOWN = timedelta(minutes=30)


@require_safe
@takes_requests
def taken(request: HttpRequest, reference: str) -> HttpResponse:
    agent, access = request.agent, request.access  # type: ignore[attr-defined]
    if "\x00" in reference:
        raise Http404
    since = clock.now() - SHOWN
    mine = Case.objects.filter(reference=reference, opened_by_id=agent.pk, recorded_at__gte=since)
    case = mine.select_related("request_type", "department").first()
    readable = Case.objects.readable_by(access).filter(reference=reference).exists()
    if case is None:
        if readable:
            return HttpResponseRedirect(reverse("desk:case", args=[reference]))
        raise Http404
    context = {
        "case": case,
        "readable": readable,
        "follow_url": request.build_absolute_uri(path_of(case)),
        "spelled": " ".join(case.reference.replace("-", "–")),
        "nav_active": "new_case",
    }
    return render(request, "desk/entry/taken.html", context)
