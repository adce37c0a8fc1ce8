"""Counting cases by one of their columns, one statement each."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from django.db.models import Count, Q, Value

from parvis.cases.queries import CaseQuerySet
from parvis.cases.states import Channel, State
from parvis.insights.ground import Ground
from parvis.insights.results import Figure, Row
from parvis.insights.selection import NONE, Selection
from parvis.ui import vocabulary

#: Columns of cases in progress, by the queue's state.
IN_PROGRESS = {
    "ongoing": "En cours, au total",
    "in_progress": "En cours",
    "waiting": "En attente",
    "scheduled": "Planifiées",
}


def how_many(where: Q | None = None) -> Count:
    """``count(*)``, which an index alone can answer; under a condition, of a column that is never null."""
    return Count("*") if where is None else Count("state", filter=where)


def by_column(cases: CaseQuerySet, column: str) -> Counter[int | None]:
    return Counter(dict(cases.order_by().values_list(column).annotate(n=how_many())))


def each(parts: Mapping[str, CaseQuerySet]) -> Counter[str]:
    """How many cases in each part, in one statement."""
    counted = [
        cases.order_by().annotate(part=Value(name)).values_list("part").annotate(n=how_many())
        for name, cases in parts.items()
    ]
    return Counter(dict(counted[0].union(*counted[1:], all=True)))


def by_state(cases: CaseQuerySet) -> Counter[str]:
    return Counter(dict(cases.order_by().values_list("state").annotate(n=how_many())))


def by_channel_and_state(cases: CaseQuerySet) -> dict[str, Counter[str]]:
    """A case counts once under each of its channels; under "all", once."""
    found: dict[str, Counter[str]] = {"all": Counter()}
    for channel, others, state, n in (
        cases.order_by().values_list("channel", "other_channels", "state").annotate(n=how_many())
    ):
        for name in {"all", channel, *others}:
            found.setdefault(name, Counter())[state] += n
    return found


def in_progress_figures(states: Counter[str], selection: Selection) -> dict[str, Figure]:
    total = states[State.IN_PROGRESS] + states[State.WAITING] + states[State.SCHEDULED]
    counts = {"ongoing": total, **states}
    return {name: Figure(counts.get(name, 0), selection.narrowed(state=name)) for name in IN_PROGRESS}


def channels_shown(ground: Ground) -> list[str]:
    """Under a filter on a channel, that one: the queue cannot say « this one and that one »."""
    return [ground.filters.channel] if ground.filters.channel else list(Channel.values)


def channel_label(code: str) -> str:
    return str(vocabulary.CHANNELS[code].label)


def largest_first(rows: Iterable[Row], key: str) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: (-row.figures[key].value, row.label)))


def breakdown(
    counts: Counter[int | None],
    name: Callable[[int | None], tuple[str, str]],
    select: Callable[[str], Selection],
    column: str,
) -> tuple[Row, ...]:
    """Rows of one figure, largest first; ``name`` gives the code and the label of an identifier."""
    rows = []
    for identifier, n in counts.items():
        code, label = name(identifier)
        rows.append(Row(code, label, {column: Figure(n, select(code))}))
    return largest_first(rows, column)


def district_name(ground: Ground, identifier: int | None) -> tuple[str, str]:
    if identifier is None:
        return NONE, "Sans quartier"
    district = ground.town.districts[identifier]
    return district.code, district.name
