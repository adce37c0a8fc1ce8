"""What the queue shows, written in its address: every figure of the product opens the list that makes it up with these.

``/desk/queue?…``, parameters as links write them. Absent means « whatever »; without any parameter at all the queue
opens on ``state=open``. An unknown value is ignored and said, never an error.

============== ======================================================================================================
state          received | in_progress | waiting | scheduled | closed | open (not closed) | untreated (= received)
               | ongoing (in_progress, waiting and scheduled) | all (= absent)
department     code of a department (VOI) | mine (the reader's departments)
assignee       me | none | someone | identifier of an agent
addressed      me (cases addressed to the reader, for elected people)
channel        code of cases.states.Channel, the main channel; with any_channel=1 the other channels count too
priority       1 | 2 | 3 | 4
kind           code of catalog.models.Kind
type           code of a request type (VOI-NDP)
district       code of a district | none
due            overdue (open, past its due date, not waiting for the person) | today (due before the end of the day)
               | week (due within seven days, today included) | none (no due date); the last three on open cases only
scheduled      today | past | week (planned day of a case in the state « scheduled »)
waiting_for    person | third_party
answered       1 (open, and the person wrote after the last public reply of an agent)
first_reply    none (no human public reply yet) | given
outcome        code of cases.states.Outcome
reopened       1 (reopened at least once)
received_from  YYYY-MM-DD, first day of receipt, in the town's time zone
received_to    YYYY-MM-DD, last day of receipt, included
closed_from    YYYY-MM-DD, first day of closure
closed_to      YYYY-MM-DD, last day of closure, included
due_from       YYYY-MM-DD, first day of the due dates
due_to         YYYY-MM-DD, last day of the due dates, included
on_time        1 (closed before its due date) | 0 (closed after it, or open past it) | any (either); as the indicator counts:
               neither while the person's turn lasts, nor withdrawn, sent elsewhere, duplicate or cancelled
delay          closure | first_reply (measured by this delay) | not_closure | not_first_reply (left out of it)
closed_once    YYYY-MM-DD..YYYY-MM-DD, closed during these days, even if open again since; imported closures excepted
reopened_after YYYY-MM-DD..YYYY-MM-DD, closed during these days and reopened within thirty days of that closure
person         identifier of a person
import         number of an import: the cases it brought
q              words of the description or of the address, or a reference
sort           recent (by default) | oldest | due | priority | activity (the last touched first) | quiet (the last touched last)
               | attention (what calls for its agent first) | planned (by planned day); these two, of the reader's own open
               cases only, are elsewhere as « due »
view           number of a saved view, whose name and columns the list then bears
after, before  where a page starts or ends (opaque)
============== ======================================================================================================
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self
from urllib.parse import urlencode

from django.urls import reverse

from parvis.desk.lists import choices as named
from parvis.desk.lists import conditions
from parvis.desk.lists.choices import Choices
from parvis.desk.lists.conditions import Reading

#: What is in the address without narrowing the list.
ARRANGING = ("sort", "any_channel", "view")
PAGING = ("after", "before")
LONGEST_WORDS = 200
#: The queue without parameter.
DEFAULT = {"state": "open"}


def _day(value: str) -> str | None:
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return None
    return found.isoformat() if 1900 <= found.year < 2200 else None


def _days(value: str) -> str | None:
    """First and last day, as FIRST..LAST."""
    days = [_day(part) for part in value.split("..")]
    return f"{days[0]}..{days[1]}" if len(days) == 2 and all(days) else None


def _number(value: str) -> str | None:
    return str(int(value)) if value.isascii() and value.isdigit() and len(value) < 19 else None


def _one_of(*allowed: str) -> Callable[[str, Choices], str | None]:
    return lambda value, choices: value if value in allowed else None


#: The canonical value of a parameter, None when it means nothing.
ACCEPTED: Mapping[str, Callable[[str, Choices], str | None]] = {
    "state": _one_of("untreated", "all", *named.STATES),
    "department": lambda value, choices: value if value == "mine" or value in choices.departments else None,
    "assignee": lambda value, choices: value if value in ("me", "none", "someone") else _number(value),
    "addressed": _one_of("me"),
    "channel": _one_of(*named.CHANNELS),
    "any_channel": _one_of("1"),
    "priority": _one_of(*named.PRIORITIES),
    "kind": _one_of(*named.KINDS),
    "type": lambda value, choices: value if value in choices.types else None,
    "district": lambda value, choices: value if value == "none" or value in choices.districts else None,
    "due": _one_of(*named.DUE),
    "scheduled": _one_of(*named.SCHEDULED),
    "waiting_for": _one_of(*named.WAITING),
    "answered": _one_of("1"),
    "first_reply": _one_of(*named.FIRST_REPLY),
    "outcome": _one_of(*named.OUTCOMES),
    "reopened": _one_of("1"),
    "received_from": lambda value, choices: _day(value),
    "received_to": lambda value, choices: _day(value),
    "closed_from": lambda value, choices: _day(value),
    "closed_to": lambda value, choices: _day(value),
    "due_from": lambda value, choices: _day(value),
    "due_to": lambda value, choices: _day(value),
    "on_time": _one_of(*named.ON_TIME),
    "delay": _one_of(*named.DELAYS),
    "closed_once": lambda value, choices: _days(value),
    "reopened_after": lambda value, choices: _days(value),
    "person": lambda value, choices: _number(value),
    "import": lambda value, choices: _number(value),
    "q": lambda value, choices: value.replace("\x00", "").strip()[:LONGEST_WORDS] or None,
    "sort": _one_of(*named.SORTS, *named.OWN_SORTS),
    "view": lambda value, choices: _number(value),
}
#: Days, as people type them in an address or a form.
DAYS = ("received_from", "received_to", "closed_from", "closed_to", "due_from", "due_to")
#: How a refused parameter is called in the message.
NAMES: Mapping[str, str] = {
    "state": "l'état", "department": "le service", "assignee": "l'agent", "addressed": "le destinataire",
    "channel": "l'origine", "any_channel": "l'origine", "priority": "la priorité", "kind": "la nature",
    "type": "le type", "district": "le quartier", "due": "l'échéance", "scheduled": "la date prévue",
    "waiting_for": "l'attente", "answered": "la réponse de l'usager", "first_reply": "la première réponse",
    "outcome": "l'issue", "reopened": "la réouverture", "received_from": "le début de la réception",
    "received_to": "la fin de la réception", "closed_from": "le début de la clôture",
    "closed_to": "la fin de la clôture", "due_from": "le début de l'échéance", "due_to": "la fin de l'échéance",
    "on_time": "le respect de l'échéance", "delay": "le délai mesuré", "closed_once": "les jours de clôture",
    "reopened_after": "les jours de clôture avant réouverture", "person": "l'usager", "import": "la reprise",
    "q": "les mots cherchés", "sort": "le tri", "view": "la vue",
}  # fmt: skip


@dataclass(frozen=True)
class QueueFilter:
    """Canonical, known values by parameter, in the order of the table above."""

    values: Mapping[str, str] = field(default_factory=dict)
    #: What was ignored and why, for the reader: « le service « ZZZ » n'existe pas ici ».
    ignored: tuple[str, ...] = ()

    @classmethod
    def from_query(cls, query: Mapping[str, Any], choices: Choices) -> Self:
        """Read an address. Unknown parameters are passed over, unknown values are told in ``ignored``."""
        values: dict[str, str] = {}
        ignored: list[str] = []
        for name, accepted in ACCEPTED.items():
            given = str(query.get(name) or "").strip()
            if not given:
                continue
            value = accepted(given, choices)
            if value is None:
                told = "n'est pas une date" if name in DAYS else "n'existe pas ici"
                ignored.append(f"{NAMES[name]} « {given[:40]} » {told}")
            else:
                values[name] = value
        if values.get("state") == "untreated":
            values["state"] = "received"
        if values.get("state") == "all":
            del values["state"]
        return cls(values, tuple(ignored))

    def get(self, name: str) -> str:
        return self.values.get(name, "")

    @property
    def sort(self) -> str:
        sort = self.values.get("sort", "recent")
        return "due" if sort in named.OWN_SORTS and not self.is_own else sort

    @property
    def is_own(self) -> bool:
        """Open cases the reader has in charge."""
        return self.get("assignee") == "me" and self.get("state") not in ("", "closed")

    @property
    def backwards(self) -> tuple[str, ...]:
        """Periods that end before they begin, where nothing can be: « la réception »."""
        spans = (("received", "la réception"), ("closed", "la clôture"), ("due", "l'échéance"))
        return tuple(
            said
            for name, said in spans
            if self.get(f"{name}_to") and self.get(f"{name}_from") > self.get(f"{name}_to")
        )

    @property
    def narrowing(self) -> dict[str, str]:
        """The parameters that leave cases out, the state aside (it has its tabs)."""
        return {name: value for name, value in self.values.items() if name not in (*ARRANGING, "state")}

    def apply(self, queryset: Any, reading: Reading) -> Any:
        """The cases of this queryset that the filter keeps; the order is the pager's."""
        for name, value in self.values.items():
            if name in ARRANGING:
                continue
            if name == "channel" and self.get("any_channel"):
                queryset = queryset.filter(conditions.any_channel(value, reading))
            else:
                queryset = queryset.filter(conditions.CONDITIONS[name](value, reading))
        return queryset

    def with_(self, **changes: str) -> "QueueFilter":
        """Another filter: an empty value takes the parameter away."""
        merged = {**self.values, **changes}
        return QueueFilter({name: merged[name] for name in ACCEPTED if merged.get(name)})

    def without(self, name: str) -> "QueueFilter":
        gone = {name: ""} | ({"any_channel": ""} if name == "channel" else {})
        return self.with_(**gone)

    def url(self, **paging: str) -> str:
        """The queue with this filter; never without a parameter, which would mean the default filter."""
        values = dict(self.values)
        if "state" not in values:
            values["state"] = "all"
        return f"{reverse('desk:queue')}?{urlencode(values | paging)}"
