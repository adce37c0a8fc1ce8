"""« C'est la même demande » : the two requests are linked, and the one already known says so to whoever handles it."""

from django.http import HttpRequest

from parvis.cases.abilities import abilities
from parvis.cases.acting import Refused
from parvis.cases.linking import link
from parvis.cases.models import Case
from parvis.cases.noting import note
from parvis.cases.states import LinkKind
from parvis.kit import clock
from parvis.organisation.current import actor

AGAIN = "Signalée de nouveau, sans doute la même demande."


def mark_same(request: HttpRequest, case: Case, reference: str) -> None:
    """Nothing when the other is not there for this reader, nor across the wall of a sealed sector.

    The link names each to who reads the other; the note names nothing: its words stay if a wall comes between them.
    """
    if not reference or "\x00" in reference:
        return
    access = request.access  # type: ignore[attr-defined]
    known = Case.objects.readable_by(access).open().select_related("sector")
    other = known.filter(reference=reference[:20]).exclude(pk=case.pk).first()
    if other is None or (other.sector_id != case.sector_id and (other.sector.sealed or _is_sealed(case))):
        return
    by, at = actor(request), clock.now()
    try:
        link(case, to=other, kind=LinkKind.RELATED, by=by, at=at)
    except Refused:
        # Who took a sealed request reads it from outside: it is for its service to tie.
        return
    if "note" in abilities(access, other):
        note(other, body=AGAIN, by=by, at=at)


def _is_sealed(case: Case) -> bool:
    return bool(case.sector.sealed)
