"""Which cases are duplicates of which, and who among them hears what is answered."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q

from parvis.cases.abilities import reads_by_right
from parvis.cases.models import Case, CaseLink
from parvis.cases.states import LinkKind, Outcome
from parvis.history.actors import Actor


def root_of(case: Case) -> Case:
    """The case that a duplicate is followed with; itself when it is none."""
    row = CaseLink.objects.filter(kind=LinkKind.DUPLICATE, source=case).select_related("target").first()
    return case if row is None or case.is_open else row.target


def same_side(case: Case, main: Case) -> bool:
    """Whether what is said of one may be said to the other: nothing sealed crosses its wall."""
    return case.sector_id == main.sector_id or not (case.sector.sealed or main.sector.sealed)


def heard_links() -> Any:
    """Links of those that hear what is said of their main case: still closed as its duplicates, on its side of the wall."""
    same_side = Q(source__sector=F("target__sector")) | Q(
        source__sector__sealed=False, target__sector__sealed=False
    )
    return CaseLink.objects.filter(same_side, kind=LinkKind.DUPLICATE, source__outcome=Outcome.DUPLICATE)


def duplicates_of(main: Case) -> list[Case]:
    """Those that hear what is answered to the main case."""
    rows = heard_links().filter(target=main).select_related("source__sector").order_by("source_id")
    return [row.source for row in rows]


def to_tell(main: Case, by: Actor) -> list[int]:
    """Of those, the ones that whoever answers reads."""
    found: Iterable[Case] = duplicates_of(main)
    if by.access is not None:
        found = (case for case in found if reads_by_right(by.access, case))
    return [case.pk for case in found]
