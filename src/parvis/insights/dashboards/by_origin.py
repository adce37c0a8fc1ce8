from parvis.insights.dashboards.dashboard import Dashboard, Page, Results, card, points, table_of
from parvis.insights.ground import Ground
from parvis.insights.wording import cases, plural, share
from parvis.ui import charts
from parvis.ui.numbers import number

COLUMNS = ("in_progress", "waiting", "scheduled", "ongoing")
SEVERAL_CHANNELS = (
    "Une demande arrivée par plusieurs canaux est une seule demande : elle compte une fois sous chacun d'eux, et une "
    "fois dans le total."
)


class ByOrigin(Dashboard):
    name = "by-origin"
    path = "par-origine"
    title = "En cours par origine"
    question = "D'où viennent les demandes que les services traitent en ce moment ?"
    icon = "route"
    indicators = ("in_progress_origin",)

    def sentence(self, results: Results, ground: Ground) -> str:
        result = results["in_progress_origin"]
        total = result["ongoing"]
        if not total:
            return "Aucune demande n'est en cours."
        parts = [
            text
            for n, text in (
                (result["waiting"], f"{number(result['waiting'])} en attente"),
                (result["scheduled"], plural(result["scheduled"], "planifiée", "planifiées")),
            )
            if n
        ]
        detail = f", dont {' et '.join(parts)}" if parts else ""
        return f"{cases(total)} {'est' if total == 1 else 'sont'} en cours{detail}. {_first_channel(results)}"

    def page(self, results: Results, ground: Ground) -> Page:
        result = results["in_progress_origin"]
        return Page(
            self.sentence(results, ground),
            (
                card("En cours, au total", result.figures["ongoing"], ground),
                card("En cours de traitement", result.figures["in_progress"], ground),
                card("En attente", result.figures["waiting"], ground, note="de l'usager ou d'un tiers"),
                card("Planifiées", result.figures["scheduled"], ground),
            ),
            (
                charts.bars(
                    "Par quel canal",
                    _first_channel(results),
                    points(result.rows, "ongoing", ground),
                    head=("Canal", "Demandes"),
                ),
            ),
            (
                table_of("Par canal et par état", "Chaque nombre ouvre la liste des demandes.", "Canal", result, COLUMNS, ground,
                         total="Demandes (chacune une fois)"),
            ) if result.rows else (),
            (SEVERAL_CHANNELS,),
            empty=not result["ongoing"],
        )  # fmt: skip


def _first_channel(results: Results) -> str:
    result = results["in_progress_origin"]
    total = result["ongoing"]
    if not result.rows or not total:
        return "Rien n'est en cours."
    first = result.rows[0]
    n = first.figures["ongoing"].value
    part = share(n, total)
    among = f"{part} des demandes en cours" if part else f"{number(n)} sur {number(total)}"
    if len(result.rows) > 1 and result.rows[1].figures["ongoing"].value == n:
        return f"Canaux les plus fréquents, à égalité : {first.label} et {result.rows[1].label} ({among} chacun)."
    return f"Canal le plus fréquent : {first.label} ({among})."


DASHBOARD = ByOrigin()
