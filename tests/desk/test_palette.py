"""The palette and the search field: what they propose to whom, and how much they ask of the database."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.cases.models import Case
from parvis.directory.matching import Identity
from parvis.history.models import Event
from parvis.intake.submission import Place
from parvis.organisation.models import Agent, Department
from tests.cases.steps import sealed_type
from tests.desk.test_lists_queue import data_queries
from tests.factories import agent, case, closed_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(signed_in: Callable[[Agent], Client]) -> Client:
    return signed_in(agent("Paul Petit", ("case_worker", "VOI"), ("manager", "VOI")))


def options(page: Any) -> list[tuple[str, str]]:
    """Titles and addresses."""
    found = re.findall(r'href="([^"]+)"[^>]*>.*?<strong>([^<]+)</strong>', page.content.decode(), re.DOTALL)
    return [(title.replace("&#x27;", "'"), url.replace("&amp;", "&")) for url, title in found]


def say(client: Client, sentence: str, here: str = "") -> list[tuple[str, str]]:
    page = client.get("/desk/palette", {"q": sentence, "ici": here})
    assert page.status_code == 200
    return options(page)


def asked(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def test_what_cannot_be_is_told_in_its_own_words(desk: Client) -> None:
    made, over = case(), closed_case()
    page = desk.get("/desk/palette", {"q": f"planifier {made.reference} 32/12"}).content.decode()
    assert "Date non comprise : « 32/12 »" in page
    assert f"Planifier {made.reference}" in page
    page = desk.get("/desk/palette", {"q": f"planifier {made.reference} 1er décembre"}).content.decode()
    assert "1er décembre 20" in page
    assert "non comprise" not in page
    page = desk.get("/desk/palette", {"q": f"clore {over.reference}"})
    assert f"{over.reference} est close." in page.content.decode()
    assert f"Rouvrir {over.reference}" in dict(options(page))


def test_an_act_opens_its_form_filled_in_and_nothing_is_done(desk: Client) -> None:
    made = case()
    green = Department.objects.get(code="ESV")
    before = Event.objects.count()
    title, url = say(desk, f"transférer {made.reference} espaces vert car la haie dépasse")[0]
    assert title == f"Transmettre {made.reference} → {green.name}"
    assert urlsplit(url).path == f"/desk/cases/{made.reference}/hand-over"
    assert asked(url) == {"department": str(green.pk), "reason": "la haie dépasse"}
    form = desk.get(url).content.decode()
    assert f'<option value="{green.pk}" selected>' in form
    assert "la haie dépasse" in form
    assert Event.objects.count() == before
    assert Case.objects.get(pk=made.pk).department_id == made.department_id


def test_what_it_proposes_for_a_sealed_case_its_form_accepts(signed_in: Callable[[Agent], Client]) -> None:
    """A department that works on the sector besides its own receives the case too."""
    kind = sealed_type()
    Department.objects.filter(code="ESV").update(also_sectors=[kind.sector_id])
    inside = signed_in(agent("Inès Sociale", ("case_worker", kind.department.code)))
    made = case(type_code=kind.code)
    title, url = say(inside, f"transférer {made.reference} ESV car la haie dépasse")[0]
    assert "Espaces verts" in title
    green = Department.objects.get(code="ESV")
    assert f'<option value="{green.pk}" selected>' in inside.get(url).content.decode()
    assert f'value="{Department.objects.get(code="VOI").pk}"' not in inside.get(url).content.decode()


@pytest.mark.parametrize(
    ("sentence", "title", "fields"),
    [
        ("transférer {short} ESV", "Transmettre {ref} → Espaces verts", {"department"}),
        ("transferer {short} espases verts", "Transmettre {ref} → Espaces verts", {"department"}),
        ("confier {short} aux espaces verts", "Transmettre {ref} → Espaces verts", {"department"}),
        ("assigner {short} à claire", "Confier {ref} à Claire Voirin", {"to"}),
        ("transférer {short} à claire voirin", "Confier {ref} à Claire Voirin", {"to"}),
        ("clore {short}", "Clore {ref}", set()),
        ("priorité haute {short}", "Qualifier {ref}, priorité haute", {"priority"}),
        ("tâche {short} tailler la haie", "Confier une tâche de {ref} : « tailler la haie »", {"what"}),
        ("note {short} vu sur place", "Noter sur {ref} : « vu sur place »", {"body"}),
        ("prendre {short}", "Prendre {ref}", set()),
    ],
)
def test_sentences_become_acts(desk: Client, sentence: str, title: str, fields: set[str]) -> None:
    agent("Claire Voirin", ("case_worker", "VOI"))
    made = case()
    short = made.reference.split("-")[1]
    found = say(desk, sentence.format(short=short))
    assert found, sentence
    assert found[0][0] == title.format(ref=made.reference)
    assert set(asked(found[0][1])) == fields
    assert desk.get(found[0][1]).status_code == 200


def test_the_case_on_screen_is_meant_when_none_is_named(desk: Client) -> None:
    made = case()
    assert say(desk, "clore", here=made.reference)[0][0] == f"Clore {made.reference}"
    assert "ajoutez sa référence" in desk.get("/desk/palette", {"q": "clore"}).content.decode()
    titles = [title for title, _ in say(desk, "", here=made.reference)]
    assert f"Transmettre {made.reference}" in titles
    assert "Ma journée" in titles


def test_only_what_one_may_do_is_proposed(signed_in: Callable[[Agent], Client]) -> None:
    made, done = case(), closed_case()
    school = signed_in(agent("Sonia École", ("case_worker", "SCO")))
    page = school.get("/desk/palette", {"q": f"clore {made.reference}"})
    assert [title for title, _ in options(page)] == [f"{made.reference} · {made.request_type.label}"]
    assert "pas possible" in page.content.decode().replace("n&#x27;est", "n'est")
    assert [t for t, _ in say(school, made.reference)] == [
        f"{made.reference} · {made.request_type.label}",
        f"Noter sur {made.reference}",
    ]
    road = signed_in(agent("Luc Voirie", ("case_worker", "VOI")))
    assert f"Rouvrir {done.reference}" in [title for title, _ in say(road, done.reference)]


def test_sealed_cases_and_their_persons_do_not_exist_outside(signed_in: Callable[[Agent], Client]) -> None:
    kind = sealed_type()
    secret = case(
        type_code=kind.code,
        description="Zygomorphe",
        person=Identity(given_names="Aliénor", family_name="Quintefeuille", phone="+33612349999"),
    )
    outside = signed_in(agent("Paul Petit", "dispatcher", ("case_worker", "VOI")))
    for words in (
        secret.reference, f"clore {secret.reference}", "Quintefeuille", "quintefueille", "06 12 34 99 99", "12349999",
        "zygomorphe",
    ):  # fmt: skip
        for path in ("/desk/palette", "/desk/suggestions"):
            page = outside.get(path, {"q": words, "ici": secret.reference}).content.decode()
            assert "/desk/cases/" not in page, (path, words)
            assert "/desk/persons/" not in page, (path, words)
            assert "uintefeuille" not in page
    inside = signed_in(agent("Inès Sociale", ("case_worker", kind.department.code)))
    assert say(inside, "quintefueille")


def test_search_as_one_types(desk: Client) -> None:
    made = case(
        description="Une branche menace l'abri de bus",
        place=Place(address="3 allée des Érables"),
        person=Identity(
            given_names="Élodie", family_name="Besançon", email="elodie@b.example", phone="+33612345678"
        ),
    )
    number = made.reference.split("-")[1]
    for words in (
        made.reference, number, "branc", "BRANCHE", "erabl", "allée des ér", "abri bus", "besan", "Besançon", "elodie bes",
        "06.12.34.56.78", "+33 6 12 34 56 78", "0612345678", "06 12 34", "elodie@b", "besanson", "élodei besançon", "erabels",
    ):  # fmt: skip
        found = options(desk.get("/desk/suggestions", {"q": words}))
        assert f"/desk/cases/{made.reference}" in [url for _, url in found], words


def test_types_are_found_by_their_name_and_their_words(desk: Client) -> None:
    for words in ("nid-de", "chaussée", "nid de poule"):
        found = options(desk.get("/desk/suggestions", {"q": words}))
        assert any("type=VOI-NDP" in url for _, url in found), words


def test_another_spelling_is_tried_only_when_little_is_found_and_is_said(desk: Client) -> None:
    case(person=Identity(given_names="Marc", family_name="Dupont"))
    near = desk.get("/desk/suggestions", {"q": "dupond"}).content.decode()
    assert "Usagers proches" in near
    assert "Marc Dupont" in near
    case(person=Identity(given_names="Odile", family_name="Dupond"))
    case(person=Identity(given_names="Luc", family_name="Dupond"))
    exact = desk.get("/desk/suggestions", {"q": "dupond"}).content.decode()
    assert "proches" not in exact
    assert "Marc Dupont" not in exact


@pytest.mark.parametrize(
    "odd", ["", "a", "\x00\x00", "%%", "'; --", "((|&!:*", "😀😀", "a" * 3000, "\\", "<b>x</b>", "1" * 40]
)
def test_whatever_is_typed_is_answered(desk: Client, odd: str) -> None:
    for path in ("/desk/suggestions", "/desk/palette"):
        assert desk.get(path, {"q": odd}).status_code == 200
        assert desk.post(path, {"q": odd}).status_code == 200


def test_the_search_page_says_what_comes_near_when_nothing_is_spelt_so(desk: Client) -> None:
    made = case(
        person=Identity(given_names="Marc", family_name="Dupont"), place=Place(address="3 allée des Érables")
    )
    for words in ("dupond", "erabels"):
        page = desk.get("/desk/search", {"q": words}).content.decode()
        assert "s&#x27;en approche" in page or "s'en approche" in page
        assert made.reference in page or "Marc Dupont" in page
    page = desk.get("/desk/search", {"q": "dupont"}).content.decode()
    assert "approche" not in page


def test_bounded_queries(desk: Client) -> None:
    made = [
        case(person=Identity(given_names="Anne", family_name=f"Lefebvre{n}", email=f"a{n}@x.fr"))
        for n in range(8)
    ]
    desk.get("/desk/palette", {"q": "x"})
    for sentence, most in (
        (f"transférer {made[0].reference} espaces verts", 7),
        (f"assigner {made[0].reference} à paul", 8),
        (made[0].reference, 7),
        ("06 12 34 56 78", 11),
        ("lefebvre", 13),
        ("chausée introuvabel", 16),
        ("", 9),
    ):
        with CaptureQueriesContext(connection) as captured:
            desk.get("/desk/palette", {"q": sentence})
        queries = data_queries(captured)
        assert len(queries) <= most, f"{sentence}\n" + "\n".join(queries)
