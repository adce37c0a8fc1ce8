"""An administrator writes the steps of a type; nobody else, and nothing is lost."""

import pytest

from parvis.catalog.models import RequestType
from parvis.history.models import Event
from parvis.kit.tenant import activate
from tests.factories import agent

LIST, PAGE = "/administration/etapes/", "/administration/etapes/VOI-NDP"


@pytest.fixture
def browser(signed_in, town):
    return signed_in(agent("Sylvie Morel", ("administrator", None)))


def typed(browser, *rows, **more):
    """What the page would send, its own mark included."""
    page = browser.get(PAGE).content.decode()
    mark = page.split('name="mark" value="')[1].split('"')[0]
    data = {"step-TOTAL_FORMS": str(len(rows)), "step-INITIAL_FORMS": "0", "mark": mark} | more
    for number, row in enumerate(rows):
        empty = {"title": "", "department": "", "days": "", "instructions": ""}
        data |= {f"step-{number}-{name}": value for name, value in (empty | row).items()}
    return data


def stored():
    return RequestType.objects.get(code="VOI-NDP")


def test_steps_are_written_changed_and_emptied(browser):
    assert "Nid-de-poule" in browser.get(LIST).content.decode()
    rows = ({"title": "Vérifier", "days": "2"}, {"title": "Fermer la cour", "department": "SCO"}, {})
    assert browser.post(PAGE, typed(browser, *rows, automatic="on")).status_code == 302
    assert stored().checklist == [
        {"title": "Vérifier", "days": 2},
        {"title": "Fermer la cour", "department": "SCO"},
    ]
    assert stored().checklist_automatic
    told = Event.objects.get(type="catalog.checklist_changed")
    assert told.sentence.endswith("0 avant, 2 maintenant, ajoutées dès l'arrivée.")
    assert "Fermer la cour" in browser.get(PAGE).content.decode()
    assert browser.post(PAGE, typed(browser, {}, {"title": "Fermer la cour"})).status_code == 302
    assert stored().checklist == [{"title": "Fermer la cour"}]
    assert not stored().checklist_automatic
    assert browser.post(PAGE, typed(browser, {})).status_code == 302
    assert stored().checklist == []


def test_saying_the_same_again_changes_nothing(browser):
    data = typed(browser, {"title": "Vérifier"})
    assert [browser.post(PAGE, data).status_code for _ in range(2)] == [302, 302]
    assert Event.objects.filter(type="catalog.checklist_changed").count() == 1


def test_who_writes_over_a_change_is_told(browser):
    late = typed(browser, {"title": "Le mien"})
    browser.post(PAGE, typed(browser, {"title": "Vérifier"}))
    answer = browser.post(PAGE, late)
    assert answer.status_code == 409
    assert "Le mien" in answer.content.decode()
    assert stored().checklist == [{"title": "Vérifier"}]
    assert browser.post(PAGE, typed(browser, {"title": "Le mien"})).status_code == 302


@pytest.mark.parametrize(
    "row",
    [
        {"title": "x" * 201},
        {"title": "Vérifier", "days": "-1"},
        {"title": "V", "days": "abc"},
        {"title": "V", "department": "ZZ"},
    ],
)
def test_what_is_wrong_is_said_and_kept(browser, row):
    answer = browser.post(PAGE, typed(browser, {"title": "Première"}, row))
    assert answer.status_code == 422
    assert "Première" in answer.content.decode()
    assert stored().checklist == []


def test_the_same_step_twice_is_refused(browser):
    answer = browser.post(PAGE, typed(browser, {"title": "Vérifier"}, {"title": " Vérifier "}))
    assert answer.status_code == 422
    assert "écrit deux fois" in answer.content.decode()


@pytest.mark.parametrize("role", ["manager", "dispatcher", "dpo", "elected"])
def test_nobody_else_may(signed_in, town, role):
    browser = signed_in(agent("Quelqu'un", (role, None)))
    assert browser.get(LIST).status_code == 403
    assert browser.get(PAGE).status_code == 403
    assert browser.post(PAGE, {"step-TOTAL_FORMS": "0", "step-INITIAL_FORMS": "0"}).status_code == 403


def test_another_town_keeps_its_own(browser, other_town):
    browser.post(PAGE, typed(browser, {"title": "Vérifier"}))
    with activate(other_town.pk):
        assert stored().checklist == []
    assert browser.get("/administration/etapes/ZZZ").status_code == 404
