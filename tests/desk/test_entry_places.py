"""The street that a description names, and the neighbours it brings."""

import pytest

from parvis.cases.acting import NotAllowed
from parvis.cases.linking import link
from parvis.cases.models import Case, CaseLink
from parvis.desk.entry.place_said import place_said, street_of
from parvis.history.models import Event
from parvis.intake.submission import Place
from parvis.kit import clock
from parvis.organisation.acting_agents import actor_of
from tests.desk.test_entry import GOOD, NEW, browser, sealed_type, taken, zoe  # noqa: F401 - fixtures
from tests.factories import case


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("la dame a plus de lumière devant chez elle rue des Lilas", "rue des Lilas"),
        ("trou devant le 12 bis rue Pasteur depuis hier", "12 bis rue Pasteur"),
        ("au 4, avenue du Général de Gaulle il y a", "4, avenue du Général de Gaulle"),
        ("nid de poule 4 rue jean jaures", "4 rue jean jaures"),
        ("arbre couché chemin de l'Étang", "chemin de l'Étang"),
        ("banc cassé place de l'Église", "place de l'Église"),
        ("la rue est sale", ""), ("dans la rue le soir", ""), ("une place en crèche", ""), ("cours de piano", ""),
        ("route glissante", ""), ("", ""), ("rue", ""),
    ],
)  # fmt: skip
def test_a_street_is_heard_and_an_everyday_word_is_not(words, place):
    assert place_said(words) == place


@pytest.mark.parametrize(
    ("address", "street"),
    [
        ("12 bis, rue des Lilas 28100 Dreux", "rue des Lilas"),
        ("Rue des Lilas", "Rue des Lilas"),
        ("12", ""),
        ("", ""),
    ],
)
def test_what_two_addresses_of_a_street_share(address, street):
    assert street_of(address) == street


def test_the_place_said_is_the_place_when_none_is_typed(browser):  # noqa: F811
    made = taken(browser.post(NEW, GOOD | {"address": "", "description": "Lampadaire éteint rue des Lilas"}))
    assert made.address == "rue des Lilas"


def test_the_same_type_in_the_same_street_is_a_neighbour(browser):  # noqa: F811
    same = case(place=Place("48 rue des Lilas"), type_code="VOI-ECL", description="Plus de lumière du tout.")
    other = case(place=Place("50 rue des Lilas"), type_code="VOI-NDP")
    text = browser.post(
        "/desk/neighbours", {"description": "plus de lumière rue des Lilas", "type": "VOI-ECL"}
    ).content.decode()
    assert same.reference in text
    assert "même rue" in text
    assert "Plus de lumière du tout." in text
    assert other.reference not in text


def test_the_same_request_is_said_on_both(browser):  # noqa: F811
    first = case(place=Place("12 rue des Lilas"), type_code="VOI-ECL")
    made = taken(browser.post(NEW, GOOD | {"same_as": first.reference}))
    # By a link, which names the other to who reads it; what is written names nothing that a wall may hide one day.
    tie = CaseLink.objects.get()
    assert (tie.kind, tie.source_id, tie.target_id) == ("related", first.pk, made.pk)
    assert first.notes.get().body == "Signalée de nouveau, sans doute la même demande."
    assert not made.notes.exists()
    assert not any(first.reference in str(event.data) + event.sentence for event in Event.objects.all())


def test_whoever_took_the_request_ties_no_other(browser, zoe):  # noqa: F811
    first, other = case(place=Place("12 rue des Lilas")), case(place=Place("14 rue des Lilas"))
    by = actor_of(zoe)
    taken(browser.post(NEW, GOOD))
    with pytest.raises(NotAllowed):
        link(first, to=other, kind="related", by=by, at=clock.now())


def test_not_across_a_wall_nor_about_what_is_closed_to_the_reader(browser):  # noqa: F811
    opened = case(place=Place("12 rue des Lilas"))
    sealed = case(type_code=sealed_type().code)
    taken(browser.post(NEW, GOOD | {"type": sealed_type().code, "same_as": opened.reference}))
    made = taken(browser.post(NEW, GOOD | {"key": "k2", "same_as": sealed.reference}))
    taken(browser.post(NEW, GOOD | {"key": "k3", "same_as": "a\x00b"}))
    assert not any(found.notes.exists() for found in Case.objects.all()), made
    assert not CaseLink.objects.exists()
