from parvis.insights.dashboards.dashboard import Dashboard, Page, Results, card, leading, points, table_of
from parvis.insights.ground import Ground
from parvis.insights.wording import cases, listed, plural, share
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
            ((_chart(results, ground),),),
            (
                table_of("Par canal et par état", "Chaque nombre ouvre la liste des demandes.", "Canal", result, COLUMNS, ground,
                         total="Demandes (chacune une fois)"),
            ) if result.rows else (),
            (SEVERAL_CHANNELS,),
            empty=not result["ongoing"],
        )  # fmt: skip


def _chart(results: Results, ground: Ground) -> charts.Chart:
    marks = points(results["in_progress_origin"].rows, "ongoing", ground)
    return charts.bars("Par quel canal", _first_channel(results), marks, head=("Canal", "Demandes"))


def _first_channel(results: Results) -> str:
    result = results["in_progress_origin"]
    names, n = leading(result.rows, "ongoing")
    if not names:
        return "Rien n'est en cours."
    total = result["ongoing"]
    part = share(n, total)
    among = f"{part} des demandes en cours" if part else f"{number(n)} sur {number(total)}"
    if len(names) > 1:
        return f"Canaux les plus fréquents, à égalité : {listed(names)} ({among} chacun)."
    return f"Canal le plus fréquent : {names[0]} ({among})."


DASHBOARD = ByOrigin()
