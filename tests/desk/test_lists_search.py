"""Search finds by reference, words, name, phone, e-mail and address, and nothing behind a seal."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from parvis.directory.matching import Identity
from parvis.intake.submission import Place
from parvis.kit import clock
from parvis.kit.tenant import activate
from parvis.organisation.models import Agent
from tests.desk.test_lists_queue import links, references
from tests.factories import agent, case

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(town: Any) -> Client:
    return Client(headers={"host": "testserver"})


@pytest.fixture
def desk(signed_in: Callable[[Agent], Client]) -> Client:
    return signed_in(agent("Paul Petit", "dispatcher", ("case_worker", "VOI")))


def ask(client: Client, words: str, **more: str) -> Any:
    return client.get("/desk/search", {"q": words, **more})


def persons(page: Any) -> list[str]:
    return re.findall(r"</span>([^<]+)<span class=\"visually-hidden\"> : sa fiche", page.content.decode())


def test_a_reference_goes_straight_to_the_case(desk: Client) -> None:
    made = case()
    year, number = made.reference.split("-")
    for typed in (made.reference, f"{year} {int(number)}", f"n° {made.reference}", f"  {made.reference} "):
        assert ask(desk, typed)["Location"] == f"/desk/cases/{made.reference}", typed
    page = ask(desk, f"{year}-9999")
    assert page.status_code == 200
    assert "Rien trouvé" in page.content.decode()


def test_words_names_phones_mails_and_addresses(desk: Client) -> None:
    known = case(
        description="Une branche menace l'abri de bus",
        place=Place(address="3 allée des Érables"),
        person=Identity(
            given_names="Élodie", family_name="Besançon", email="elodie@b.example", phone="+33612345678"
        ),
    )
    case(person=Identity(given_names="Marc", family_name="Autre", email="marc@a.example"))
    for words in (
        "branche",
        "BRANCHES",
        "abri bus",
        "erables",
        "besancon",
        "Besançon",
        "06.12.34.56.78",
        "+33612345678",
    ):
        assert references(ask(desk, words)) == [known.reference], words
    for words in ("besancon", "06 12 34 56 78", "Elodie@B.example"):
        assert persons(ask(desk, words)) == ["Élodie Besançon"], words
    link = re.search(r'href="(/desk/persons/[0-9]+)"', ask(desk, "besancon").content.decode())
    assert link
    assert references(desk.get(link[1])) == [known.reference]


@pytest.mark.parametrize(
    "words",
    ["", "   ", "((", "%", "_", "'; DROP TABLE x; --", "\x00", "😀", "a" * 5000, "<b>", "-", "\u202e"],
)
def test_whatever_is_typed_answers(desk: Client, words: str) -> None:
    case()
    page = ask(desk, words)
    assert page.status_code == 200
    assert "<b>" not in page.content.decode()


def test_nothing_behind_a_seal_is_found(desk: Client, signed_in: Callable[[Agent], Client]) -> None:
    sealed = case(
        type_code="SOC-AID",
        description="Colis alimentaire et bienveillance",
        place=Place(address="9 venelle du Secret"),
        person=Identity(
            given_names="Odile", family_name="Scellée", email="odile@s.example", phone="+33698765432"
        ),
    )
    for words in (
        sealed.reference,
        "alimentaire",
        "scellee",
        "Odile",
        "0698765432",
        "odile@s.example",
        "venelle du secret",
    ):
        page = ask(desk, words)
        assert page.status_code == 200, words
        assert references(page) == [], words
        assert persons(page) == [], words
        text = page.content.decode().replace(words, "").replace("Résultats", "")
        assert "Colis" not in text, words
    desk.logout()
    inside = signed_in(agent("Lise Sociale", ("case_worker", "SOC")))
    assert references(ask(inside, "alimentaire")) == [sealed.reference]
    assert persons(ask(inside, "scellee")) == ["Odile Scellée"]
    assert ask(inside, sealed.reference)["Location"] == f"/desk/cases/{sealed.reference}"


def test_another_town_is_not_searched(desk: Client, other_town: Any) -> None:
    with activate(other_town.pk):
        theirs = case(
            description="Fuite chez les voisins", person=Identity(family_name="Lointain", email="l@l.example")
        )
    for words in (theirs.reference, "voisins", "lointain", "l@l.example"):
        page = ask(desk, words)
        assert page.status_code == 200
        assert references(page) == persons(page) == []


def test_pages_of_results_meet_each_case_once(desk: Client) -> None:
    start = clock.now()
    made = [
        case(description="Poubelle renversée", received_at=start - timedelta(minutes=n)) for n in range(53)
    ]
    page = ask(desk, "poubelle")
    first = references(page)
    case(description="Poubelle encore", received_at=start)
    second = references(desk.get(links(page, "next")))
    assert first + second == [c.reference for c in made]
    assert links(desk.get(links(page, "next")), "prev") == "/desk/search?q=poubelle"
    forged = ask(desk, "poubelle", after="zzz")
    assert forged.status_code == 200
    assert len(references(forged)) == 50


@pytest.mark.parametrize("role", ["elected", "communication", "dpo", "field"])
def test_roles_that_read_no_case_find_nobody(signed_in: Callable[[Agent], Client], role: str) -> None:
    case()
    client = signed_in(agent("Paul Petit", (role, "VOI")))
    page = ask(client, "durand")
    assert references(page) == persons(page) == []
