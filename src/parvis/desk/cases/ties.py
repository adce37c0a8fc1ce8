"""What ties a case to others, as its page shows it: the wider case, its parts, related ones, duplicates.

A case that the reader does not read does not exist here, nor in any count.
"""

from dataclasses import dataclass, field

from django.db.models import Q
from django.urls import reverse

from parvis.cases.abilities import abilities, can_read
from parvis.cases.duplicates import same_side
from parvis.cases.models import Case, CaseLink
from parvis.cases.states import LinkKind, Outcome, State
from parvis.organisation.access import Access

MOST = 300


@dataclass(frozen=True)
class Tie:
    link: CaseLink
    case: Case
    #: Where the link is taken away, "" for who may not.
    removal: str = ""


@dataclass
class Ties:
    parents: list[Tie] = field(default_factory=list)
    parts: list[Tie] = field(default_factory=list)
    related: list[Tie] = field(default_factory=list)
    #: The case this one is a duplicate of, and those that are duplicates of this one.
    mains: list[Tie] = field(default_factory=list)
    duplicates: list[Tie] = field(default_factory=list)
    #: Of the duplicates, those whose persons hear what is answered here.
    told: int = 0

    @property
    def parts_done(self) -> int:
        return sum(not tie.case.is_open for tie in self.parts)

    @property
    def open_parts(self) -> list[Case]:
        return [tie.case for tie in self.parts if tie.case.state != State.CLOSED]

    def __bool__(self) -> bool:
        return bool(self.parents or self.parts or self.related or self.mains or self.duplicates)


def ties_of(case: Case, access: Access) -> Ties:
    """Asked once for a page: the forms below it ask again. One query, and one more when there are links."""
    known: Ties | None = getattr(case, "_ties", None)
    if known is None:
        known = _ties(case, access)
        case._ties = known  # type: ignore[attr-defined]
    return known


def _ties(case: Case, access: Access) -> Ties:
    found, answers = Ties(), "link" in abilities(access, case)
    # Nearly every case has none: joined to both cases and their own tables, the planner alone took 28 ms.
    rows = list(CaseLink.objects.filter(Q(source=case) | Q(target=case)).order_by("id")[:MOST])
    if not rows:
        return found
    others = (
        Case.objects.select_related("request_type", "sector", "department")
        .defer("search")
        .in_bulk({row.target_id if row.source_id == case.pk else row.source_id for row in rows})
    )
    for row in rows:
        out = row.source_id == case.pk
        other = others[row.target_id if out else row.source_id]
        if not can_read(access, other):
            continue
        may = "link" in abilities(access, other)
        if row.kind != LinkKind.DUPLICATE or out:  # a duplicate is set apart by who answers for it
            may = answers or (may and row.kind != LinkKind.DUPLICATE)
        url = reverse("desk:tie_act", args=[case.reference, row.pk, "removal"]) if may else ""
        _shelf(found, row.kind, out).append(Tie(row, other, url))
        if row.kind == LinkKind.DUPLICATE and not out:
            found.told += other.outcome == Outcome.DUPLICATE and same_side(other, case)
    return found


def _shelf(ties: Ties, kind: str, out: bool) -> list[Tie]:
    if kind == LinkKind.RELATED:
        return ties.related
    if kind == LinkKind.PARENT:
        return ties.parents if out else ties.parts
    return ties.mains if out else ties.duplicates
