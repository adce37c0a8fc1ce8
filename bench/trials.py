"""A change of the routing rules tried on past cases: a year, by words, by channel, and the worst that can be asked."""

from urllib.parse import urlencode

from django.db import transaction

from bench.generator import SLUG
from bench.pages import ask, signed_in, tell
from bench.setting import Report, in_town
from parvis.organisation.models import Department

HOME = "/administration/orientation"
RULES = {
    "trois mots": {"words": "rat, égout, chat errant"},
    "une origine": {"channel": "web"},
    "presque tout": {"words": "le, la, un, une"},
}


def run(report: Report) -> None:
    with in_town(SLUG), transaction.atomic():
        police = Department.objects.get(code="PM").pk
    browser = signed_in(("administrator", "ADM"))
    # A trial reads texts by the thousand: a few times tell as much as forty.
    repeat = max(2, report.sizes.repeat // 8)
    for what, conditions in RULES.items():
        query = urlencode({"action": "add", "department": police, "rank": 0, "period": "12m"} | conditions)
        tell(report, f"Essai d'une règle sur un an ({what})", ask(browser, f"{HOME}/essai?{query}", repeat))
        tell(report, f"Une page de sa liste ({what})", ask(browser, f"{HOME}/essai/demandes?{query}", repeat))
    tell(report, "Ce que disent les transferts, un an", ask(browser, f"{HOME}/transferts?period=12m", repeat))
