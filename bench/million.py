"""A million requests in one town: lists, the case page, search, persons, the entry screen and the dashboards, against a
hundred thousand and ten thousand, beside a thousand small towns."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.db.models import Count
from django.test import Client
from django.urls import reverse

from bench.comparing import Goal, Question, compare
from bench.generator import SMALL, THREAD, long_case, slug_of
from bench.lists import QUEUE
from bench.pages import Role, reader, signed_in
from bench.search import questions
from bench.setting import Report, in_town
from parvis.cases.models import Case
from parvis.cases.searching import search
from parvis.desk.lists.paging import PAGE, write_cursor
from parvis.directory.models import ContactPoint, Person
from parvis.insights.dashboards import DASHBOARDS
from parvis.kit.readonly import read_only_transaction
from parvis.organisation.access import Access

LIST = Goal(ratio=1.3)
SEARCH = Goal(most=100)
FIGURES = Goal(most=300, ratio=3)
SEEN = Goal()
#: How far in a list one still turns pages, and the whole of a small one.
DEEP = 100
ROADS: Role = ("case_worker", "VOI")
SOCIAL: Role = ("case_worker", "SOC")
EXECUTIVE: Role = ("executive", "ADM")
Acts = dict[str, tuple[Goal, Callable[[], object]]]


def run(report: Report) -> None:
    by_town = {size: _acts(slug_of(size, report.sizes)) for size in report.sizes.towns}
    names = list(by_town[report.sizes.cases])
    asked = [
        Question(name, acts[name][0], {size: by_town[size][name][1] for size in by_town})
        for acts in [by_town[report.sizes.cases]]
        for name in names
    ]
    compare(report, asked)
    if report.sizes.small_towns:
        _small(report)


def _acts(slug: str) -> Acts:
    roads, social, executive = (signed_in(role, slug) for role in (ROADS, SOCIAL, EXECUTIVE))
    with in_town(slug) as town, transaction.atomic():
        access = Access.of(reader(ROADS))
        words = questions(access)
        return {
            **_lists(roads, social, access),
            **_case(roads),
            **_search(roads, words, town.pk, access),
            **_persons(roads, access),
            **_entry(roads, words, access),
            **_figures(executive),
        }


def _lists(roads: Client, social: Client, access: Access) -> Acts:
    acts: Acts = {
        f"File, {what}": (LIST, _page(roads, "/desk/queue", filters)) for what, filters in QUEUE.items()
    }
    readable = Case.objects.readable_by(access)
    before = min(PAGE * DEEP, readable.count() // 2)
    after = write_cursor(readable.most_recent_first()[before], "recent")
    acts[f"File, page {DEEP}"] = (LIST, _page(roads, "/desk/queue", {"state": "all", "after": after}))
    acts["File, ouvertes (CCAS, cloisonné)"] = (LIST, _page(social, "/desk/queue", {"state": "open"}))
    acts["Ma journée"] = (LIST, _page(roads, "/desk/", {}))
    acts["Ma journée (CCAS, cloisonné)"] = (LIST, _page(social, "/desk/", {}))
    return acts


def _case(roads: Client) -> Acts:
    return {
        f"Page d'une demande ({THREAD} messages)": (
            LIST,
            _page(roads, f"/desk/cases/{long_case().reference}", {}),
        )
    }


def _search(browser: Client, words: Mapping[str, str], tenant: int, access: Access) -> Acts:
    acts: Acts = {
        f"Recherche, {what}": (SEARCH, partial(_found, text, tenant, access)) for what, text in words.items()
    }
    for what in ("mot fréquent", "mot rare", "nom"):
        acts[f"Page de recherche, {what}"] = (SEARCH, _page(browser, "/desk/search", {"q": words[what]}))
    return acts


def _found(text: str, tenant: int, access: Access) -> int:
    from parvis.kit.tenant import activate

    with activate(tenant), read_only_transaction():
        return len(search(text, access=access).cases)


def _persons(browser: Client, access: Access) -> Acts:
    busiest = (
        Case.objects.readable_by(access)
        .filter(person__isnull=False)
        .values("person")
        .annotate(n=Count("pk"))
        .order_by("-n")[0]
    )
    known = Person.objects.known_in(access.readable_sectors).filter(kind="natural")
    usual = known.filter(cases__in=Case.objects.readable_by(access)).order_by("-pk")[0]
    return {
        "Fiche d'un usager": (LIST, _page(browser, f"/desk/persons/{usual.pk}", {})),
        "Fiche du plus gros usager": (LIST, _page(browser, f"/desk/persons/{busiest['person']}", {})),
        "Demandes d'un usager": (LIST, _page(browser, "/desk/queue", {"state": "all", "person": usual.pk})),
        "Demandes du plus gros usager": (
            LIST, _page(browser, "/desk/queue", {"state": "all", "person": busiest["person"]}),
        ),
    }  # fmt: skip


def _entry(browser: Client, words: Mapping[str, str], access: Access) -> Acts:
    case = (
        Case.objects.readable_by(access)
        .filter(latitude__isnull=False)
        .exclude(address="")
        .most_recent_first()[0]
    )
    email = ContactPoint.objects.filter(kind="email").order_by("-pk")[0].value
    typed = {
        "nom": words["nom"],
        "début de nom": words["nom"][:3],
        "téléphone": words["téléphone"],
        "début de téléphone": words["téléphone"].replace("+33", "0")[:6],
        "courriel": email[: email.index("@") + 1],
    }
    acts: Acts = {
        f"Saisie, usager par {what}": (SEARCH, _page(browser, "/desk/persons", {"q": q}))
        for what, q in typed.items()
    }
    place = {"address": case.address}
    acts["Saisie, voisines par adresse"] = (SEARCH, _page(browser, "/desk/neighbours", place))
    place |= {"lat": str(case.latitude), "lon": str(case.longitude)}
    acts["Saisie, voisines par point"] = (SEARCH, _page(browser, "/desk/neighbours", place))
    return acts


def _figures(browser: Client) -> Acts:
    acts: Acts = {}
    for name, one in DASHBOARDS.items():
        path = reverse(f"insights:{name}")
        acts[f"Chiffres, {one.title}"] = (FIGURES, _page(browser, path, {}))
        acts[f"Chiffres, {one.title}, douze mois"] = (FIGURES, _page(browser, path, {"period": "12m"}))
    return acts


def _small(report: Report) -> None:
    """A small town beside the large ones, which make nearly all that the planner's statistics know."""
    roads = signed_in(ROADS, SMALL)
    acts = {
        "File, ouvertes": _page(roads, "/desk/queue", {"state": "open"}),
        "Ma journée": _page(roads, "/desk/", {}),
        "Page de recherche": _page(roads, "/desk/search", {"q": "trottoir"}),
        "Chiffres reçus, douze mois": _page(
            signed_in(EXECUTIVE, SMALL), reverse("insights:received"), {"period": "12m"}
        ),
    }
    from bench.comparing import Cost, _once, p95

    for name, act in acts.items():
        cost = Cost()
        for _ in range(report.sizes.repeat + 2):
            _once(act, cost)
        elapsed, database = cost.elapsed[2:], cost.database[2:]
        report.value(
            f"Petite ville : {name}",
            f"p50 {sorted(elapsed)[len(elapsed) // 2]:.0f} ms, p95 {p95(elapsed):.0f} ms ; PostgreSQL "
            f"{sorted(database)[len(database) // 2]:.1f} ms",
        )


def _page(browser: Client, path: str, values: Mapping[str, Any]) -> Callable[[], object]:
    address = f"{path}?{urlencode(values)}" if values else path

    def act() -> object:
        answer = browser.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")
        return answer

    return act
