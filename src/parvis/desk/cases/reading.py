"""How far the agent has read a case: the line « Nouveau depuis votre passage », and saying that it is read."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from parvis.cases.models import Case
from parvis.desk.cases.finding import readable_case, way_back, with_way_back
from parvis.desk.cases.thread import Thread
from parvis.kit import clock
from parvis.notifications.colleagues.models import CaseReading
from parvis.notifications.colleagues.reading import read_case
from parvis.organisation.current import agent_required


def mark_new(thread: Thread, reading: CaseReading | None, name: str) -> bool:
    """Marks the first item that came after what the agent has seen; False when all that came is their own doing.

    ``name`` is the agent's, as the thread writes it. Somebody who never opened the case has everything to read, and no line.
    """
    if reading is None:
        return False
    later = [item for item in thread.items if item.at > reading.event_at]
    if all(item.who == name for item in later):
        return False
    later[0].first_new = True
    return True


@agent_required
@require_POST
def reading(request: HttpRequest, reference: str) -> HttpResponse:
    """``until`` is the last event that the page showed: what came in since is not read."""
    case: Case = readable_case(request, reference)
    until = request.POST.get("until", "")
    if until.isascii() and until.isdigit() and len(until) < 19:
        read_case(case, request.access, until=int(until), at=clock.now())  # type: ignore[attr-defined]
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(status=204)
    return HttpResponseRedirect(with_way_back(reverse("desk:case", args=[case.reference]), way_back(request)))
