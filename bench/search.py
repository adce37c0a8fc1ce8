"""Search under row-level security, and what it would cost otherwise."""

import re
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from bench.generator import SLUG
from bench.pages import ask, reader, recorded, signed_in, tell
from bench.setting import Report, as_owner, in_town
from parvis.cases.models import Case
from parvis.cases.searching import search
from parvis.desk.palette.searching import find
from parvis.directory.models import ContactPoint
from parvis.kit.readonly import read_only_transaction
from parvis.organisation.access import Access

READER = ("case_worker", "VOI")
GOAL = "p95 < 100 ms"
#: What one writes when one does not know: correct, and slow under row-level security.
PLAIN = """SELECT id FROM cases_case WHERE tenant_id = %s AND search @@ websearch_to_tsquery('public.parvis_fr', %s)
    ORDER BY received_at DESC, id DESC LIMIT 51"""


def run(report: Report) -> None:
    with in_town(SLUG) as town:
        with transaction.atomic():
            access = Access.of(reader(READER))
            asked = questions(access)
        for what, words in asked.items():
            seconds, found = _timed(report.sizes.repeat, lambda words=words: _search(words, access))
            report.times(f"Recherche, {what}", seconds, goal=GOAL, extra=f" ; {found} sur la page")
        for what, words in typed(asked).items():
            seconds, found = _timed(report.sizes.repeat, lambda words=words: _propose(words, access))
            report.times(f"Pendant la frappe, {what}", seconds, goal=GOAL, extra=f" ; {found} proposées")
        for what in ("mot fréquent", "mot rare"):
            _compare(report, what, asked[what], town.pk, access)
    browser = signed_in(READER)
    for what in ("mot fréquent", "nom"):
        path = f"/desk/search?q={asked[what].replace(' ', '+')}"
        tell(report, f"Page de recherche, {what}", ask(browser, path, report.sizes.repeat), goal=GOAL)


def questions(access: Access) -> dict[str, str]:
    """Read from what the reader reads, so that each kind finds what its name says."""
    cases = Case.objects.readable_by(access).filter(person__isnull=False).exclude(address="").order_by("-id")
    texts = list(cases.values_list("description", flat=True)[:2000])
    counted = Counter(word for text in texts for word in set(re.findall(r"[a-zà-ÿ]{6,12}", text.lower())))
    words = [word for word, _n in counted.most_common() if _means_something(word)]
    case = cases.select_related("person")[0]
    phone = ContactPoint.objects.filter(kind="phone", person__cases__in=cases[:200].values("pk")).order_by(
        "-id"
    )[0]
    return {
        "mot fréquent": words[0],
        "deux mots": " ".join(re.findall(r"[a-zà-ÿ]{6,12}", case.description.lower())[:2]),
        "mot rare": words[-1],
        "référence": case.reference,
        "nom": case.person.birth_name or case.person.organisation_name,
        "prénom et nom": f"{case.person.given_names} {case.person.birth_name}",
        "téléphone": phone.value,
        "adresse": case.address,
        "rien": "zygomorphe",
    }


def typed(asked: dict[str, str]) -> dict[str, str]:
    """What is there before the last letter, or with one too many."""
    return {
        "début d'un mot": asked["mot fréquent"][:4],
        "début d'un nom": asked["nom"][:4],
        "nom mal tapé": asked["nom"] + "z",
        "adresse": asked["adresse"],
        "début d'un téléphone": asked["téléphone"][:8],
        "fin d'une référence": asked["référence"].split("-")[1],
        "mot inconnu": asked["rien"],
    }


def _means_something(word: str) -> bool:
    """Not « dans », « cette »…"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT numnode(websearch_to_tsquery('public.parvis_fr', %s)) > 0", [word])
        return bool(cursor.fetchone()[0])


def _search(words: str, access: Access) -> int:
    with read_only_transaction():
        return len(search(words, access=access).cases)


def _propose(words: str, access: Access) -> int:
    with read_only_transaction():
        found = find(words, access)
        return len(found.cases) + len(found.persons) + len(found.types)


def _compare(report: Report, what: str, words: str, tenant: int, access: Access) -> None:
    """The same words: as the owner who is held by nothing, and by the plain query under row-level security."""
    repeat = report.sizes.repeat
    with recorded() as statements:
        _search(words, access)
    with as_owner() as owner:
        free, _ = _timed(repeat, lambda: len(owner.execute(PLAIN, [tenant, words]).fetchall()))
    held, _ = _timed(repeat, lambda: _identifiers(PLAIN, [tenant, words]))
    ours, _ = _timed(repeat, lambda: _identifiers(*statements[0]))
    report.times(f"{what} : requête directe, propriétaire", free)
    report.times(f"{what} : requête directe, sous RLS", held)
    report.times(f"{what} : la nôtre, sous RLS", ours)


def _identifiers(sql: str, params: Any) -> int:
    with read_only_transaction(), connection.cursor() as cursor:
        cursor.execute(sql, params)
        return len(cursor.fetchall())


def _timed(repeat: int, act: Callable[[], Any]) -> tuple[list[float], Any]:
    seconds, found = [], act()
    for _ in range(repeat):
        started = time.perf_counter()
        found = act()
        seconds.append(time.perf_counter() - started)
    return seconds, found
