from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from parvis.cases.acting import NotAllowed, Unclear
from parvis.cases.closing import close
from parvis.cases.models import Case
from parvis.cases.reopening import reopen
from parvis.history.actors import Actor
from parvis.history.models import Event
from parvis.surveys.models import Rating
from parvis.surveys.rating import NotAsked, TooLate, may_rate, rate, rating_of
from tests.cases.steps import AT, nothing_happens, one_event, worker
from tests.factories import case, closed_case

PERSON = Actor.person()


def closed(**values: Any) -> Case:
    return closed_case(received_at=AT - timedelta(days=2), after=timedelta(days=2), **values)


def days(number: float) -> datetime:
    return AT + timedelta(days=number)


def test_a_person_says_how_it_was_treated(town: Any) -> None:
    made = closed()
    by = Actor.person(made.person_id)
    with one_event(made, "survey.rated", by):
        given = rate(made, score=4, comment=" Un peu long. ", by=by, at=days(1))
    assert (given.score, given.comment, given.channel, given.first_at, given.at) == (
        4, "Un peu long.", "web", days(1), days(1),
    )  # fmt: skip
    told = Event.objects.get(type="survey.rated")
    assert told.sentence == "L'usager donne son avis. Demande bien traitée ? Plutôt oui, avec un commentaire."
    assert not told.is_public
    assert "long" not in str(told.data), "what can be corrected is not in what cannot"


def test_one_answer_per_case_corrected_for_thirty_days(town: Any) -> None:
    made = closed()
    rate(made, score=1, comment="Rien n'est fait !", by=PERSON, at=days(1))
    rate(made, score=5, by=PERSON, at=days(30))
    with nothing_happens(made), pytest.raises(TooLate):
        rate(made, score=2, by=PERSON, at=days(31.01))
    kept = Rating.objects.get()
    assert (kept.score, kept.comment, kept.first_at, kept.at) == (5, "", days(1), days(30))
    assert (
        Event.objects.filter(type="survey.rated").order_by("-id")[0].sentence.startswith("L'usager corrige")
    )


def test_the_same_answer_again_is_no_correction(town: Any) -> None:
    made = closed()
    rate(made, score=4, comment="Bien", by=PERSON, at=days(1))
    with nothing_happens(made):
        assert rate(made, score=4, comment=" Bien", by=PERSON, at=days(2)).at == days(1)


def test_asked_for_ninety_days(town: Any) -> None:
    made = closed()
    assert may_rate(made, None, days(90))
    with nothing_happens(made), pytest.raises(NotAsked):
        rate(made, score=3, by=PERSON, at=days(90.01))


@pytest.mark.parametrize("outcome", ["duplicate", "withdrawn", "cancelled"])
def test_what_was_not_treated_is_not_judged(town: Any, outcome: str) -> None:
    made = closed(outcome=outcome)
    with nothing_happens(made), pytest.raises(NotAsked):
        rate(made, score=3, by=PERSON, at=days(1))


def test_an_open_case_is_not_judged(town: Any) -> None:
    made = case()
    assert not may_rate(made, None, AT)
    with nothing_happens(made), pytest.raises(NotAsked):
        rate(made, score=3, by=PERSON, at=AT)


def test_a_case_closed_anew_is_asked_about_anew(town: Any) -> None:
    made = closed()
    rate(made, score=1, by=PERSON, at=days(1))
    reopen(made, reason="Toujours là", by=PERSON, at=days(2))
    assert not may_rate(made, rating_of(made), days(3))
    close(made, outcome="done", by=Actor.system(), at=days(60))
    rate(made, score=5, by=PERSON, at=days(61))
    kept = Rating.objects.get()
    assert (kept.score, kept.first_at) == (5, days(61))
    assert "corrige" not in Event.objects.filter(type="survey.rated").order_by("-id")[0].sentence


def test_unclear_answers_are_asked_again(town: Any) -> None:
    made = closed()
    for score, comment, field in ((0, "", "score"), (6, "", "score"), (3, "x" * 5001, "comment")):
        with nothing_happens(made), pytest.raises(Unclear) as refused:
            rate(made, score=score, comment=comment, by=PERSON, at=days(1))
        assert refused.value.field == field


def test_agents_do_not_judge_their_own_work(town: Any) -> None:
    made = closed()
    with nothing_happens(made), pytest.raises(NotAllowed):
        rate(made, score=5, by=worker(), at=days(1))


def test_the_database_keeps_one_answer_of_one_to_five(town: Any) -> None:
    made = closed()
    rate(made, score=5, by=PERSON, at=days(1))
    with pytest.raises(IntegrityError, match="rating_case_unique"), transaction.atomic():
        Rating(case=made, score=3, channel="web", first_at=AT, at=AT).save()
    with pytest.raises(IntegrityError, match="rating_score_known"), transaction.atomic():
        Rating.objects.update(score=6)
