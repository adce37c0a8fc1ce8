"""The columns of a list of cases: which exist, in which order a reader wants them, and by which one may sort.

A list without a choice has the usual columns, each of two lines (``lists/parts/rows.html``). The request itself always
comes first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parvis.desk.lists.filters import QueueFilter

MOST = 10


@dataclass(frozen=True)
class ListColumn:
    code: str
    label: str
    #: The orders its heading offers, the first by default; none where no index would support them.
    sorts: tuple[str, ...] = ()


COLUMNS: dict[str, ListColumn] = {
    column.code: column
    for column in (
        ListColumn("state", "État"),
        ListColumn("priority", "Priorité", ("priority",)),
        ListColumn("person", "Usager"),
        ListColumn("place", "Lieu"),
        ListColumn("district", "Quartier"),
        ListColumn("department", "Service"),
        ListColumn("assignee", "Agent chargé"),
        ListColumn("channel", "Origine"),
        ListColumn("kind", "Nature"),
        ListColumn("due", "Échéance", ("due",)),
        ListColumn("scheduled", "Prévue le"),
        ListColumn("received", "Reçue", ("recent", "oldest")),
        ListColumn("activity", "Dernière activité", ("activity", "quiet")),
        ListColumn("tasks", "Tâches à faire"),
    )
}
#: What the list without a choice shows, in its order.
USUAL = (
    "state", "priority", "person", "district", "department", "assignee", "due", "scheduled", "received", "channel",
)  # fmt: skip
#: What each order means to a screen reader, on the heading that bears it.
DIRECTIONS = {
    "recent": "descending", "oldest": "ascending", "due": "ascending", "priority": "descending",
    "activity": "descending", "quiet": "ascending",
}  # fmt: skip


def known_columns(codes: Iterable[str]) -> list[str]:
    """Those that exist, each once, ten at most: what an old view or a forged form says is not trusted."""
    return [code for code in dict.fromkeys(codes) if code in COLUMNS][:MOST]


@dataclass(frozen=True)
class Heading:
    code: str
    label: str
    #: Where its click leads; "" when the list cannot be sorted by it.
    url: str
    #: ascending, descending or "" when the list is sorted otherwise.
    direction: str


def headings(codes: Sequence[str], chosen: QueueFilter) -> list[Heading]:
    return [_heading(COLUMNS[code], chosen) for code in codes]


def _heading(column: ListColumn, chosen: QueueFilter) -> Heading:
    now = chosen.sort if chosen.sort in column.sorts else ""
    if not column.sorts:
        return Heading(column.code, column.label, "", "")
    others = [sort for sort in column.sorts if sort != now]
    url = chosen.with_(sort=others[0]).url() if others else ""
    return Heading(column.code, column.label, url, DIRECTIONS.get(now, ""))
