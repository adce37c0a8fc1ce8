"""The case of an address: readable by the agent, or it does not exist."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from parvis.cases.models import Case

SHOWN = ("request_type", "department", "sector", "person", "assignee", "opened_by", "district")


def readable_case(request: HttpRequest, reference: str) -> Case:
    if "\x00" in reference:
        raise Http404
    readable = Case.objects.readable_by(request.access)  # type: ignore[attr-defined]
    found: Case | None = readable.select_related(*SHOWN).defer("search").filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def is_readable(request: HttpRequest, case: Case) -> bool:
    """Asked again of the database: the act may have moved the case out of the agent's sight."""
    return bool(Case.objects.readable_by(request.access).filter(pk=case.pk).exists())  # type: ignore[attr-defined]


def way_back(request: HttpRequest) -> str:
    """The list the agent came from (``?retour=``), if it is one of ours; else an empty text."""
    wanted = request.GET.get("retour", "")
    local = (
        wanted.startswith("/desk/")
        and "\\" not in wanted
        and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    )
    return wanted if local and len(wanted) < 2000 else ""


def with_way_back(url: str, back: str) -> str:
    """``url``, from where the agent can still go back to that list."""
    return f"{url}?{urlencode({'retour': back})}" if back else url
