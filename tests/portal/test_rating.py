"""« Votre demande a-t-elle été bien traitée ? » on the follow-up page of a closed request."""

from datetime import timedelta

import pytest

from parvis.cases.closing import close
from parvis.cases.following import path_of
from parvis.cases.models import Case
from parvis.cases.reopening import reopen
from parvis.history.actors import Actor
from parvis.history.models import Event
from parvis.kit import clock
from parvis.kit.tenant import activate
from parvis.surveys.models import Rating
from tests import factories

QUESTION = "Votre demande a-t-elle été bien traitée ?"


@pytest.fixture
def closed(town):
    return factories.closed_case()


def shown(client, case):
    response = client.get(path_of(case))
    assert response.status_code == 200
    return response.content.decode()


def answer(client, case, **data):
    return client.post(path_of(case) + "avis/", data)


def test_a_closed_request_is_asked_about_in_words(client, closed, django_assert_max_num_queries):
    client.get(path_of(closed))
    with django_assert_max_num_queries(9):
        page = shown(client, closed)
    assert QUESTION in page
    for word in ("Tout à fait", "Plutôt oui", "Moyennement", "Plutôt non", "Pas du tout"):
        assert word in page
    assert "checked" not in page, "nothing is suggested"


def test_the_answer_is_thanked_kept_and_can_be_corrected(client, closed):
    response = answer(client, closed, score="4", comment="Un peu long.")
    assert (response.status_code, response["Location"]) == (302, path_of(closed))
    assert Rating.objects.get().comment == "Un peu long."
    page = shown(client, closed)
    assert "Merci : votre avis est enregistré." in page
    assert "<strong>Plutôt oui</strong>" in page
    assert "Modifier ma réponse" in page
    answer(client, closed, score="1", comment="")
    assert [(r.score, r.comment) for r in Rating.objects.all()] == [(1, "")]
    assert "<strong>Pas du tout</strong>" in shown(client, closed)


def test_sent_twice_it_is_one_answer(client, closed):
    for _ in range(2):
        answer(client, closed, score="5", comment="Merci")
    assert Event.objects.filter(type="survey.rated").count() == 1


def test_after_thirty_days_the_answer_stays(client, closed):
    answer(client, closed, score="2")
    with clock.travel(clock.now() + timedelta(days=31)):
        page = shown(client, closed)
        assert "<strong>Plutôt non</strong>" in page
        assert "Modifier ma réponse" not in page
        assert answer(client, closed, score="5").status_code == 302
        assert "Votre avis n&#x27;est plus demandé" in shown(client, closed)
    assert Rating.objects.get().score == 2


@pytest.mark.parametrize(
    "data", [{}, {"score": ""}, {"score": "0"}, {"score": "6"}, {"score": "4.5"}, {"score": "٣"}]
)
def test_no_answer_is_asked_again_with_the_comment_kept(client, closed, data):
    response = answer(client, closed, comment="Je ne sais pas", **data)
    assert response.status_code == 422
    page = response.content.decode()
    assert "Choisissez une réponse." in page
    assert 'href="#id_score"' in page
    assert "Je ne sais pas" in page
    assert not Rating.objects.exists()


def test_too_long_a_comment_is_kept(client, closed):
    response = answer(client, closed, score="3", comment="x" * 5001)
    page = response.content.decode()
    assert response.status_code == 422
    assert "trop long" in page
    assert "x" * 5001 in page
    assert 'value="3" id="id_score_3" required checked' in page


def test_odd_words_are_words(client, closed):
    answer(client, closed, score="3", comment="<script>alert(1)</script>\x00👍")
    assert Rating.objects.get().comment == "<script>alert(1)</script>👍"
    assert "<script>alert(1)" not in shown(client, closed)


@pytest.mark.parametrize("outcome", ["duplicate", "withdrawn", "cancelled"])
def test_what_was_not_treated_is_not_asked_about(client, town, outcome):
    case = factories.closed_case(outcome=outcome)
    assert QUESTION not in shown(client, case)
    answer(client, case, score="5")
    assert not Rating.objects.exists()


def test_neither_open_nor_long_closed(client, town, closed):
    case = factories.case()
    assert QUESTION not in shown(client, case)
    answer(client, case, score="5")
    with clock.travel(clock.now() + timedelta(days=91)):
        assert QUESTION not in shown(client, closed)
        answer(client, closed, score="5")
    assert not Rating.objects.exists()


def test_closed_anew_it_is_asked_anew(client, closed):
    answer(client, closed, score="1", comment="Toujours là")
    reopen(closed, reason="Toujours là", by=Actor.person(), at=clock.now())
    close(closed, outcome="done", by=Actor.system(), at=clock.now())
    page = shown(client, closed)
    assert QUESTION in page
    assert "Modifier ma réponse" not in page
    assert "checked" not in page


def test_only_through_the_link(client, closed, other_town):
    path = path_of(closed).rstrip("/")[:-1] + "a/"
    assert client.post(path + "avis/", {"score": "5"}).status_code == 404
    with activate(other_town.pk):
        theirs = factories.closed_case()
    assert client.post(path_of(theirs) + "avis/", {"score": "5"}).status_code == 404
    assert client.get(path_of(closed) + "avis/").status_code == 405
    assert not Rating.objects.exists()


def test_in_english(client, closed):
    client.get("/langue/en/")
    page = shown(client, closed)
    assert "Was your request dealt with well?" in page
    assert "Not at all" in page
    assert "Choose an answer." in answer(client, closed).content.decode()


def test_agents_who_read_the_case_read_the_answer(client, signed_in, closed):
    answer(client, closed, score="2", comment="Personne n'a rappelé.")
    paul = factories.agent("Paul Roy", ("case_worker", "SCO"))
    page = signed_in(paul).get(f"/desk/cases/{closed.reference}").content.decode()
    assert "Plutôt non" in page
    assert "Personne n&#x27;a rappelé." in page
    assert "L&#x27;usager donne son avis" in page
    assert Case.objects.get(pk=closed.pk).version == closed.version + 1
