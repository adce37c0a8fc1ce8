"""What the access log keeps when a case of a sealed sector is read: the case, and the person on it."""

from django.http import HttpRequest

from parvis.cases.abilities import in_emergency
from parvis.cases.models import Case
from parvis.desk.reading_log import Line, note_lines


def note_reading(request: HttpRequest, case: Case) -> None:
    """To be called by the view when the page it draws shows the case; the view is marked ``logs_reading``."""
    if not case.sector.sealed:
        return
    reason = f"demande {case.reference}"
    if in_emergency(request.access, case):  # type: ignore[attr-defined]
        reason = f"{reason}, accès d'urgence"
    lines = [Line("case", case.pk, reason)]
    if case.person_id is not None:
        lines.append(Line("person", case.person_id, reason))
    note_lines(request, *lines)
