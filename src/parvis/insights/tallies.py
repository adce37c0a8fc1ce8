"""The requests received in the period, read once and counted in every way the dashboard wants (GROUPING SETS)."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, Expression, F, Func, Value, When
from django.db.models.fields import CharField, FloatField
from django.db.models.functions import Coalesce

from parvis.insights import cohorts
from parvis.insights.days import local_day
from parvis.insights.periods import Period
from parvis.insights.survival import End

LEFT_OUT = "left_out"
#: Enough for the groups of a year of a large town to be hashed at once, without sorting.
MEMORY = "64MB"
#: What is counted together: the names below, one group of columns after another. Few groups, each of columns with few
#: values together: what a row costs is what it is grouped by.
SETS = {
    "places": ("one_type", "one_district"),
    "days": ("one_day", "one_channel", "one_others"),
    "first_reply": ("reply_hours", "reply_end"),
    "closure": ("closure_hours", "closure_end"),
}
COLUMNS = tuple(column for columns in SETS.values() for column in columns)

#: (hours, end, how many)
Ages = list[tuple[float, str, int]]


@dataclass(frozen=True)
class Tallies:
    days: Counter[date] = field(default_factory=Counter)
    types: Counter[int | None] = field(default_factory=Counter)
    districts: Counter[int | None] = field(default_factory=Counter)
    #: Under each of its channels a case counts once; under "all", once.
    channels: Counter[str] = field(default_factory=Counter)
    #: Ages by delay, those left out under LEFT_OUT.
    ages: dict[str, Ages] = field(default_factory=lambda: {"first_reply": [], "closure": []})


class _Hours(Func):
    """Whole hours from one instant to another, never negative; in floating point, which groups faster than numeric."""

    template = "greatest(round(date_part('epoch', %(expressions)s) / 3600), 0)"
    arg_joiner = " - "
    output_field = FloatField()


def tallies(cases: Any, now: datetime, period: Period, tz: ZoneInfo) -> Tallies:
    """One statement, one reading of the index that covers every column of the figures; cases received in the period."""
    rows = cases.order_by().values(**_columns(now, period, tz))
    try:
        inner, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return Tallies()
    names = ", ".join(COLUMNS)
    groups = ", ".join(f"({', '.join(columns)})" for columns in SETS.values())
    # Which set a row belongs to: the bit of its own first column is the only one not raised.
    firsts = ", ".join(columns[0] for columns in SETS.values())
    sql = (
        f"SELECT GROUPING({firsts}), {names}, count(*) FROM ({inner}) AS received"  # noqa: S608 - written by the ORM
        f" GROUP BY GROUPING SETS ({groups})"
    )
    found = Tallies()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('work_mem', %s, true)"
            " WHERE pg_size_bytes(current_setting('work_mem')) < pg_size_bytes(%s)",
            [MEMORY, MEMORY],
        )
        cursor.execute(sql, params)
        for bits, *values, n in cursor.fetchall():
            _add(found, _set_of(bits), dict(zip(COLUMNS, values, strict=True)), n)
    return found


def _set_of(bits: int) -> str:
    every = (1 << len(SETS)) - 1
    names = list(SETS)
    return names[len(SETS) - (every - bits).bit_length()]


def _add(found: Tallies, name: str, values: dict[str, Any], n: int) -> None:
    match name:
        case "places":
            found.types[values["one_type"]] += n
            found.districts[values["one_district"]] += n
        case "days":
            found.days[values["one_day"]] += n
            for channel in {"all", values["one_channel"], *(values["one_others"] or ())}:
                found.channels[channel] += n
        case "first_reply":
            found.ages[name].append((values["reply_hours"], values["reply_end"], n))
        case "closure":
            found.ages[name].append((values["closure_hours"], values["closure_end"], n))


def _columns(now: datetime, period: Period, tz: ZoneInfo) -> dict[str, Expression | F]:
    replied = Coalesce("first_reply_at", "closed_at", Value(now))
    return {
        "one_day": local_day("received_at", period.first, period.last, tz),
        "one_type": F("request_type_id"),
        "one_district": F("district_id"),
        "one_channel": F("channel"),
        # Grouping by an array is slow, and nearly all are empty.
        "one_others": Case(When(other_channels__len__gt=0, then=F("other_channels"))),
        "reply_hours": _Hours(replied, F("received_at")),
        "reply_end": Case(
            When(cohorts.LEFT_OUT["first_reply"], then=Value(LEFT_OUT)),
            When(first_reply_at__isnull=False, then=Value(End.EVENT.value)),
            When(closed_at__isnull=False, then=Value(End.COMPETING.value)),
            default=Value(End.CENSORED.value),
            output_field=CharField(),
        ),
        "closure_hours": _Hours(Coalesce("closed_at", Value(now)), F("received_at")),
        "closure_end": Case(
            When(cohorts.LEFT_OUT["closure"], then=Value(LEFT_OUT)),
            When(closed_at__isnull=False, then=Value(End.EVENT.value)),
            default=Value(End.CENSORED.value),
            output_field=CharField(),
        ),
    }
