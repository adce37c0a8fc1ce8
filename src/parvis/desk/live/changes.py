"""What happened to a case, as the database tells it: enough to know who may hear of it, without asking again."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from parvis.cases.abilities import can_read
from parvis.cases.models import Case
from parvis.live.sse import Message
from parvis.organisation.access import Access


@dataclass(frozen=True)
class Change:
    """``case`` holds the columns that rights are decided on, and no other."""

    case: Case
    #: None when it just opened, or when what it was is not known.
    before: Case | None = None
    #: Told again to a page that comes back.
    replayed: bool = False

    @property
    def place(self) -> str:
        return self.case.reference

    @cached_property
    def message(self) -> Message:
        """For who read it before too: a list knows whether it had it already."""
        assert self.before is not None
        return self._message({"was": _columns(self.before)})

    @cached_property
    def arrival(self) -> Message:
        """For who did not read it before, or when nobody knows what it was."""
        return self._message({"replayed": True} if self.replayed else {})

    @cached_property
    def farewell(self) -> Message:
        """For who read it until now, and knew its reference and what it was."""
        assert self.before is not None
        return Message("gone", {"ref": self.case.reference, "was": _columns(self.before)}, self._key)

    def told_to(self, access: Access) -> Message | None:
        """Nothing at all for who reads it neither before nor after: not even that something happened."""
        knew = self.before is not None and can_read(access, self.before)
        if can_read(access, self.case):
            return self.message if knew else self.arrival
        return self.farewell if knew else None

    @property
    def _key(self) -> str:
        return f"case:{self.case.reference}"

    def _message(self, more: dict[str, Any]) -> Message:
        known = {"ref": self.case.reference, "v": self.case.version}
        return Message("case", known | _columns(self.case) | more, self._key)


def _columns(case: Case) -> dict[str, Any]:
    """What the filters of a list narrow by; 0 for none."""
    return {
        "state": case.state,
        "department": case.department_id,
        "assignee": case.assignee_id or 0,
        "type": case.request_type_id,
        "district": case.district_id or 0,
        "priority": case.priority,
        "channel": case.channel,
    }


def read_change(tenant_id: int, rest: str) -> Change:
    """As ``cases/sql/live.sql`` writes it."""
    number, reference, version, facts, *before = rest.split("|")
    known = {"tenant_id": tenant_id, "id": int(number), "reference": reference}
    case = read_facts(facts, known | {"version": int(version)})
    return Change(case, read_facts(before[0], known) if before else None)


def read_facts(text: str, known: dict[str, Any]) -> Case:
    state, sector, department, assignee, opened_by, addressed_to, kind, district, priority, channel = (
        text.split(",")
    )
    return Case(
        state=state,
        sector_id=int(sector),
        department_id=int(department),
        assignee_id=int(assignee) or None,
        opened_by_id=int(opened_by) or None,
        addressed_to_id=int(addressed_to) or None,
        request_type_id=int(kind),
        district_id=int(district) or None,
        priority=int(priority),
        channel=channel,
        **known,
    )


def write_facts(case: Case) -> str:
    """The same words, of a case in hand."""
    numbers = (
        case.sector_id, case.department_id, case.assignee_id, case.opened_by_id, case.addressed_to_id,
        case.request_type_id, case.district_id, case.priority,
    )  # fmt: skip
    return ",".join([case.state, *(str(number or 0) for number in numbers), case.channel])


#: The columns that ``Change`` is made of.
COLUMNS = (
    "id", "tenant_id", "reference", "version", "state", "sector_id", "department_id", "assignee_id", "opened_by_id",
    "addressed_to_id", "request_type_id", "district_id", "priority", "channel",
)  # fmt: skip
