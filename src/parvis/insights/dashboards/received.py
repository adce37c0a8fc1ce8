from math import sqrt

from parvis.insights.dashboards.by_origin import SEVERAL_CHANNELS
from parvis.insights.dashboards.dashboard import (
    Card,
    Cell,
    Dashboard,
    Page,
    Results,
    Table,
    card,
    figure_cell,
    leading,
    points,
)
from parvis.insights.ground import Ground
from parvis.insights.results import Figure, Result, Row
from parvis.insights.selection import NONE
from parvis.insights.wording import cases, duration, listed, plural, share
from parvis.ui import charts
from parvis.ui.charts import Series
from parvis.ui.numbers import number

#: Types drawn; the figures have them all.
DRAWN = 15
#: Beyond this many equals, nobody is first.
MOST_EQUAL = 3
Rows = tuple[Row, ...]
PEAKS = {
    "day": "La journée la plus chargée",
    "week": "La semaine la plus chargée",
    "month": "Le mois le plus chargé",
    "year": "L'année la plus chargée",
}
#: Lines of the table: the indicator, how its labels start, its figures.
BEHIND = (
    ("received", "Reçues : ", ("previous", "last_year")),
    (
        "first_reply_delay",
        "Première réponse : ",
        ("counted", "reached", "ended_otherwise", "still_open", "left_out"),
    ),
    ("closure_delay", "Clôture : ", ("counted", "reached", "still_open", "left_out")),
    ("on_time", "", ("due", "on_time", "late")),
    ("reopen_rate", "", ("closures", "reopened")),
)
PACES = {"day": "Jour", "week": "Semaine", "month": "Mois", "year": "Année"}


class Received(Dashboard):
    name = "received"
    path = "recues"
    title = "Statistiques des demandes reçues"
    question = "Combien de demandes, lesquelles, d'où, et en combien de temps la mairie répond ?"
    icon = "chart-line"
    indicators = (
        "received",
        "received_types",
        "received_districts",
        "received_channels",
        "first_reply_delay",
        "closure_delay",
        "on_time",
        "reopen_rate",
    )
    default_period = "30d"

    def sentence(self, results: Results, ground: Ground) -> str:
        period, result = ground.filters.period, results["received"]
        assert period is not None
        total = result["total"]
        if not total:
            return f"Aucune demande reçue {period.sentence}."
        start = f"{cases(total)} {'reçue' if total == 1 else 'reçues'} {period.sentence}"
        before = result.figures.get("previous")
        return f"{start}, {_compared(result)}." if before and before.value else f"{start}."

    def page(self, results: Results, ground: Ground) -> Page:
        result = results["received"]
        return Page(
            self.sentence(results, ground),
            (
                card("Reçues", result.figures["total"], ground, note=_year(result)),
                _delay_card("Première réponse, une demande sur deux", results["first_reply_delay"], ground),
                _delay_card("Clôture, une demande sur deux", results["closure_delay"], ground),
                _on_time_card(results["on_time"], ground),
                _reopen_card(results["reopen_rate"], ground),
            ),
            _charts(results, ground) if result["total"] else (),
            (_behind(results, ground),) if result["total"] else (),
            notes=(SEVERAL_CHANNELS,),
            empty=not result["total"],
        )


def _charts(results: Results, ground: Ground) -> tuple[tuple[charts.Chart, ...], ...]:
    total = results["received"]["total"]
    types, districts, channels = (results[f"received_{name}"] for name in ("types", "districts", "channels"))
    located = tuple(row for row in districts.rows if row.key != NONE)
    return (
        (
            _trend(results["received"], ground),
            _ranking(
                "Types de demandes",
                "Type",
                ("Le type le plus fréquent", types.rows, types.rows),
                total,
                ground,
            ),
        ),
        (
            _delays(results),
            _ranking("Quartiers", "Quartier", ("Le plus concerné", located, districts.rows), total, ground),
            _ranking(
                "Canaux", "Canal", ("Le canal le plus fréquent", channels.rows, channels.rows), total, ground
            ),
        ),
    )


def _compared(result: Result) -> str:
    """Against the same number of working days; a difference that chance explains is called ordinary."""
    total, before = result["total"], result["previous"]
    worked = int(result.facts["working_days"] or 0)
    days = (
        plural(worked, "jour ouvré", "jours ouvrés")
        if worked
        else plural(int(result.facts["days"] or 0), "jour", "jours")
    )
    compared = f"contre {number(before)} sur la période précédente de même longueur ({days})"
    # Two counts of a Poisson process differ by more than twice this once in twenty.
    if abs(total - before) <= 2 * sqrt(total + before):
        return f"{compared}, un écart ordinaire"
    part = share(abs(total - before), before)
    more = "de plus" if total > before else "de moins"
    return f"{compared}, soit {part} {more}" if part else compared


def _year(result: Result) -> str:
    if "last_year" not in result.figures:
        return ""
    return f"{number(result['last_year'])} un an plus tôt"


def _behind(results: Results, ground: Ground) -> Table:
    """The numbers of cases behind the shares, the delays and the comparisons."""
    rows = []
    for name, start, keys in BEHIND:
        result = results[name]
        for key in keys:
            if key in result.figures:
                text = result.labels[key]
                label = f"{start}{text[:1].lower()}{text[1:]}" if start else text
                rows.append((Cell(label), figure_cell(result.figures[key], ground, label)))
    return Table("Les nombres de demandes derrière ces chiffres", "Chaque nombre ouvre la liste des demandes.",
                 ("Mesure", "Demandes"), tuple(rows))  # fmt: skip


def _delay_card(label: str, result: Result, ground: Ground) -> Card:
    """It opens the cases followed, from which both durations are drawn."""
    counted, reached = result["counted"], result["reached"]
    if not reached:
        return Card(
            label, "–", ground.url(result.lists["median_hours"]) if counted else "", "rien à mesurer encore"
        )
    median, p90 = _hours(result, "median_hours"), _hours(result, "p90_hours")
    return Card(
        label,
        duration(median),
        ground.url(result.lists["median_hours"]),
        f"{'9 sur 10 : ' + duration(p90) if p90 is not None else 'moins de 9 sur 10 à ce jour'}, "
        f"sur {plural(counted, 'demande', 'demandes')}",
    )


def _hours(result: Result, name: str) -> float | None:
    value = result.facts[name]
    return None if value is None else float(value)


def _share_url(part: Figure, whole: Figure, ground: Ground) -> str:
    """The cases of the share; of the whole when none has it."""
    return ground.url((part if part.value else whole).selection)


def _on_time_card(result: Result, ground: Ground) -> Card:
    due, on_time = result["due"], result["on_time"]
    if not due:
        return Card("Dans les délais", "–", note="aucune échéance sur la période")
    return Card("Dans les délais", share(on_time, due) or f"{number(on_time)} sur {number(due)}",
                _share_url(result.figures["on_time"], result.figures["due"], ground),
                f"{number(on_time)} sur {plural(due, 'échéance', 'échéances')}")  # fmt: skip


def _reopen_card(result: Result, ground: Ground) -> Card:
    closures, again = result["closures"], result["reopened"]
    if not closures:
        return Card("Rouvertes sous 30 jours", "–", note="aucune clôture assez ancienne")
    closed = plural(closures, "demande close", "demandes closes")
    return Card(
        "Rouvertes sous 30 jours",
        share(again, closures) or f"{number(again)} sur {number(closures)}",
        _share_url(result.figures["reopened"], result.figures["closures"], ground),
        f"{number(again)} sur {closed} il y a plus de 30 jours",
    )


def _trend(result: Result, ground: Ground) -> charts.Chart:
    pace = str(result.facts["pace"])
    names, n = leading(result.rows, "total")
    reading = f"{PEAKS[pace]} : {names[0]} ({cases(n)})." if len(names) == 1 else "Aucun pic ne se détache."
    marks = points(result.rows, "total", ground)
    return charts.columns("Au fil du temps", reading, marks, head=(PACES[pace], "Demandes"))


def _ranking(
    title: str, head: str, ranked: tuple[str, Rows, Rows], total: int, ground: Ground
) -> charts.Chart:
    """``ranked``: how the first one is called, the rows that may be first, the rows drawn."""
    first, candidates, rows = ranked
    names, n = leading(candidates, "total")
    part = share(n, total)
    said = f"{cases(n)}, {part}" if part else cases(n)
    reading = (
        f"{first} : {names[0]} ({said})."
        if len(names) == 1
        else f"En tête, à égalité : {listed(names)} ({said} chacun)."
    )
    if not names or len(names) > MOST_EQUAL:
        reading = "Aucun ne se détache."
    if len(rows) > DRAWN:
        reading += f" Les {DRAWN} premiers sur {len(rows)} sont montrés ; l'export les a tous."
    return charts.bars(title, reading, points(rows[:DRAWN], "total", ground), head=(head, "Demandes"))


def _delays(results: Results) -> charts.Chart:
    """Two stairways, day by day: what share has had its first reply, what share is closed."""
    closure, reply = results["closure_delay"], results["first_reply_delay"]
    curves: dict[str, dict[float, float]] = {}
    for result in (reply, closure):
        for name, x, y in result.points:
            curves.setdefault(name, {})[x] = round(100 * y, 1)
    days = sorted({x for curve in curves.values() for x in curve})
    series = [Series(name, [curve.get(x) for x in days]) for name, curve in curves.items()]
    return charts.lines(
        "En combien de temps",
        _delay_reading(results),
        [f"{x:g} j" for x in days],
        series,
        head="Après",
        unit=" %",
        ceiling=100,
        steps=True,
    )


def _delay_reading(results: Results) -> str:
    said: list[str] = []
    for name, label in (
        ("first_reply_delay", "ont eu une première réponse"),
        ("closure_delay", "sont closes"),
    ):
        median = _hours(results[name], "median_hours")
        if median is not None:
            start = "" if said else "des demandes "
            said.append(f"la moitié {start}{label} en {duration(median)}")
    if not said:
        return "Moins de la moitié des demandes ont eu une réponse ou sont closes : il est trop tôt pour donner un délai."
    text = ", et ".join(said)
    return f"{text[:1].upper()}{text[1:]} ; les demandes encore ouvertes sont prises en compte."


DASHBOARD = Received()
