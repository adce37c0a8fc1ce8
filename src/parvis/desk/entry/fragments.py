"""What appears while typing. They answer to GET (``?q=``) and, so that names stay out of addresses and logs, to POST."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from parvis.desk.entry import drawing
from parvis.desk.entry.access import takes_requests
from parvis.desk.entry.typed import Typed
from parvis.desk.reading_log import Line, logs_reading, note_lines

both = require_http_methods(["GET", "HEAD", "POST"])


def _typed(request: HttpRequest) -> Typed:
    given: QueryDict = request.POST if request.method == "POST" else request.GET
    return Typed(given)


@both
@takes_requests
def persons(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/entry/_persons.html", drawing.persons_context(request, _typed(request)))


@both
@logs_reading
@takes_requests
def recent(request: HttpRequest) -> HttpResponse:
    """The last requests of the person chosen: reading somebody's past leaves its line in the access log."""
    context = drawing.recent_context(request, _typed(request))
    if context["recent"]:
        note_lines(request, Line("person", context["recent_of"], "prise d'une demande"))
    return render(request, "desk/entry/_recent.html", context)


@both
@takes_requests
def types(request: HttpRequest) -> HttpResponse:
    typed = _typed(request)
    if request.method != "POST" and "q" in request.GET:
        values = request.GET.copy()
        values["description"] = str(values["q"])
        typed = Typed(values)
    context = drawing.types_context(typed, listed="listed" in request.GET)
    return render(request, "desk/entry/_types.html", context | {"fragment": True})


@both
@takes_requests
def details(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/entry/_details.html", drawing.details_context(_typed(request)))


@both
@takes_requests
def near(request: HttpRequest) -> HttpResponse:
    return render(
        request, "desk/entry/_neighbours.html", drawing.neighbours_context(request, _typed(request))
    )
