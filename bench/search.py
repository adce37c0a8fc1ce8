"""Search under row-level security, and what it would cost otherwise."""

import time
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from bench.generator import SLUG
from bench.pages import ask, signed_in, tell
from bench.setting import Report, as_owner, in_town
from parvis.cases.models import Case
from parvis.cases.searching import search
from parvis.directory.models import ContactPoint
from parvis.kit.readonly import read_only_transaction
from parvis.organisation.access import Access
from parvis.organisation.models import Agent

READER = "Élodie Besnard"
GOAL = "p95 < 100 ms"
#: What one writes when one does not know: correct, and slow under row-level security.
PLAIN = """SELECT id FROM cases_case WHERE tenant_id = %s AND search @@ websearch_to_tsquery('public.parvis_fr', %s)
    ORDER BY received_at DESC, id DESC LIMIT 51"""


def run(report: Report) -> None:
    with in_town(SLUG) as town:
        with transaction.atomic():
            access = Access.of(Agent.objects.get(display_name=READER))
            asked = _questions()
        for what, words in asked.items():
            seconds, found = _timed(report.sizes.repeat, lambda words=words: _search(words, access))
            report.times(f"Recherche, {what}", seconds, goal=GOAL, extra=f" ; {found} sur la page")
        for what in ("mot fréquent", "mot rare"):
            _compare(report, what, asked[what], town.pk, access)
    browser = signed_in(READER)
    for what in ("mot fréquent", "nom"):
        path = f"/desk/search?q={asked[what].replace(' ', '+')}"
        tell(report, f"Page de recherche, {what}", ask(browser, path, report.sizes.repeat), goal=GOAL)


def _questions() -> dict[str, str]:
    """Read from what was generated, so that each kind finds what its name says."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT word FROM ts_stat('SELECT search FROM (SELECT search FROM cases_case LIMIT 3000) AS sample')
               WHERE word ~ '^[a-z]{5,12}$' ORDER BY ndoc DESC, word"""
        )
        words = [row[0] for row in cursor.fetchall()]
    case = (
        Case.objects.filter(person__isnull=False)
        .exclude(address="")
        .select_related("person")
        .order_by("-id")[0]
    )
    phone = ContactPoint.objects.filter(kind="phone").order_by("-id")[0]
    return {
        "mot fréquent": words[0],
        "deux mots": f"{words[1]} {words[5]}",
        "mot rare": words[-1],
        "référence": case.reference,
        "nom": case.person.birth_name or case.person.organisation_name,
        "prénom et nom": f"{case.person.given_names} {case.person.birth_name}",
        "téléphone": phone.value,
        "adresse": case.address,
        "rien": "zygomorphe",
    }


def _search(words: str, access: Access) -> int:
    with read_only_transaction():
        return len(search(words, access=access).cases)


def _compare(report: Report, what: str, words: str, tenant: int, access: Access) -> None:
    """The same words: as the owner who is held by nothing, and by the plain query under row-level security."""
    repeat = report.sizes.repeat
    with as_owner() as owner:
        free, _ = _timed(repeat, lambda: len(owner.execute(PLAIN, [tenant, words]).fetchall()))
    held, _ = _timed(repeat, lambda: _plain(tenant, words))
    ours, _ = _timed(repeat, lambda: _search(words, access))
    report.times(f"{what} : requête directe, propriétaire", free)
    report.times(f"{what} : requête directe, sous RLS", held)
    speeds = [[1 / s for s in seconds] for seconds in (ours, free)]
    report.ratio(f"{what} : la nôtre", speeds[0], "propriétaire sans RLS", speeds[1], unit="/s", goal="")


def _plain(tenant: int, words: str) -> int:
    with read_only_transaction(), connection.cursor() as cursor:
        cursor.execute(PLAIN, [tenant, words])
        return len(cursor.fetchall())


def _timed(repeat: int, act: Callable[[], Any]) -> tuple[list[float], Any]:
    seconds, found = [], act()
    for _ in range(repeat):
        started = time.perf_counter()
        found = act()
        seconds.append(time.perf_counter() - started)
    return seconds, found
