"""After the request: what to say, the receipt to print, the same person again, and the answer given on the spot."""

import base64
import re
from datetime import timedelta

from parvis.cases.assigning import claim
from parvis.cases.closing import close
from parvis.cases.models import Case, Note
from parvis.kit import clock
from parvis.organisation.models import Department
from parvis.replies.models import ApprovalRule
from tests.desk.test_entry import GOOD, NEW, browser, sealed_type, taken, zoe  # noqa: F401 - fixtures
from tests.factories import actor, agent


def page(browser, made):  # noqa: F811
    return browser.get(f"{NEW}/{made.reference}").content.decode()


def test_the_sentence_to_say_holds_the_number_the_service_and_the_day(browser):  # noqa: F811
    made = taken(browser.post(NEW, GOOD))
    said = re.search(r'class="taken-said"[^>]*>(.*?)</p>', page(browser, made), re.S)[1]
    for part in (made.reference, "Le service Voirie", "la traite, et vise une réponse d'ici le"):
        assert part in said
    for due, words in (
        (clock.now(), "vise une réponse aujourd'hui."),
        (clock.now() - timedelta(days=3), "la traite. »"),
    ):
        Case.objects.filter(pk=made.pk).update(due_at=due)
        assert words in page(browser, made)


def test_the_receipt_says_what_the_law_wants_and_how_to_follow(browser):  # noqa: F811
    Department.objects.filter(code="VOI").update(
        address="3 rue des Ateliers\n28100 Dreux", phone="0199001234", email="voirie@ville.test"
    )
    made = taken(browser.post(NEW, GOOD))
    text = page(browser, made)
    receipt = text[text.index('class="receipt') :]
    for part in (
        made.reference, "3 rue des Ateliers", "28100 Dreux", "voirie@ville.test", "Reçue le", "au plus tard le", "Élodie DURAND",
        "accusé de réception précisant les délais et les recours", "CNIL", "/suivi/", '<svg class="qr"', "12 rue des Lilas",
    ):  # fmt: skip
        assert part in receipt, part
    assert "style=" not in receipt


def test_the_same_person_again_unless_one_may_not_know_that_they_are_known(browser):  # noqa: F811
    made = taken(browser.post(NEW, GOOD))
    assert f"/desk/new?person_id={made.person_id}" in page(browser, made)
    again = browser.get(NEW, {"person_id": made.person_id}).content.decode()
    assert f'value="{made.person_id}" checked' in again
    sealed = taken(browser.post(NEW, GOOD | {"key": "k2", "q": "Roy Ida", "type": sealed_type().code}))
    assert "person_id=" not in page(browser, sealed)


def test_one_key_answers_on_the_spot_and_the_words_are_optional(browser):  # noqa: F811
    made = taken(browser.post(NEW, GOOD | {"on_the_spot": "1"}))
    assert (made.state, made.outcome, made.closing_text) == ("closed", "answered", "")
    told = taken(
        browser.post(NEW, GOOD | {"key": "k2", "on_the_spot": "1", "spot_text": "C'est prévu jeudi."})
    )
    assert told.closing_text == "C'est prévu jeudi."
    text = page(browser, told)
    assert "C&#x27;est prévu jeudi." in text
    assert "Répondu sur place" in text


def test_words_that_need_an_approval_are_noted_and_the_request_stays_open(browser):  # noqa: F811
    ApprovalRule.objects.create(name="Relecture", about="closures", role="manager")
    told = taken(browser.post(NEW, GOOD | {"on_the_spot": "1", "spot_text": "C'est refusé."}))
    assert (told.is_open, told.closing_text) == (True, "")
    assert Note.objects.get(case=told).body == "Répondu sur place : C'est refusé."
    assert "doit d&#x27;abord être validé" in page(browser, told)
    silent = taken(browser.post(NEW, GOOD | {"key": "k2", "on_the_spot": "1"}))
    assert silent.outcome == "answered", "without words there is nothing to approve"


def test_a_double_click_answers_once(browser):  # noqa: F811
    first, second = (taken(browser.post(NEW, GOOD | {"on_the_spot": "1"})) for _ in range(2))
    assert (first.pk, first.version) == (second.pk, second.version)


def test_the_answer_is_taken_back_from_the_page_even_of_a_sealed_sector(browser, signed_in, zoe):  # noqa: F811
    for key, code in (("a", "VOI-ECL"), ("b", sealed_type().code)):
        made = taken(browser.post(NEW, GOOD | {"key": key, "type": code, "on_the_spot": "1"}))
        back = f"{NEW}/{made.reference}/taking-back"
        assert back in page(browser, made)
        assert browser.post(back).status_code == 302
        assert Case.objects.get(pk=made.pk).state == "received"
        assert "À dire" in page(browser, made)
    assert browser.get(back).status_code == 405
    made = taken(browser.post(NEW, GOOD | {"key": "c", "on_the_spot": "1"}))
    stranger = signed_in(agent("Autre Agent", ("front_desk", "ADM")))
    assert stranger.post(f"{NEW}/{made.reference}/taking-back").status_code == 404
    again = signed_in(zoe)
    Case.objects.filter(pk=made.pk).update(recorded_at=clock.now() - timedelta(hours=1))
    assert again.post(f"{NEW}/{made.reference}/taking-back").status_code == 404
    assert Case.objects.get(pk=made.pk).state == "closed"


def test_sent_by_script_the_answer_leads_elsewhere_and_an_error_draws_the_form(browser):  # noqa: F811
    headers = {"HX-Request": "true"}
    answer = browser.post(NEW, GOOD, headers=headers)
    assert answer.status_code == 204
    assert answer["HX-Redirect"].startswith(f"{NEW}/")
    wrong = browser.post(NEW, GOOD | {"q": "", "key": "k2"}, headers=headers)
    assert wrong.status_code == 422
    assert 'id="new-case"' in wrong.content.decode()


def vault(browser):  # noqa: F811
    page = browser.get(NEW).content.decode()
    masked, owner = re.search(r'data-vault-key="([^"]+)" data-vault-owner="([^"]+)"', page).groups()
    both = base64.b64decode(masked)
    return masked, bytes(a ^ b for a, b in zip(both[:32], both[32:], strict=True)), owner


def test_what_is_kept_on_the_device_is_locked_with_a_key_of_this_agent(browser, signed_in, zoe):  # noqa: F811
    mine, again = vault(browser), vault(browser)
    assert mine[1:] == again[1:]
    assert mine[0] != again[0]  # a compressed page must not tell it by its length
    theirs = vault(signed_in(agent("Autre Agent", ("front_desk", "ADM"))))
    assert not set(mine) & set(theirs)


def test_what_became_of_a_sealed_request_stays_inside(browser):  # noqa: F811
    made = taken(browser.post(NEW, GOOD | {"type": sealed_type().code}))
    inside = actor("Inès Sociale", ("case_worker", made.department.code))
    claim(made, by=inside, at=clock.now())
    before = page(browser, made)
    close(made, outcome="refused", text="Elle n'y a pas droit.", by=inside, at=clock.now())
    after = page(browser, made)
    assert "Refusée" not in after
    assert "À dire" in after
    assert before.count("badge") == after.count("badge")
