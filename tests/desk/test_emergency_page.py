"""Emergency access on screen: the reason first, one case, a few hours; and the officer's list of it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.cases.emergency import LASTS
from parvis.cases.following import path_of
from parvis.cases.models import Note
from parvis.directory.matching import Identity
from parvis.history.models import AccessLog
from parvis.kit import clock
from tests.desk.test_case_page import NASTY, _sealed, url
from tests.factories import agent, case

PAGE, LOG = "/desk/urgence", "/desk/consultations"
WHY = "Une dame menace de sauter, ici, au guichet."


@pytest.fixture
def hidden(town):
    who = Identity(given_names="Zoé", family_name="Secrète", phone="+33639980177")
    return case(type_code=_sealed().code, person=who, description="Elle parle de mourir.")


@pytest.fixture
def nadia(town):
    return agent("Nadia Accueil", ("front_desk", "ACC"))


def ask(browser, reference, **values):
    return browser.post(PAGE, {"reference": reference, "reason": WHY, "understood": "on"} | values)


def test_the_case_opens_after_the_reason_to_read_and_note(signed_in, nadia, hidden):
    browser = signed_in(nadia)
    assert browser.get(url(hidden)).status_code == 404
    answer = ask(browser, hidden.reference)
    assert (answer.status_code, answer["Location"]) == (302, url(hidden))
    page = browser.get(url(hidden)).content.decode()
    for expected in (
        "Accès d&#x27;urgence jusqu&#x27;à",
        "Elle parle de mourir.",
        "Zoé Secrète",
        "06 39 98 01 77",
        WHY,
    ):
        assert expected in page.replace("Accès d'urgence jusqu'à", "Accès d&#x27;urgence jusqu&#x27;à"), (
            expected
        )
    for noun in ("reply", "closure", "claim", "attachment", "tasks", "links"):
        assert url(hidden, noun) not in page
        assert browser.get(url(hidden, noun)).status_code == 403
    assert browser.post(url(hidden, "note"), {"body": "Elle est avec nous."}).status_code == 302
    assert Note.objects.get().author == nadia
    reasons = list(AccessLog.objects.filter(object_kind="case").values_list("reason", flat=True))
    assert f"demande {hidden.reference}, accès d'urgence" in reasons
    follow = browser.get(path_of(hidden)).content.decode()
    assert "Un agent d&#x27;un autre service a consulté votre demande en urgence." in follow
    assert "Nadia" not in follow
    assert "sauter" not in follow


def test_it_ends_by_itself(signed_in, nadia, hidden):
    browser = signed_in(nadia)
    ask(browser, hidden.reference)
    assert browser.get(url(hidden)).status_code == 200
    with clock.travel(clock.now() + LASTS + timedelta(minutes=1)):
        assert browser.get(url(hidden)).status_code == 404
        assert browser.post(url(hidden, "note"), {"body": "x"}).status_code == 404


@pytest.mark.parametrize("values", [{"reason": ""}, {"reason": "urgent"}, {"understood": ""}])
def test_until_the_reason_is_written_the_answer_is_the_same_whatever_exists(signed_in, nadia, hidden, values):
    browser, said = signed_in(nadia), []
    for reference in (hidden.reference, "26-9998"):
        answer = ask(browser, reference, **values)
        assert answer.status_code == 422
        said.append(answer.content.decode().split("<main")[1].split("csrfmiddlewaretoken")[0])
    assert said[0] == said[1]
    assert not AccessLog.objects.exists()


def test_an_unknown_reference_is_written_too(signed_in, nadia, hidden):
    browser = signed_in(nadia)
    answer = ask(browser, "26-9999")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Aucune demande ne porte cette référence." in page
    # Nothing has to be typed again but the reference.
    assert 'value="26-9999"' in page
    assert WHY in page
    assert re.search(r'name="understood"[^>]*checked', page)
    assert AccessLog.objects.get().object_id == 0


@pytest.mark.parametrize("role", ["field", "elected", "communication", "dpo", "cabinet", "administrator"])
def test_other_roles_have_no_such_page(signed_in, town, hidden, role):
    browser = signed_in(agent("Quelqu'un", (role, None)))
    assert browser.get(PAGE).status_code == 403
    assert ask(browser, hidden.reference).status_code == 403
    assert not AccessLog.objects.exists()


@pytest.mark.parametrize("words", NASTY)
def test_odd_words_break_nothing(signed_in, nadia, hidden, words):
    browser = signed_in(nadia)
    assert ask(browser, words).status_code == 422
    ask(browser, hidden.reference, reason=f"Danger immédiat {words}"[:2000])
    assert browser.get(url(hidden)).status_code == 200
    assert "<script>alert(1)" not in browser.get(url(hidden)).content.decode()


def test_the_search_page_leads_there(signed_in, nadia, hidden):
    page = signed_in(nadia).get("/desk/search", {"q": "Zoé Secrète"}).content.decode()
    assert PAGE in page
    assert "Rien trouvé" in page


def test_the_officer_reads_the_log_and_only_they(signed_in, nadia, hidden):
    ask(signed_in(nadia), hidden.reference)
    signed_in(nadia).get(url(hidden))
    officer = signed_in(agent("Denis Dupo", ("dpo", None)))
    page = officer.get(LOG).content.decode()
    for expected in ("Nadia Accueil", hidden.reference, WHY, "Accès d&#x27;urgence"):
        assert expected in page.replace("Accès d'urgence", "Accès d&#x27;urgence"), expected
    assert "Zoé" not in page
    assert officer.get(url(hidden)).status_code == 404
    only = officer.get(LOG, {"kind": "emergency"}).content.decode()
    assert only.count("<td>Nadia Accueil</td>") == 1
    assert "Aucune consultation" in officer.get(LOG, {"agent": "personne"}).content.decode()
    for role in ("administrator", "manager", "executive"):
        assert signed_in(agent(f"Un {role}", (role, None))).get(LOG).status_code == 403


def test_the_officer_reads_a_long_reason_whole(signed_in, nadia, hidden):
    why = "Une dame menace de sauter. " * 12 + "Elle est au deuxième étage."
    ask(signed_in(nadia), hidden.reference, reason=why)
    assert AccessLog.objects.get().reason not in why, "the log itself is short"
    page = signed_in(agent("Denis Dupo", ("dpo", None))).get(LOG).content.decode()
    assert f"demande {hidden.reference} : {why}" in page


def test_the_log_is_paged_and_costs_the_same(signed_in, town):
    at = clock.now()
    AccessLog.objects.bulk_create(
        AccessLog(
            at=at - timedelta(minutes=n // 3),
            actor_id=1,
            actor_label=f"Agent {n}",
            object_kind="person",
            object_id=n + 1,
        )
        for n in range(120)
    )
    officer, seen, after = signed_in(agent("Denis Dupo", ("dpo", None))), [], ""
    while True:
        with CaptureQueriesContext(connection) as captured:
            page = officer.get(LOG, {"after": after} if after else {})
        assert len([q for q in captured if q["sql"].startswith("SELECT")]) <= 12
        text = page.content.decode()
        seen += [part.split("</td>")[0] for part in text.split("<td>Agent ")[1:]]
        if "after=" not in text:
            break
        after = text.split("after=")[1].split('"')[0].split("&")[0]
    assert sorted(map(int, seen)) == list(range(120))
    assert officer.get(LOG, {"after": "xxx"}).status_code == 200
