"""After a request was taken: what to say to the person, the receipt to print, and what the agent does next."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from parvis.cases.answering import was_answered_on_the_spot
from parvis.cases.following import path_of
from parvis.cases.models import Case
from parvis.desk.cases.recipients import recipient_of, shown_person
from parvis.desk.entry.access import takes_requests
from parvis.desk.entry.finding import taken_by
from parvis.kit import clock
from parvis.notifications.composing import Contact
from parvis.organisation.access import Access


@require_safe
@takes_requests
def taken(request: HttpRequest, reference: str) -> HttpResponse:
    access: Access = request.access  # type: ignore[attr-defined]
    case = taken_by(request, reference)
    if "\x00" in reference:
        raise Http404
    readable = Case.objects.readable_by(access).filter(reference=reference).exists()
    if case is None:
        if readable:
            return HttpResponseRedirect(reverse("desk:case", args=[reference]))
        raise Http404
    context = {
        "case": case,
        "readable": readable,
        "due": localdate(case.due_at) if case.due_at else None,
        "today": localdate(clock.now()),
        "on_the_spot": was_answered_on_the_spot(case),
        "person": shown_person(case, access),
        "recipient": recipient_of(case, access),
        "contact": Contact.of(case.department, request.tenant),  # type: ignore[attr-defined]
        "follow_url": request.build_absolute_uri(path_of(case)),
        "spelled": " ".join(case.reference.replace("-", "–")),
        "same_person_url": _for_same_person(case, access),
        "nav_active": "new_case",
    }
    return render(request, "desk/entry/taken.html", context)


def _for_same_person(case: Case, access: Access) -> str:
    """Another request of theirs; "" when the agent may not know that they are known."""
    person = case.person
    if person is None or not access.readable_sectors.intersection(person.sectors):
        return ""
    return f"{reverse('desk:new_case')}?{urlencode({'person_id': person.pk})}"
