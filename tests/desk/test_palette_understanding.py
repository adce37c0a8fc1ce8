"""Sentences of the palette, and what is understood of them. No database."""

from datetime import date

import pytest

from parvis.desk.cases.acts import ACTS
from parvis.desk.palette.proposing import VERBS as SPOKEN
from parvis.desk.palette.understanding import VERBS, references_meant, understand
from parvis.kit.spelling import one_error_apart

#: A Wednesday.
TODAY = date(2026, 3, 4)


def test_every_act_of_a_case_has_its_verbs_and_its_words() -> None:
    assert set(VERBS) == set(SPOKEN) == set(ACTS)


@pytest.mark.parametrize(
    ("sentence", "noun", "reference", "words"),
    [
        ("transférer 26-0412 voirie", "hand-over", "26-0412", ("voirie",)),
        ("TRANSFERER 26-0412 À LA VOIRIE", "hand-over", "26-0412", ("voirie",)),
        ("transfère la 26-0412 au service espaces verts", "hand-over", "26-0412", ("espaces", "verts")),
        ("transmettre 26/412 voirie", "hand-over", "26/412", ("voirie",)),
        ("tranferer 26-0412 voirie", "hand-over", "26-0412", ("voirie",)),
        ("transf 412 voirie", "hand-over", "412", ("voirie",)),
        ("26-0412 transférer voirie", "hand-over", "26-0412", ("voirie",)),
        ("voirie", "", "", ("voirie",)),
        ("clore 26-0412", "closure", "26-0412", ()),
        ("clos 0412", "closure", "0412", ()),
        ("clôturer n° 26-0412", "closure", "n° 26-0412", ()),
        ("fermer la demande 260412", "closure", "260412", ()),
        ("assigner 26-0412 à Claire", "assignment", "26-0412", ("claire",)),
        ("confier 26-0412 à jean-marc petit", "assignment", "26-0412", ("jean-marc", "petit")),
        ("prendre 26-0412", "claim", "26-0412", ()),
        ("mettre en attente 26-0412", "hold", "26-0412", ()),
        ("rouvrir 26-0412", "reopening", "26-0412", ()),
        ("répondre 26-0412", "reply", "26-0412", ()),
        ("tâche 26-0412", "tasks", "26-0412", ()),
        ("type éclairage 26-0412", "triage", "26-0412", ("eclairage",)),
        ("26-0412", "", "26-0412", ()),
        ("412", "", "412", ()),
        ("rue des Lilas", "", "", ("rue", "lilas")),
        ("12 rue des Lilas", "", "", ("12", "rue", "lilas")),
        ("Mme Priorier", "", "", ("mme", "priorier")),
    ],
)  # fmt: skip
def test_an_act_its_case_and_its_object(
    sentence: str, noun: str, reference: str, words: tuple[str, ...]
) -> None:
    said = understand(sentence, TODAY)
    assert (said.noun, said.words) == (noun, words), said
    assert said.reference.replace("n° ", "") == reference.replace("n° ", "")


@pytest.mark.parametrize(
    ("sentence", "priority"),
    [
        ("priorité haute 26-0412", 2),
        ("priorite urgente 26-0412", 1),
        ("26-0412 priorité basse", 4),
        ("priorité P3 26-0412", 3),
        ("priorité 26-0412", None),
    ],
)
def test_priorities(sentence: str, priority: int | None) -> None:
    said = understand(sentence, TODAY)
    assert (said.noun, said.reference, said.priority) == ("triage", "26-0412", priority)


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("planifier 26-0412 demain", date(2026, 3, 5)),
        ("planifier 26-0412 après-demain", date(2026, 3, 6)),
        ("planifier 26-0412 lundi", date(2026, 3, 9)),
        ("planifier 26-0412 mercredi", date(2026, 3, 11)),
        ("planifier 26-0412 le 12/03", date(2026, 3, 12)),
        ("planifier 26-0412 12 mars", date(2026, 3, 12)),
        ("planifier 26-0412 1er février", date(2027, 2, 1)),
        ("planifier 26-0412 31/02", None),
    ],
)
def test_days_are_to_come(sentence: str, day: date | None) -> None:
    said = understand(sentence, TODAY)
    assert (said.noun, said.reference, said.day) == ("schedule", "26-0412", day)


@pytest.mark.parametrize(
    ("sentence", "unread"),
    [
        ("planifier 26-0412 32/12", "32/12"),
        ("planifier 26-0412 31 février", "31 février"),
        ("planifier 26-0412 bientôt", "bientôt"),
        ("planifier 26-0412 1er décembre", ""),
        ("planifier 26-0412 le 1 er décembre", ""),
        ("planifier 26-0412", ""),
        ("noter 26-0412 vu le 32/12", ""),
    ],
)
def test_a_day_that_is_none_is_told(sentence: str, unread: str) -> None:
    said = understand(sentence, TODAY)
    assert said.unread_day == unread
    assert not (said.unread_day and said.day)


def test_the_text_of_a_note_and_the_reason_of_a_hand_over_are_kept_as_typed() -> None:
    assert understand("note 26-0412 L'usager rappellera à 14 h", TODAY).rest == "L'usager rappellera à 14 h"
    said = understand("transférer 26-0412 voirie car la Haie dépasse", TODAY)
    assert (said.words, said.reason) == (("voirie",), "la Haie dépasse")


@pytest.mark.parametrize(
    "phone", ["06 12 34 56 78", "06.12.34.56.78", "+33612345678", "+33 (0)6 12 34 56 78", "0033612345678"]
)
def test_a_phone_is_no_reference(phone: str) -> None:
    said = understand(phone, TODAY)
    assert (said.phone, said.reference) == ("+33612345678", "")


@pytest.mark.parametrize(
    "odd", ["", "   ", "\x00", "-", "26-", "😀", "«»", "a" * 500, "1" * 300, "transférer"]
)
def test_odd_sentences_are_read_without_a_fuss(odd: str) -> None:
    understand(odd, TODAY)


def test_half_a_reference_is_this_years_before_last_years() -> None:
    assert references_meant("412", 2026) == ["26-0412", "25-0412"]
    assert references_meant("26/412", 2026) == ["26-0412"]


def test_typing_errors() -> None:
    assert one_error_apart("dupond", "dupont")
    assert one_error_apart("durnad", "durand")
    assert one_error_apart("lefebre", "lefebvre")
    assert not one_error_apart("durand", "dupont")
