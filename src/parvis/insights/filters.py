"""What a reader asks of a dashboard: a period and what to narrow to, read from an address, a command or an API call.

Parameters: ``period`` (30d, month, last-month, year, 12m, custom), ``from`` and ``to`` (days, YYYY-MM-DD, which make
the period custom), ``department``, ``type`` and ``district`` (codes; ``district=none`` for no district), ``channel``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from parvis.cases.states import Channel
from parvis.insights import periods
from parvis.insights.periods import BadPeriod, Period
from parvis.insights.selection import NONE, Codes, Selection

NARROWING = ("department", "type", "district", "channel")
PARAMETERS = ("period", "from", "to", *NARROWING)


class BadFilters(ValueError):
    """``problems`` says in French what is wrong, by parameter."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)


@dataclass(frozen=True, slots=True)
class Filters:
    """``period`` is None where no period was asked of a dashboard that needs none."""

    period: Period | None
    department: str = ""
    type: str = ""
    district: str = ""
    channel: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def selection(self) -> Selection:
        """Without the period, which each indicator applies to the date it is about."""
        return Selection(
            department=self.department, type=self.type, district=self.district, channel=self.channel
        )

    def parameters(self) -> dict[str, str]:
        """As they would be written again."""
        found: dict[str, str] = {}
        if self.period:
            found["period"] = self.period.code
            if self.period.code == periods.CUSTOM:
                found |= {"from": self.period.first.isoformat(), "to": self.period.last.isoformat()}
        return found | {name: getattr(self, name) for name in NARROWING if getattr(self, name)}


def read(values: Mapping[str, str], *, codes: Codes, today: date, default_period: str) -> Filters:
    """Unknown values are left aside and said in ``problems``."""
    problems: dict[str, str] = {}
    known = {
        "department": codes.departments,
        "type": codes.types,
        "district": {NONE: 0, **codes.districts},
        "channel": dict.fromkeys(Channel.values, 0),
    }
    names = {"department": "service", "type": "type", "district": "quartier", "channel": "canal"}
    given: dict[str, str] = {}
    for name in NARROWING:
        value = values.get(name, "").strip()
        if value and value not in known[name]:
            problems[name] = f"Le {names[name]} « {value[:40]} » n'existe pas ici."
        else:
            given[name] = value
    try:
        period = _period(values, today, default_period)
    except BadPeriod as bad:
        problems["period"] = str(bad)
        period = periods.named(default_period, today) if default_period else None
    return Filters(period, **given, problems=problems)


def _period(values: Mapping[str, str], today: date, default: str) -> Period | None:
    code = values.get("period", "").strip()
    first, last = values.get("from", "").strip(), values.get("to", "").strip()
    # The fields of the form keep their days when another period is chosen: the choice wins.
    if (first or last) and code in ("", periods.CUSTOM):
        return periods.custom(first, last, today)
    code = default if code in ("", periods.CUSTOM) else code
    return periods.named(code, today) if code else None
