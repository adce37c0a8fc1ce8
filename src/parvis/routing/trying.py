"""Trying a change of the rules on past cases: both lists are replayed by ``route()`` itself, and compared.

Only cases that fit the changed rule, as it was or as it would be, can go elsewhere. The database sorts out those it can
(type, sector, district, channel); words and hours are read in memory, most recent cases first, up to ``MOST``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q

from parvis.cases.models import Case
from parvis.catalog.catalogue import Catalogue, catalogue
from parvis.catalog.models import Priority
from parvis.organisation.access import Access
from parvis.routing.deciding import Decision, Facts, matches, prepare, route
from parvis.routing.models import Rule
from parvis.routing.ordering import Change
from parvis.tenancy.configuration import Snapshot

#: Texts read at most: a few seconds, however large the town.
MOST = 150_000
CHUNK = 2_000
COLUMNS = (
    "id", "reference", "received_at", "request_type_id", "channel", "district_id", "description", "department_id",
    "hand_overs",
)  # fmt: skip


@dataclass(frozen=True)
class Moved:
    """A case that the change would send elsewhere; departments by identifier, ``ended`` where it is now."""

    id: int
    reference: str
    received_at: datetime
    type_label: str
    word: str
    origin: int
    target: int
    ended: int
    hand_overs: int
    #: Of a type that cannot wait.
    urgent: bool

    @property
    def spared(self) -> bool:
        """It was handed over to where the change would have sent it at once."""
        return self.hand_overs > 0 and self.ended == self.target != self.origin

    @property
    def was_right(self) -> bool:
        """It ended where it goes without the change."""
        return self.ended == self.origin


@dataclass
class Flow:
    """Cases that would leave ``origin`` for ``target``, and what became of them."""

    origin: int
    target: int
    cases: int = 0
    spared: int = 0
    to_target: int = 0
    to_origin: int = 0
    urgent: int = 0

    def add(self, moved: Moved) -> None:
        self.cases += 1
        self.spared += moved.spared
        self.to_target += moved.ended == moved.target
        self.to_origin += moved.was_right
        self.urgent += moved.urgent


@dataclass
class Trial:
    """``looked``: cases of the period that the reader may read. ``since`` is set when older ones were not read."""

    looked: int
    flows: dict[tuple[int, int], Flow] = field(default_factory=dict)
    first: list[Moved] = field(default_factory=list)
    since: datetime | None = None

    @property
    def cases(self) -> int:
        return sum(flow.cases for flow in self.flows.values())

    @property
    def spared(self) -> int:
        return sum(flow.spared for flow in self.flows.values())

    @property
    def to_target(self) -> int:
        return sum(flow.to_target for flow in self.flows.values())

    @property
    def to_origin(self) -> int:
        return sum(flow.to_origin for flow in self.flows.values())

    @property
    def urgent(self) -> int:
        return sum(flow.urgent for flow in self.flows.values())

    @property
    def harms(self) -> bool:
        """More of them had ended where they go today than where the change would send them."""
        return self.to_origin > self.to_target

    @property
    def elsewhere(self) -> int:
        return self.cases - self.to_target - self.to_origin


@dataclass(frozen=True)
class Period:
    """``start`` included, ``end`` excluded."""

    start: datetime
    end: datetime


def try_change(
    change: Change, *, access: Access, period: Period, snapshot: Snapshot, first: int = 0, most: int = MOST
) -> Trial:
    """Read-only, a few statements whatever the town. ``first``: how many moved cases to keep."""
    past = Case.objects.readable_by(access).received_between(period.start, period.end)
    replay = _Replay(change, snapshot)
    trial = Trial(past.count())
    for moved in replay.run(past, most):
        key = (moved.origin, moved.target)
        trial.flows.setdefault(key, Flow(*key)).add(moved)
        if len(trial.first) < first:
            trial.first.append(moved)
    trial.since = replay.stopped_at
    return trial


def moved_cases(
    change: Change,
    *,
    access: Access,
    period: Period,
    snapshot: Snapshot,
    size: int,
    flow: tuple[int, int] | None = None,
    after: tuple[datetime, int] | None = None,
    most: int = MOST,
) -> tuple[list[Moved], bool]:
    """One page of them, most recent first, and whether more follow; stops reading as soon as the page is full."""
    past = Case.objects.readable_by(access).received_between(period.start, period.end)
    if after is not None:
        past = past.older_than(*after)
    page: list[Moved] = []
    for moved in _Replay(change, snapshot).run(past, most):
        if flow is not None and (moved.origin, moved.target) != flow:
            continue
        if len(page) == size:
            return page, True
        page.append(moved)
    return page, False


class _Replay:
    def __init__(self, change: Change, snapshot: Snapshot) -> None:
        self.change, self.snapshot = change, snapshot
        self.known: Catalogue = catalogue(snapshot)
        self.before, self.after = prepare(change.before), prepare(change.after)
        self.touched = prepare(change.touched)
        #: Receipt of the last case read, when the bound was met.
        self.stopped_at: datetime | None = None

    def run(self, past: Any, most: int) -> Iterator[Moved]:
        if not self.touched:
            return
        rows = past.filter(_could_fit(self.change.touched, self.known)).most_recent_first()
        other = self.known.other
        # A cursor of the server, inside the transaction: memory holds a chunk and no more.
        cursor = rows.values_list(*COLUMNS)[: most + 1].iterator(chunk_size=CHUNK)
        for read, row in enumerate(cursor):
            if read == most:
                self.stopped_at = row[2]
                return
            facts = Facts(
                self.known.by_id[row[3]],
                row[4],
                row[6],
                row[2],
                row[5],
                # Taken for what it was at the door: nobody had named its type.
                unrecognised=other is not None and row[3] == other.pk,
            )
            if any(matches(one, facts, self.snapshot) is not None for one in self.touched):
                here = route(facts, self.snapshot, self.before)
                there = route(facts, self.snapshot, self.after)
                if here.department.pk != there.department.pk:
                    yield _moved(row, facts, here, there)


def _could_fit(touched: Iterable[Rule], known: Catalogue) -> Q:
    """What the database can say of it, never too strict."""
    found = Q(pk__in=[])
    for rule in touched:
        one = Q()
        if rule.request_type_id:
            one &= Q(request_type_id=rule.request_type_id)
        if rule.sector_id:
            one &= Q(
                request_type_id__in=[t.pk for t in known.by_id.values() if t.sector_id == rule.sector_id]
            )
        if rule.district_id:
            one &= Q(district_id=rule.district_id)
        if rule.channel:
            one &= Q(channel=rule.channel)
        if not one:
            return Q()
        found |= one
    return found


def _moved(row: Any, facts: Facts, here: Decision, there: Decision) -> Moved:
    return Moved(
        id=row[0],
        reference=row[1],
        received_at=row[2],
        type_label=facts.request_type.label,
        word=there.word or here.word,
        origin=here.department.pk,
        target=there.department.pk,
        ended=row[7],
        hand_overs=row[8],
        urgent=facts.request_type.priority == Priority.URGENT,
    )
