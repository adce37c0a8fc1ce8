"""What hand-overs teach: per type, from which department to which, how often; each a rule that could have been there."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BigIntegerField, Count, Exists, OuterRef, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from parvis.cases.events import HandedOver
from parvis.cases.models import Case
from parvis.catalog.catalogue import Catalogue
from parvis.catalog.models import RequestType
from parvis.history.models import ActorKind, Event
from parvis.organisation.access import Access
from parvis.organisation.models import Department
from parvis.routing.trying import Period

MOST = 300


@dataclass(frozen=True)
class Hop:
    origin: Department
    target: Department
    count: int


@dataclass
class Lesson:
    """The hand-overs of one type, most frequent first."""

    request_type: RequestType
    hops: list[Hop] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(hop.count for hop in self.hops)


def lessons(*, access: Access, period: Period, known: Catalogue) -> list[Lesson]:
    """People's hand-overs of cases the reader may read, as their types are now. One statement.

    One that was taken back was a slip, and so says nothing; nor does taking it back.
    """
    theirs = Case.objects.readable_by(access).filter(pk=OuterRef("case_id"))
    rows: Iterable[tuple[int, object, object, int]] = (
        Event.objects.filter(
            type=HandedOver.code, at__gte=period.start, at__lt=period.end, actor_kind=ActorKind.AGENT
        )
        .annotate(case_type=Subquery(theirs.values("request_type_id")[:1]))
        .filter(~Exists(_taking_back()), case_type__isnull=False, data__undoes__isnull=True)
        .values_list("case_type", "data__from_id", "data__to_id")
        .annotate(count=Count("id"))
        .order_by("-count", "case_type", "data__from_id", "data__to_id")[:MOST]
    )
    by_type: dict[int, list[Hop]] = defaultdict(list)
    for type_id, from_id, to_id, count in rows:
        origin, target = known.departments.get(_pk(from_id)), known.departments.get(_pk(to_id))
        if type_id in known.by_id and origin and target:
            by_type[type_id].append(Hop(origin, target, count))
    found = [Lesson(known.by_id[type_id], hops) for type_id, hops in by_type.items()]
    return sorted(found, key=lambda lesson: (-lesson.count, lesson.request_type.label))


def _taking_back() -> Any:
    """Of the hand-over that the outer statement is about."""
    back = Event.objects.filter(type=HandedOver.code, case_id=OuterRef("case_id"))
    return back.annotate(undone=Cast(KT("data__undoes"), BigIntegerField())).filter(undone=OuterRef("pk"))


def _pk(value: object) -> int:
    return value if isinstance(value, int) else 0
