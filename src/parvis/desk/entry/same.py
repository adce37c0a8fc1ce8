"""« C'est la même demande » : each of the two requests says so to whoever handles it, who decides."""

from django.http import HttpRequest

from parvis.cases.abilities import abilities
from parvis.cases.models import Case
from parvis.cases.noting import note
from parvis.kit import clock
from parvis.organisation.current import actor


def mark_same(request: HttpRequest, case: Case, reference: str) -> None:
    """A note on each. Nothing when the other is not there for this reader, nor across the wall of a sealed sector."""
    if not reference or "\x00" in reference:
        return
    access = request.access  # type: ignore[attr-defined]
    known = Case.objects.readable_by(access).open().select_related("sector")
    other = known.filter(reference=reference[:20]).exclude(pk=case.pk).first()
    if other is None or (other.sector_id != case.sector_id and (other.sector.sealed or _is_sealed(case))):
        return
    by, at = actor(request), clock.now()
    for here, text in (
        (case, f"Sans doute la même demande que {other.reference}, dit la personne qui l'a prise."),
        (other, f"Signalée de nouveau : {case.reference}, sans doute la même demande."),
    ):
        if "note" in abilities(access, here):
            note(here, body=text, by=by, at=at)


def _is_sealed(case: Case) -> bool:
    return bool(case.sector.sealed)
