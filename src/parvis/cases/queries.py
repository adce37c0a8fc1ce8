"""Chainable questions asked of cases and tasks. Lists, counts and figures start from ``readable_by`` or ``countable_by``."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Q

from parvis.cases.states import IN_PROGRESS_STATES, State, TaskState
from parvis.organisation.access import Access
from parvis.tenancy.isolation import TenantQuerySet

if TYPE_CHECKING:
    from parvis.cases.models import Case, Task  # noqa: F401


class Listed(TenantQuerySet[Any]):
    """Rows that lists show: whoever is one says, in ``for_lists``, what a row needs."""

    def for_lists(self) -> Self:
        raise TypeError(f"{type(self).__name__} does not say what a row of a list shows")

    def first_for_lists(self, order: Sequence[Any], most: int, **computed: Any) -> Self:
        """The first ``most`` in this order, with what a row shows and what the order computed, in one statement.

        They are chosen before anything is joined to them: otherwise, where few are expected, the planner joins all those
        that match and sorts them, rather than reading the first ones from an index in this order.
        """
        first = self.order_by(*order).values("pk")[:most]
        return self.model.objects.filter(pk__in=first).annotate(**computed).for_lists().order_by(*order)


class CaseQuerySet(Listed):
    def readable_by(self, access: Access) -> Self:
        from parvis.cases.abilities import readable

        return self.filter(readable(access))

    def read_inside_by(self, access: Access) -> Self:
        """Those whose notes and tasks one reads too: not those one only took for a sealed service."""
        inside = Q(sector_id__in=access.readable_sectors | access.open_sectors)
        if access.emergencies:
            inside |= Q(pk__in=access.emergencies)
        return self.readable_by(access).filter(inside)

    def countable_by(self, access: Access) -> Self:
        from parvis.cases.abilities import countable

        return self.filter(countable(access))

    def untreated(self) -> Self:
        return self.filter(state=State.RECEIVED)

    def in_progress(self) -> Self:
        return self.filter(state__in=IN_PROGRESS_STATES)

    def open(self) -> Self:
        return self.exclude(state=State.CLOSED)

    def overdue(self, at: datetime) -> Self:
        return self.open().filter(due_at__lt=at).exclude(waiting_for="person")

    def received_between(self, start: datetime, end: datetime) -> Self:
        """``start`` included, ``end`` excluded."""
        return self.filter(received_at__gte=start, received_at__lt=end)

    def most_recent_first(self) -> Self:
        return self.order_by("-received_at", "-id")

    def older_than(self, received_at: datetime, pk: int) -> Self:
        """The page after this case, most recent first."""
        return self.filter(Q(received_at__lt=received_at) | Q(received_at=received_at, id__lt=pk))

    def for_lists(self) -> Self:
        """What a row shows, in one statement."""
        return self.select_related("request_type", "department", "person", "assignee", "district").defer(
            "search", "answers", "routing", "closing_text", "request_type__form", "request_type__checklist",
            "request_type__help_text", "request_type__keywords", "district__geometry", "department__address",
        )  # fmt: skip


class TaskQuerySet(Listed):
    def readable_by(self, access: Access) -> Self:
        """Those of the cases one reads, but of a sealed case only from inside its sector, as its notes."""
        from parvis.cases.models import Case

        return self.filter(case__in=Case.objects.read_inside_by(access))

    def open(self) -> Self:
        return self.filter(state=TaskState.OPEN)

    def ended(self) -> Self:
        return self.exclude(state=TaskState.OPEN)

    def overdue(self, today: date) -> Self:
        return self.open().filter(due_on__lt=today)

    def owned_by(self, access: Access) -> Self:
        return self.filter(owner_id=access.agent_id) if access.agent_id is not None else self.none()

    def given_to(self, departments: frozenset[int]) -> Self:
        return self.filter(department_id__in=departments) if departments else self.none()

    def for_lists(self) -> Self:
        """What a row shows, in one statement."""
        return self.select_related("case__request_type", "department", "owner").defer(
            "case__search", "case__answers", "case__routing", "case__description", "case__closing_text"
        )
