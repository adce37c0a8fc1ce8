from parvis.insights.dashboards.dashboard import Card, Dashboard, Page, Results, card, points
from parvis.insights.ground import Ground
from parvis.insights.wording import cases, listed, plural
from parvis.ui import charts
from parvis.ui.numbers import number


class Untreated(Dashboard):
    name = "untreated"
    path = "non-traitees"
    title = "Reçues et non traitées"
    question = "Qu'est-ce qui attend encore une première prise en charge, et depuis quand ?"
    icon = "inbox"
    indicators = ("untreated", "untreated_age", "untreated_department", "unanswered")

    def sentence(self, results: Results, ground: Ground) -> str:
        total, old = results["untreated"]["total"], results["untreated_age"]["old"]
        if not total:
            return "Aucune demande n'attend une première prise en charge."
        verb = "attend" if total == 1 else "attendent"
        start = f"{cases(total)} {verb} une première prise en charge"
        if not old:
            return f"{start}, aucune depuis plus de 15 jours."
        if old == total:
            return f"{start}, {'depuis' if total == 1 else 'toutes depuis'} plus de 15 jours."
        return f"{start}, dont {number(old)} depuis plus de 15 jours."

    def page(self, results: Results, ground: Ground) -> Page:
        main, ages = results["untreated"], results["untreated_age"]
        total = main["total"]
        oldest = ages.facts["oldest_days"]
        return Page(
            self.sentence(results, ground),
            (
                card("Non traitées", main.figures["total"], ground),
                card("Depuis plus de 15 jours", ages.figures["old"], ground, alert=bool(ages["old"])),
                card("Échéance dépassée", main.figures["overdue"], ground, alert=bool(main["overdue"])),
                Card("La plus ancienne", plural(max(int(oldest), 0), "jour", "jours") if oldest is not None else "–",
                     ground.url(ages.lists["oldest_days"]) if oldest is not None else ""),
                card("Ouvertes sans réponse", results["unanswered"].figures["total"], ground, note="tous états confondus"),
            ),
            ((_ages(results, ground),), (_departments(results, ground),)),
            oldest=main.figures["total"].selection if total else None,
            empty=not total,
        )  # fmt: skip


def _ages(results: Results, ground: Ground) -> charts.Chart:
    marks = points(results["untreated_age"].rows, "total", ground)
    return charts.bars("Depuis combien de temps", _age_reading(results), marks, head=("Âge", "Demandes"))


def _departments(results: Results, ground: Ground) -> charts.Chart:
    marks = points(results["untreated_department"].rows, "total", ground)
    return charts.bars(
        "Dans quels services", _department_reading(results), marks, head=("Service", "Demandes")
    )


def _age_reading(results: Results) -> str:
    total = results["untreated"]["total"]
    young = results["untreated_age"].rows[0].figures["total"].value
    if not total:
        return "Rien n'attend."
    if young == total:
        return (
            "Toutes sont arrivées ces trois derniers jours."
            if total > 1
            else "Elle est arrivée ces trois derniers jours."
        )
    return (
        f"{plural(young, 'est arrivée', 'sont arrivées')} ces trois derniers jours."
        if young
        else ("Aucune n'est arrivée ces trois derniers jours.")
    )


def _department_reading(results: Results) -> str:
    rows = results["untreated_department"].rows
    if not rows:
        return "Aucun service n'a de demande à prendre."
    first = [f"{row.label} ({number(row.figures['total'].value)})" for row in rows[:2]]
    if len(rows) == 1:
        return f"Toutes sont dans un seul service : {rows[0].label}."
    return f"Les plus nombreuses : {listed(first)}."


DASHBOARD = Untreated()
