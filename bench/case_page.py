"""The page of a case whose thread holds thirty messages."""

from django.db import transaction

from bench.generator import SLUG, THREAD, long_case
from bench.pages import ask, signed_in, tell
from bench.setting import Report, in_town


def run(report: Report) -> None:
    with in_town(SLUG), transaction.atomic():
        reference = long_case().reference
    asked = ask(signed_in(("case_worker", "VOI")), f"/desk/cases/{reference}", report.sizes.repeat)
    tell(report, f"Page d'une demande ({THREAD} messages)", asked, goal="≤ 15 requêtes SQL")
