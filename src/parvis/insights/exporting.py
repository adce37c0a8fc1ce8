"""Figures as CSV for the spreadsheets of town halls: UTF-8 with its mark, semicolons, no formula."""

import csv
from collections.abc import Iterator
from typing import Any

from parvis.insights.figures import Computed
from parvis.insights.registry import indicator
from parvis.insights.results import Fact

BOM = "\ufeff"
HEAD = (
    "Indicateur",
    "Ligne",
    "Code",
    "Mesure",
    "Valeur",
    "Version de la définition",
    "Reçues du",
    "au",
    "Filtres",
    "Données du",
)
#: The pace of the columns, in words.
PACES = {"day": "jour", "week": "semaine", "month": "mois", "year": "année"}
#: What makes a spreadsheet compute a cell (OWASP); it then gets an apostrophe.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, value: str) -> str:
        return value


def guarded(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula is made plain; numbers stay numbers."""
    if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def written(value: Fact) -> str | int:
    """Numbers with a decimal comma, without grouping."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    return value


def _fact(key: str, fact: Fact) -> str | int:
    return PACES.get(str(fact), str(fact)) if key == "pace" else written(fact)


def lines(computed: Computed) -> Iterator[tuple[Any, ...]]:
    """One measure a line, so that a pivot table takes them as they are."""
    ground = computed.ground
    period = ground.filters.period
    asked = {k: v for k, v in ground.filters.parameters().items() if k not in ("period", "from", "to")}
    context = (
        period.first.isoformat() if period else "",
        period.last.isoformat() if period else "",
        ", ".join(f"{name}={value}" for name, value in asked.items()),
        f"{ground.at.astimezone(ground.tz):%Y-%m-%d %H:%M}",
    )
    for name, result in computed.results.items():
        one = indicator(name)
        labels = result.labels
        for key, figure in result.figures.items():
            yield (one.label, "", "", labels.get(key, key), figure.value, one.version, *context)
        for key, fact in result.facts.items():
            yield (one.label, "", "", labels.get(key, key), _fact(key, fact), one.version, *context)
        for row in result.rows:
            for key, figure in row.figures.items():
                yield (
                    one.label,
                    row.label,
                    row.key,
                    labels.get(key, key),
                    figure.value,
                    one.version,
                    *context,
                )


def stream(computed: Computed) -> Iterator[str]:
    writer = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    yield BOM
    yield writer.writerow(HEAD)
    for line in lines(computed):
        yield writer.writerow([guarded(value) for value in line])


def file_name(computed: Computed) -> str:
    """« pilotage-recues-ville-2026-11-22.csv »."""
    ground = computed.ground
    return f"pilotage-{computed.dashboard.path}-{ground.town.collectivity.slug}-{ground.today.isoformat()}"
