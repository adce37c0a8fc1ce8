"""The queue and « my day » at 100,000 requests, for two agents whose sight differs."""

from urllib.parse import urlencode

from django.db import transaction

from bench.generator import SLUG
from bench.pages import Role, ask, reader, signed_in, tell
from bench.setting import Report, in_town
from parvis.cases.models import Case
from parvis.desk.lists.paging import PAGE, write_cursor
from parvis.organisation.access import Access

GOAL = "≤ 8 requêtes SQL"
#: A roads technician reads every open sector; a social worker also reads a sealed one.
READERS: dict[Role, str] = {
    ("case_worker", "VOI"): "agente voirie",
    ("case_worker", "SOC"): "CCAS, cloisonné",
}
QUEUE = {
    "ouvertes": {"state": "open"},
    "toutes": {"state": "all"},
    "un service": {"state": "open", "department": "VOI"},
    "par échéance": {"state": "open", "sort": "due"},
    "en retard": {"state": "open", "due": "overdue", "sort": "due"},
    "par priorité": {"state": "open", "sort": "priority"},
    "filtre de mots": {"state": "all", "q": "trottoir"},
}
DEEP = 200


def run(report: Report) -> None:
    for role, who in READERS.items():
        browser = signed_in(role)
        for what, filters in QUEUE.items():
            path = f"/desk/queue?{urlencode(filters)}"
            tell(report, f"File, {what} ({who})", ask(browser, path, report.sizes.repeat), goal=GOAL)
        deep = urlencode({"state": "all", "after": _cursor(role)})
        tell(
            report,
            f"File, page {DEEP} ({who})",
            ask(browser, f"/desk/queue?{deep}", report.sizes.repeat),
            goal=GOAL,
        )
        tell(report, f"Ma journée ({who})", ask(browser, "/desk/", report.sizes.repeat), goal=GOAL)


def _cursor(role: Role) -> str:
    """Where the 200th page starts, or half-way where there are not as many."""
    with in_town(SLUG), transaction.atomic():
        access = Access.of(reader(role))
        cases = Case.objects.readable_by(access)
        before = min(PAGE * (DEEP - 1), cases.count() // 2)
        return write_cursor(cases.most_recent_first()[before], "recent")
