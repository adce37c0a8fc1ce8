"""Who is at the counter: found in any spelling, recognised, made of the very words, never taken for another."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.desk.entry.identity import typed_identity
from parvis.directory.matching import Identity
from parvis.directory.models import Person
from parvis.history.models import AccessLog
from parvis.kit import clock
from tests.desk.test_entry import GOOD, NEW, browser, sealed_type, taken, zoe  # noqa: F401 - fixtures
from tests.factories import case

ZOE = Identity(
    title="Mme", given_names="Zoé", family_name="Quillivéré", email="zoe.q@example.org", phone="+33612345678"
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Dupont Marie 0612345678", {"family_name": "Dupont", "given_names": "Marie", "phone": "0612345678"}),
        ("Marie Dupont", {"family_name": "Dupont", "given_names": "Marie"}),
        ("le goff anne marie", {"family_name": "le goff", "given_names": "anne marie"}),
        ("Anne Marie Le Goff", {"family_name": "Le Goff", "given_names": "Anne Marie"}),
        ("Mme Benali Khadija", {"title": "Mme", "family_name": "Benali", "given_names": "Khadija"}),
        ("DUPONT Marie", {"family_name": "DUPONT", "given_names": "Marie"}),
        ("Dupont", {"family_name": "Dupont"}),
        ("Boulangerie Martin 02 61 91 44 55", {"organisation_name": "Boulangerie Martin", "phone": "02 61 91 44 55"}),
        ("Association pour la défense du lac", {"organisation_name": "Association pour la défense du lac"}),
        ("Marie Dupont pour sa mère 06 12 34 56 78",
         {"given_names": "Marie", "family_name": "Dupont", "on_behalf_of": "sa mère", "phone": "06 12 34 56 78"}),
        ("Paul Roy pour Mme Odette Roy", {"given_names": "Paul", "family_name": "Roy", "on_behalf_of": "Mme Odette Roy"}),
    ],
)  # fmt: skip
def test_the_words_become_the_fields(words, expected):
    assert typed_identity(words) == expected


def shown(browser, **data):  # noqa: F811
    return browser.post("/desk/persons", data).content.decode()


def chosen(text):
    return re.findall(r'name="person_id" value="(\d*)" checked', text)


@pytest.mark.parametrize(
    "words",
    [
        "quillivere",
        "Quilivere zoe",
        "Quilivéré",
        "QUILLIVÉRÉ",
        "zoé quillivéré pour sa mère",
        "+33 6 12 34 56 78",
        "Zoe.Q@Example.org",
    ],
)
def test_any_spelling_finds(browser, words):  # noqa: F811
    case(person=ZOE)
    assert "Zoé Quillivéré" in shown(browser, q=words)


@pytest.mark.parametrize("words", ["06.12.34.56.78", "zoe.q@example.org", "Quillivéré Zoé 06 12 34 56 78"])
def test_the_only_person_of_a_number_is_recognised(browser, words):  # noqa: F811
    known = case(person=ZOE).person
    assert chosen(shown(browser, q=words)) == [str(known.pk)]
    assert "Reconnu" in shown(browser, q=words)


def test_refused_once_the_recognised_person_stays_refused(browser):  # noqa: F811
    known = case(person=ZOE).person
    text = shown(browser, q="06 12 34 56 78", person_auto=known.pk, person_id="")
    assert chosen(text) == [""]
    assert f'name="person_refused" value="{known.pk}"' in text
    assert chosen(shown(browser, q="06 12 34 56 78", person_refused=str(known.pk), person_auto="")) == [""]


@pytest.mark.parametrize(
    "drawn", [{"person_refused": "{pk}"}, {"person_auto": "{pk}"}, {"person_shown": "{pk}"}]
)
def test_whoever_was_said_not_to_be_them_is_neither_attached_nor_written_to(browser, drawn):  # noqa: F811
    known = case(person=ZOE).person
    screen = {name: text.format(pk=known.pk) for name, text in drawn.items()} | {
        "person_words": "06 12 34 56 78"
    }
    made = taken(browser.post(NEW, GOOD | {"q": "06 12 34 56 78", "person_id": ""} | screen))
    assert made.person_id != known.pk
    assert [(p.kind, p.value) for p in made.person.contact_points.all()] == [("phone", "+33612345678")]
    page = browser.get(f"/desk/new/{made.reference}").content.decode()
    assert ZOE.email not in page
    assert made.messages.count() == 0


def test_the_number_of_a_person_shown_for_other_words_is_still_theirs(browser):  # noqa: F811
    known = case(person=ZOE).person
    screen = {"person_shown": str(known.pk), "person_words": "06 12"}
    made = taken(browser.post(NEW, GOOD | {"q": "06 12 34 56 78"} | screen))
    assert made.person_id == known.pk


def test_the_same_number_under_another_name_is_said_and_pushes_nobody(browser):  # noqa: F811
    case(person=ZOE)
    text = shown(browser, q="Karim Benali 06 12 34 56 78")
    assert "Même numéro, autre nom." in text
    assert "Sans doute" not in text
    assert "Même adresse, autre nom." in shown(browser, q="Karim Benali zoe.q@example.org")
    assert "Sans doute" in shown(browser, q="Quillivéré 06 12 34 56 78")


def test_a_town_has_more_than_a_thousand_persons(browser):  # noqa: F811
    """Numbers are written with spaces on screen, never in what a form sends back."""
    sector = case().sector_id
    known = Person(
        id=1_021_710, given_names="Zoé", birth_name="Quillivéré", sectors=[sector], created_at=clock.now()
    )
    known.save(force_insert=True)
    text = shown(browser, q="quillivere", person_id="1021710")
    assert chosen(text) == ["1021710"]
    made = taken(browser.post(NEW, GOOD | {"q": "quillivere", "person_id": chosen(text)[0]}))
    assert made.person_id == known.pk
    other = taken(browser.post(NEW, GOOD | {"key": "k2", "person_id": "1021710"}))
    page = browser.get(f"/desk/cases/{other.reference}").content.decode()
    assert "?person=1021710&amp;state=all" in page


def test_a_household_is_left_to_the_agent(browser):  # noqa: F811
    case(person=ZOE)
    case(person=Identity(given_names="Paul", family_name="Quillivéré", phone="+33612345678"))
    assert chosen(shown(browser, q="06 12 34 56 78")) == [""]


def test_a_double_is_warned_of_softly(browser):  # noqa: F811
    case(person=ZOE)
    assert "Sans doute déjà connu" in shown(browser, q="Quillivéré Zoé")
    assert "Sans doute déjà connu" not in shown(browser, q="Quilliv")


def test_one_of_many_who_bear_the_name_stays_chosen(browser):  # noqa: F811
    homonyms = [
        case(person=Identity(given_names="Jean", family_name="Martin", email=f"j{n}@example.org")).person
        for n in range(10)
    ]
    for known in (homonyms[0], homonyms[9]):
        text = browser.get(NEW, {"q": "Jean Martin", "person_id": known.pk}).content.decode()
        assert chosen(text) == [str(known.pk)]


def test_a_choice_made_for_other_words_falls(browser):  # noqa: F811
    known = case(person=ZOE).person
    assert chosen(shown(browser, q="Martin Paul", person_id=known.pk)) == [""]
    # Sent before the screen could answer.
    made = taken(
        browser.post(NEW, GOOD | {"q": "Martin Paul", "person_id": known.pk, "person_words": "quilli"})
    )
    assert made.person.display_name == "Paul Martin"


def test_the_caller_is_recognised_from_the_address_of_the_phone_system(browser):  # noqa: F811
    known = case(person=ZOE).person
    text = browser.get(NEW, {"tel": "+33612345678"}).content.decode()
    assert 'value="phone" checked' in text
    assert chosen(text) == [str(known.pk)]
    assert 'value="06 12 34 56 78"' in text
    for odd in ("", "anonymous", "0" * 300, "06\x00", "<script>"):
        answer = browser.get(NEW, {"tel": odd})
        assert answer.status_code == 200
        assert 'id="q" name="q" type="text" value=""' in answer.content.decode()
        assert "<script>" not in answer.content.decode().replace("<script src", "").replace(
            "<script type", ""
        )


def test_a_caller_of_a_sealed_sector_is_nobody(browser):  # noqa: F811
    made = case(type_code=sealed_type().code, person=ZOE)
    text = browser.get(NEW, {"tel": "0612345678"}).content.decode()
    assert "Quillivéré" not in text
    assert "Reconnu" not in text
    assert "Sans doute déjà connu" not in shown(browser, q="Quillivéré Zoé 06 12 34 56 78")
    assert "Quilliv" not in shown(browser, q="Quilivere zoe").replace("Quilivere", "")
    answer = browser.post("/desk/new/recent", {"person_id": made.person_id})
    assert made.reference not in answer.content.decode()
    assert not AccessLog.objects.exists()


def test_the_last_three_requests_that_the_agent_reads_and_the_reading_is_logged(browser):  # noqa: F811
    made = [case(person=ZOE, description=f"Trou {n}") for n in range(4)]
    hidden = case(person=ZOE, type_code=sealed_type().code)
    text = browser.post("/desk/new/recent", {"person_id": made[0].person_id}).content.decode()
    assert [m.reference in text for m in made] == [False, True, True, True]
    assert hidden.reference not in text
    assert AccessLog.objects.get().object_id == made[0].person_id
    for odd in ("", "9" * 30, "x"):
        assert browser.post("/desk/new/recent", {"person_id": odd}).status_code == 200


def test_whom_one_speaks_for_is_on_the_request(browser):  # noqa: F811
    known = case(person=ZOE).person
    made = taken(browser.post(NEW, GOOD | {"q": "Zoé Quillivéré pour sa mère", "person_id": known.pk}))
    assert (made.person_id, made.on_behalf_of) == (known.pk, "sa mère")
    assert "sa mère" in browser.get(f"/desk/cases/{made.reference}").content.decode()
    other = taken(browser.post(NEW, GOOD | {"key": "k2", "on_behalf_of": "M. Roy"}))
    assert other.on_behalf_of == "M. Roy"


def test_each_fragment_asks_little_of_the_database(browser):  # noqa: F811
    for n in range(12):
        case(person=Identity(given_names=f"P{n}", family_name="Martin", phone=f"+3361234567{n % 10}"))
    person = Person.objects.first()
    limits = {
        "/desk/persons": ({"q": "martin"}, 12),
        "/desk/types": ({"description": "lampadaire éteint"}, 9),
        "/desk/new/details": ({"type": "VOI-ECL"}, 9),
        "/desk/neighbours": ({"address": "12 rue des Lilas", "type": "VOI-ECL"}, 10),
        "/desk/new/recent": ({"person_id": person.pk}, 13),
    }
    for path, (data, most) in limits.items():
        browser.post(path, data)
        with CaptureQueriesContext(connection) as captured:
            browser.post(path, data)
        said = [
            q["sql"][:110] for q in captured
        ]  # those of the session, the agent and their access are in all of them
        assert len(said) <= most, (path, said)
