"""What agents chose before for such words is proposed again: never names, places or sealed sectors, never alone to decide."""

import pytest

from parvis.catalog.catalogue import catalogue
from parvis.catalog.models import LearnedWord, RequestType
from parvis.catalog.recognising import match_type, suggest_types
from parvis.directory.matching import Identity
from parvis.intake.learning import learn_words
from parvis.intake.submission import Place
from parvis.tenancy.configuration import forget_configuration, snapshot
from tests.factories import case

WORDS = "Plus rien ne marche à la Coulée, la chimboule de Ponsard est cassée au 12 rue des Lilas."


def said(text=WORDS, type_code="VOI-MOB", persons=4, times=4):
    for number in range(times):
        who = number % persons
        case(
            description=text,
            type_code=type_code,
            person=Identity(given_names="Ida", family_name=f"Roy{who}", email=f"p{who}@example.org"),
            place=Place(address="12 rue des Lilas"),
        )


def proposed(words):
    forget_configuration()
    return [code for code, _ in suggest_types(words, catalogue(snapshot()).lexicon)]


def test_a_word_of_the_town_leads_where_it_led_before(town):
    assert proposed("la chimboule") == []
    said()
    learn_words()
    assert proposed("la chimboule") == ["VOI-MOB"]
    forget_configuration()
    assert match_type("chimboule", catalogue(snapshot()).lexicon) == []
    # Another town has its own words: the automatic choice of a web request does not change.
    assert match_type("chimboule", catalogue(snapshot()).types) == []


def test_names_and_places_are_not_words(town):
    said()
    learn_words()
    learned = set(LearnedWord.objects.values_list("stem", flat=True))
    assert "chimboul" in learned
    assert not learned & {"ponsard", "lila", "coule", "lilas", "ida", "roy"}


@pytest.mark.parametrize("conditions", [{"persons": 2}, {"times": 3}])
def test_one_insistent_person_teaches_nothing(town, conditions):
    said(**conditions)
    learn_words()
    assert not LearnedWord.objects.exists()


def test_a_word_said_for_everything_says_nothing(town):
    said()
    said(type_code="VOI-NDP")
    learn_words()
    assert not LearnedWord.objects.filter(stem="chimboul").exists()


def test_sealed_sectors_teach_nothing(town):
    sealed = RequestType.objects.filter(sector__sealed=True, department__sector__sealed=True).first()
    said(type_code=sealed.code)
    learn_words()
    assert not LearnedWord.objects.exists()


def test_learning_the_same_again_writes_nothing(town):
    said()
    assert learn_words() == learn_words()
    forget_configuration()
    before = list(LearnedWord.objects.values_list("pk", flat=True))
    learn_words()
    assert list(LearnedWord.objects.values_list("pk", flat=True)) == before
