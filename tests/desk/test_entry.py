"""The one-screen entry: what it takes, what it refuses and keeps, what appears while typing."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.cases.models import Case, CaseAttachment
from parvis.catalog.models import RequestType
from parvis.directory.matching import Identity
from parvis.directory.models import Person
from parvis.files.models import Attachment
from parvis.intake.submission import Place
from parvis.kit import clock
from tests.desk.test_case_page import NASTY, photo
from tests.factories import agent, case

NEW = "/desk/new"
GOOD = {
    "channel": "phone", "q": "Mme Élodie DURAND", "description": "Le lampadaire devant chez moi est éteint.",
    "type": "VOI-ECL", "address": "12 rue des Lilas", "key": "k1",
}  # fmt: skip


@pytest.fixture
def zoe(town):
    return agent("Zoé Lambert", ("front_desk", "ADM"))


@pytest.fixture
def browser(signed_in, zoe):
    return signed_in(zoe)


def sealed_type(**conditions):
    return RequestType.objects.filter(
        sector__sealed=True, department__sector__sealed=True, **conditions
    ).first()


def taken(answer):
    assert answer.status_code == 302, re.findall(r"form-error[^<]*<[^<]*<[^<]*", answer.content.decode())
    return Case.objects.select_related("person", "department", "request_type").get(
        reference=answer["Location"].rpartition("/")[2]
    )


def test_a_call_becomes_a_case_of_its_service(browser, zoe):
    made = taken(browser.post(NEW, GOOD))
    assert (made.channel, made.request_type.code, made.department.code) == ("phone", "VOI-ECL", "VOI")
    assert made.opened_by_id == zoe.pk
    assert (made.person.title, made.person.given_names, made.person.birth_name) == ("Mme", "Élodie", "DURAND")
    page = browser.get(f"{NEW}/{made.reference}").content.decode()
    for expected in (made.reference, made.department.name, "/suivi/", "Imprimer le reçu"):
        assert expected in page


def test_the_channel_is_remembered(browser):
    assert 'value="counter" checked' in browser.get(NEW).content.decode()
    browser.post(NEW, GOOD)
    assert 'value="phone" checked' in browser.get(NEW).content.decode()


def test_only_roles_that_take_requests(signed_in, client, town):
    assert client.get(NEW).status_code == 302
    outsider = signed_in(agent("Com Unic", "communication"))
    for path in (
        NEW,
        "/desk/persons?q=durand",
        "/desk/types?q=trou",
        "/desk/neighbours?address=12 rue des Lilas",
    ):
        assert outsider.get(path).status_code == 403, path
    assert outsider.post(NEW, GOOD).status_code == 403
    assert not Case.objects.exists()


def test_the_words_choose_the_type_when_they_are_sure(browser):
    made = taken(browser.post(NEW, GOOD | {"type": ""}))
    assert made.request_type.code == "VOI-ECL"


def test_everything_typed_is_kept_when_something_is_missing(browser):
    answer = browser.post(
        NEW,
        GOOD
        | {"type": "", "description": "", "phone": "12", "postal_address": "3 rue Haute", "files": [photo()]},
    )
    assert answer.status_code == 422
    text = answer.content.decode()
    for kept in ("Mme Élodie DURAND", "12 rue des Lilas", "3 rue Haute", "trou.png"):
        assert kept in text, kept
    assert "Choisissez un type" in text
    assert "Ce numéro de téléphone" in text
    assert not Case.objects.exists()
    token = re.search(r'name="file_tokens" value="([^"]+)"', text)[1]
    made = taken(browser.post(NEW, GOOD | {"file_tokens": token}))
    assert CaseAttachment.objects.get(case=made).attachment.name == "trou.png"


def test_a_false_image_is_named_and_the_rest_kept(browser):
    fake = SimpleUploadedFile("vacances.jpg", b"MZ\x90" * 500, content_type="image/jpeg")
    answer = browser.post(NEW, GOOD | {"files": [photo(), fake]})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "vacances.jpg" in text
    assert "trou.png" in text
    assert not Attachment.objects.exists()
    assert not Case.objects.exists()


def test_a_double_click_makes_one_case(browser):
    first, second = (taken(browser.post(NEW, GOOD)) for _click in range(2))
    assert first.pk == second.pk
    assert Case.objects.count() == 1


def test_a_key_with_another_content_is_asked_again(browser):
    taken(browser.post(NEW, GOOD))
    answer = browser.post(NEW, GOOD | {"description": "Un autre lampadaire éteint"})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Un autre lampadaire" in text
    key = re.search(r'name="key" value="([^"]+)"', text)[1]
    taken(browser.post(NEW, GOOD | {"description": "Un autre lampadaire éteint", "key": key}))
    assert Case.objects.count() == 2


@pytest.mark.parametrize(("name", "value", "words"), [
    ("received_at", "1900-01-01T10:00", "1900"), ("received_at", "2900-01-01T10:00", "2900"), ("received_at", "hier", "lisible"),
    ("sent_at", "1900-01-01", "1900"), ("sent_at", "2900-01-01", "2900"), ("lat", "91", ""), ("priority", "9", "priorité"),
    ("channel", "pigeon", "comment la demande"), ("person_id", "999999999", "existe pas"),
])  # fmt: skip
def test_impossible_values_are_refused_clearly(browser, name, value, words):
    answer = browser.post(NEW, GOOD | {name: value})
    assert answer.status_code == 422 if name != "lat" else answer.status_code in (302, 422)
    assert words in answer.content.decode()
    if name != "lat":
        assert "Le lampadaire devant chez moi" in answer.content.decode()
        assert not Case.objects.exists()


def test_a_letter_has_its_two_dates(browser):
    now = clock.now()
    sent, received = (now - timedelta(days=3)).date(), (now - timedelta(days=1)).date()
    made = taken(
        browser.post(
            NEW, GOOD | {"channel": "letter", "sent_at": f"{sent}", "received_at": f"{received}T09:00"}
        )
    )
    assert made.sent_at.date() == sent
    assert made.received_at.date() == received
    late = browser.post(
        NEW,
        GOOD | {"channel": "letter", "key": "k2", "sent_at": f"{now.date()}", "received_at": f"{sent}T09:00"},
    )
    assert late.status_code == 422
    assert "ne peut pas suivre" in late.content.decode()


def test_anonymous_where_the_type_allows(browser):
    made = taken(browser.post(NEW, GOOD | {"q": "", "anonymous": "1"}))
    assert made.anonymous
    assert made.person is None
    refused = browser.post(NEW, GOOD | {"q": "", "anonymous": "1", "type": "VOI-STA", "key": "k2"})
    assert refused.status_code == 422
    assert "ne peut pas être anonyme" in refused.content.decode()


def test_nobody_is_asked_for(browser):
    answer = browser.post(NEW, GOOD | {"q": ""})
    assert answer.status_code == 422
    assert "Dites qui demande" in answer.content.decode()


def test_a_place_is_asked_for_where_the_type_needs_one(browser):
    assert "besoin d&#x27;un lieu" in browser.post(NEW, GOOD | {"address": ""}).content.decode()
    taken(browser.post(NEW, GOOD | {"address": "", "lat": "48.736", "lon": "1.366"}))


def test_answers_are_kept_by_code_and_judged(browser):
    made = taken(browser.post(NEW, GOOD | {"type": "VOI-NDP", "answer-danger": "yes"}))
    assert made.answers == {"danger": True}
    answer = browser.post(NEW, GOOD | {"type": "VOI-NDP", "answer-danger": "<b>", "key": "k2"})
    assert answer.status_code == 422
    assert "Répondez par oui ou par non" in answer.content.decode()


@pytest.mark.parametrize("day", ["1900-01-01", "2900-01-01", "avant-hier"])
def test_impossible_dates_in_answers(browser, day):
    kind = next(
        t
        for t in RequestType.objects.filter(sector__sealed=False)
        if any(f["kind"] == "date" for f in t.form)
    )
    code = next(f["code"] for f in kind.form if f["kind"] == "date")
    answer = browser.post(NEW, GOOD | {"type": kind.code, f"answer-{code}": day})
    assert answer.status_code == 422
    assert "Cette date n" in answer.content.decode() or "date complète" in answer.content.decode()


def test_a_sealed_request_is_seen_by_its_taker_until_claimed(browser, zoe):
    from parvis.cases.assigning import claim
    from parvis.organisation.acting_agents import actor_of

    kind = sealed_type()
    made = taken(browser.post(NEW, GOOD | {"type": kind.code, "answer-x": ""}))
    assert browser.get(f"/desk/cases/{made.reference}").status_code == 200
    insider = agent("Inès Roy", ("case_worker", made.department.code))
    claim(made, by=actor_of(insider), at=clock.now())
    assert browser.get(f"/desk/cases/{made.reference}").status_code == 404
    page = browser.get(f"{NEW}/{made.reference}")
    assert page.status_code == 200
    assert "Ouvrir la demande" not in page.content.decode()
    Case.objects.filter(pk=made.pk).update(recorded_at=clock.now() - timedelta(hours=1))
    assert browser.get(f"{NEW}/{made.reference}").status_code == 404


def test_persons_are_found_by_name_phone_and_mail(browser):
    case(
        person=Identity(
            title="Mme",
            given_names="Élodie",
            family_name="Durand",
            email="elodie@example.org",
            phone="+33612345678",
        )
    )
    for words in (
        "dur",
        "elodie DURAND",
        "Mme Durand",
        "06 12 34 56 78",
        "0612345678",
        "elodie@",
        "34 56 78",
    ):
        text = browser.get("/desk/persons", {"q": words}).content.decode()
        assert "Élodie Durand" in text, words
        assert "1 ouverte" in text
    assert "Élodie" not in browser.get("/desk/persons", {"q": "martin"}).content.decode()
    assert browser.get("/desk/persons", {"q": "d"}).status_code == 200


def test_at_most_eight_persons(browser):
    for number in range(12):
        case(person=Identity(given_names=f"P{number}", family_name="Martin", email=f"p{number}@example.org"))
    assert browser.get("/desk/persons", {"q": "martin"}).content.decode().count('name="person_id"') == 9


def test_persons_of_sealed_sectors_are_not_suggested_nor_taken(browser):
    made = case(
        type_code=sealed_type().code,
        person=Identity(family_name="Secret", email="secret@example.org", phone="+33612345678"),
    )
    for words in ("secret", "secret@example.org", "06 12 34 56 78"):
        text = browser.get("/desk/persons", {"q": words, "person_id": made.person_id}).content.decode()
        assert f'value="{made.person_id}"' not in text, words
    for code in ("VOI-ECL", sealed_type().code):
        answer = browser.post(NEW, GOOD | {"type": code, "person_id": made.person_id})
        assert answer.status_code == 422
        assert "n&#x27;existe pas" in answer.content.decode()


def test_taking_a_sealed_request_does_not_tell_that_the_sector_knew_the_person(browser):
    case(
        type_code=sealed_type().code,
        person=Identity(
            given_names="Jeanne", family_name="Secret", email="j@example.org", phone="+33612345678"
        ),
    )
    made = taken(browser.post(NEW, GOOD | {"type": sealed_type().code, "q": "j@example.org"}))
    text = browser.get(f"/desk/cases/{made.reference}").content.decode()
    assert "Jeanne" not in text
    assert "06 12 34 56 78" not in text


def test_a_known_person_is_taken(browser):
    known = case().person
    made = taken(browser.post(NEW, GOOD | {"person_id": known.pk}))
    assert made.person_id == known.pk
    assert Person.objects.count() == 1


def test_types_are_suggested_in_the_citizens_words(browser):
    text = browser.get("/desk/types", {"q": "le lampadaire est éteint"}).content.decode()
    assert 'value="VOI-ECL" checked' in text
    assert "Voirie" in text
    assert (
        'value="VOI-NDP" checked'
        in browser.post("/desk/types?listed=1", GOOD | {"type_listed": "VOI-NDP"}).content.decode()
    )


def test_neighbours_are_open_readable_and_near(browser):
    from decimal import Decimal

    near = case(place=Place("1 place Métézeau", Decimal("48.7361"), Decimal("1.3660")))
    far = case(place=Place("Loin", Decimal("48.7461"), Decimal("1.3660")))
    same = case(place=Place("12 Rue des Lilas"), type_code="VOI-ECL")
    hidden = case(
        type_code=sealed_type().code, place=Place("12 rue des Lilas", Decimal("48.7361"), Decimal("1.3660"))
    )
    text = browser.post(
        "/desk/neighbours",
        {"lat": "48.7363", "lon": "1.3662", "address": "12 rue des lilas", "type": "VOI-ECL"},
    ).content.decode()
    assert near.reference in text
    assert same.reference in text
    assert "même type" in text
    assert far.reference not in text
    assert hidden.reference not in text
    for odd in ({"lat": "NaN", "lon": "1"}, {"lat": "1e400", "lon": "x"}, {"address": "a\x00b" * 10}, {}):
        assert browser.post("/desk/neighbours", odd).status_code == 200


def test_without_script_the_server_completes_the_screen(browser):
    case(
        place=Place("12 rue des Lilas"),
        person=Identity(given_names="Élodie", family_name="Durand", phone="+33612345678"),
    )
    answer = browser.post(NEW, GOOD | {"type": "", "q": "durand", "check": "1"})
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Élodie Durand" in text
    assert 'value="VOI-ECL" checked' in text
    assert "candélabre" in text
    assert "même adresse" in text
    assert Case.objects.count() == 1


@pytest.mark.parametrize("text", NASTY)
def test_odd_texts_in_every_field(browser, text):
    fields = (
        "q",
        "description",
        "address",
        "title",
        "given_names",
        "family_name",
        "organisation_name",
        "postal_address",
        "spot_text",
    )
    answer = browser.post(
        NEW,
        dict.fromkeys(
            (*fields, "type", "priority", "lat", "lon", "received_at", "phone", "email", "person_id"), text
        )
        | {"channel": "phone"},
    )
    assert answer.status_code == 422
    assert "<script>alert" not in answer.content.decode()
    assert "<b>" not in answer.content.decode()
    made = taken(
        browser.post(NEW, dict.fromkeys(fields, text) | {"channel": "phone", "type": "VOI-ECL", "key": ""})
    )
    page = browser.get(f"/desk/cases/{made.reference}").content.decode()
    assert "<script>alert" not in page
    assert "<b>" not in page
    for path in ("/desk/persons", "/desk/types", "/desk/neighbours", "/desk/new/details"):
        fragment = browser.post(path, dict.fromkeys(fields, text))
        assert fragment.status_code == 200
        assert "<script>alert" not in fragment.content.decode()


def test_another_agent_s_confirmation_does_not_exist(browser, signed_in, town):
    made = taken(browser.post(NEW, GOOD | {"type": sealed_type().code}))
    other = signed_in(agent("Autre Agent", ("front_desk", "ADM")))
    assert other.get(f"{NEW}/{made.reference}").status_code == 404


@pytest.mark.parametrize(
    ("typed", "person", "phone"),
    [
        ({"q": "Jeanne Dupuis", "phone": "06 39 98 77 66"}, ("Jeanne", "Dupuis"), "+33639987766"),
        ({"q": "Zoé Quillivéré 06 12 34 56 78"}, ("Zoé", "Quillivéré"), "+33612345678"),
        ({"q": "06.12.34.56.78 LE GOFF Yann"}, ("Yann", "LE GOFF"), "+33612345678"),
        ({"q": "Zoé Roy, tél. : 06 12 34 56 78"}, ("Zoé", "Roy"), "+33612345678"),
        ({"q": "Jeanne", "family_name": "Dupuis", "phone": "0612345678"}, ("Jeanne", "Dupuis"), "+33612345678"),
        ({"q": "dup", "family_name": "Dupuis", "phone": "0612345678"}, ("", "Dupuis"), "+33612345678"),
        ({"q": "Dupuis", "given_names": "Jeanne", "phone": "0612345678"}, ("Jeanne", "Dupuis"), "+33612345678"),
        ({"q": "Jean Petit 0612345678", "given_names": "Zoé", "family_name": "Roy"}, ("Zoé", "Roy"), "+33612345678"),
    ],
)  # fmt: skip
def test_what_is_typed_in_the_search_box_is_never_lost(browser, typed, person, phone):
    made = taken(browser.post(NEW, GOOD | typed))
    assert (made.person.given_names, made.person.birth_name) == person
    assert list(made.person.contact_points.filter(kind="phone").values_list("value", flat=True)) == [phone]


def test_a_name_and_an_address_together(browser):
    made = taken(browser.post(NEW, GOOD | {"q": "zoe@example.org Zoé Roy"}))
    assert (made.person.given_names, made.person.birth_name) == ("Zoé", "Roy")
    assert made.person.contact_points.get().value == "zoe@example.org"


def test_a_number_that_is_none_is_said_and_kept(browser):
    answer = browser.post(NEW, GOOD | {"q": "Zoé Roy 06 12"})
    assert answer.status_code == 422
    assert "vérifiez les chiffres" in answer.content.decode()
    assert "Zoé Roy 06 12" in answer.content.decode()


def test_a_chosen_person_wins_over_the_words(browser):
    known = case(person=Identity(given_names="Zoé", family_name="Roy", phone="+33612345678")).person
    made = taken(browser.post(NEW, GOOD | {"q": "Jean Petit 06 99 99 99 99", "person_id": known.pk}))
    assert made.person_id == known.pk
    assert list(known.contact_points.values_list("value", flat=True)) == ["+33612345678"]


def test_a_name_with_a_phone_proposes_who_is_known(browser):
    case(person=Identity(given_names="Zoé", family_name="Roy", phone="+33612345678"))
    for words in ("Zoé Roy 06 99 99 99 99", "Quelqu'un Autre 06 12 34 56 78"):
        text = browser.post("/desk/persons", {"q": words}).content.decode()
        assert "<bdi>Zoé Roy" in text, words


def test_the_way_back_to_a_saved_entry_is_an_empty_form(browser):
    first, second = browser.get(NEW), browser.get(NEW)
    keys = [re.search(r'name="key" value="([^"]+)"', a.content.decode())[1] for a in (first, second)]
    assert keys[0] != keys[1]
    assert first["Cache-Control"] == "no-store"
    assert browser.post(NEW, GOOD | {"q": ""})["Cache-Control"] == "no-store"
