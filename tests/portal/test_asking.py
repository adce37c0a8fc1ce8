import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.cases.models import Case, CaseAttachment
from parvis.catalog.models import RequestType
from parvis.directory.models import ContactPoint
from parvis.files.models import Attachment
from parvis.kit.env import Env, env
from tests.files.test_storing import PDF

FORM = "/demande/VOI-NDP/"


def answers(**values):
    return {
        "description": "Un trou devant le 12.",
        "address": "12 rue des Lilas",
        "given_names": "Élodie",
        "family_name": "Durand",
        "email": "Elodie.Durand@Example.org",
        "phone": "06 12 34 56 78",
        "key": "cle-1",
    } | values


def hidden(response, name):
    return re.findall(rf'name="{name}" value="([^"]+)"', response.content.decode())


def test_a_request_becomes_a_case_of_the_right_service(client):
    response = client.post(FORM, answers(question_danger="oui", latitude="48.7361", longitude="1.3662"))
    case = Case.objects.get()
    assert response.status_code == 302
    assert re.fullmatch(rf"/suivi/{case.reference}/[a-z2-7]{{26}}/recue/\?courriel", response["Location"])
    assert case.department.code == "VOI"
    assert case.channel == "web"
    assert case.address == "12 rue des Lilas"
    assert (str(case.latitude), str(case.longitude)) == ("48.736100", "1.366200")
    assert case.person.display_name == "Élodie Durand"
    assert set(ContactPoint.objects.values_list("kind", "value")) == {
        ("email", "elodie.durand@example.org"),
        ("phone", "+33612345678"),
    }


def test_the_confirmation_says_reference_service_delay_and_link(client):
    page = client.post(FORM, answers(), follow=True).content.decode()
    case = Case.objects.get()
    assert case.reference in page
    assert "vingt-six, zéro zéro, zéro un" in page or "Au téléphone" in page
    assert case.department.name in page
    assert "au plus tard" in page
    assert f"http://testserver/suivi/{case.reference}/" in page


def test_the_types_own_questions_are_asked_and_kept(client):
    request_type = RequestType.objects.get(code="VOI-NDP")
    request_type.form = [
        {
            "code": "taille",
            "label": "Taille ?",
            "kind": "choice",
            "required": True,
            "choices": ["Petit", "Grand"],
        },
        {"code": "danger", "label": "Danger ?", "kind": "bool", "required": True},
        {"code": "jour", "label": "Depuis ?", "kind": "date"},
        {"code": "largeur", "label": "Largeur ?", "kind": "number"},
        {"code": "note", "label": "Note", "kind": "longtext"},
        {"code": "plan", "label": "Plan", "kind": "photo"},
    ]
    request_type.save()
    given = {
        "question_taille": "Grand",
        "question_danger": "non",
        "question_jour": "2026-03-04",
        "question_largeur": "1,5",
        "question_note": "",
    }
    page = client.get(FORM).content.decode()
    assert "Taille ?" in page
    assert "À joindre : Plan" in page
    assert client.post(FORM, answers(**given)).status_code == 302
    assert Case.objects.get().answers == {
        "taille": "Grand",
        "danger": False,
        "jour": "2026-03-04",
        "largeur": "1.5",
    }


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("jour", "1899-12-31"),
        ("jour", "2900-01-01"),
        ("jour", "hier"),
        ("largeur", "NaN"),
        ("largeur", "1e400"),
        ("taille", "Énorme"),
    ],
)
def test_impossible_answers_are_refused_and_everything_is_kept(client, question, value):
    request_type = RequestType.objects.get(code="VOI-NDP")
    request_type.form = [
        {"code": "jour", "label": "Depuis ?", "kind": "date"},
        {"code": "largeur", "label": "Largeur ?", "kind": "number"},
        {"code": "taille", "label": "Taille ?", "kind": "choice", "choices": ["Petit", "Grand"]},
    ]
    request_type.save()
    response = client.post(FORM, answers(**{f"question_{question}": value}))
    assert response.status_code == 422
    assert "Un trou devant le 12." in response.content.decode()
    assert not Case.objects.exists()


def test_a_required_choice_is_required(client):
    response = client.post("/demande/PRO-POU/", answers())
    assert response.status_code == 422
    assert "question_bac" in response.content.decode()


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ({"description": " "}, "Décrivez votre demande"),
        ({"address": ""}, "Dites où c&#x27;est"),
        ({"email": "pas une adresse"}, "adresse e-mail n&#x27;est pas complète"),
        ({"phone": "12"}, "numéro de téléphone n&#x27;existe pas"),
        ({"registration": "123"}, "ni un SIRET"),
        ({"website": "http://spam"}, "Laissez ce champ vide"),
        ({"description": "x" * 20001}, "20"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(client, missing, words):
    response = client.post(FORM, answers(**missing))
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert 'value="Durand"' in page
    assert hidden(response, "key") == ["cle-1"]
    assert not Case.objects.exists()


def test_a_point_without_an_address_is_a_place(client):
    assert client.post(FORM, answers(address="", latitude="48.7", longitude="1.3")).status_code == 302


@pytest.mark.parametrize("point", [("NaN", "1"), ("91", "1"), ("48.7", ""), ("'; DROP", "x"), ("1e999", "1")])
def test_half_or_impossible_points_are_left_out(client, point):
    client.post(FORM, answers(latitude=point[0], longitude=point[1]))
    assert Case.objects.get().latitude is None


def test_anonymous_where_the_type_allows_it_keeps_nothing_of_the_person(client):
    nameless = answers(family_name="", given_names="", email="", phone="", anonymous="on")
    assert client.post(FORM, nameless).status_code == 302
    case = Case.objects.get()
    assert case.anonymous
    assert case.person is None
    assert not ContactPoint.objects.exists()


@pytest.mark.parametrize("given", ["given_names", "family_name", "email", "phone", "organisation_name"])
def test_anonymous_and_named_at_once_is_asked_about_and_nothing_is_dropped(client, given):
    nobody = {"family_name": "", "given_names": "", "email": "", "phone": ""}
    typed = {"email": "a.durand@example.org", "phone": "06 39 98 00 00"}.get(given, "Durand")
    response = client.post(FORM, answers(**nobody | {given: typed}, anonymous="on"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Anonyme ou pas ?" in page
    assert f'value="{typed}"' in page
    assert not Case.objects.exists()


def test_identity_is_asked_where_the_type_wants_it(client):
    assert "ne peut pas être anonyme" in client.get("/demande/SOC-LOG/").content.decode()
    assert "ne peut pas être anonyme" not in client.get(FORM).content.decode()
    assert 'name="anonymous"' not in client.get("/demande/SOC-LOG/").content.decode()
    nameless = answers(family_name="", given_names="", email="", phone="", anonymous="on")
    response = client.post("/demande/SOC-LOG/", nameless)
    assert response.status_code == 422
    assert "Indiquez votre nom." in response.content.decode()
    assert client.post("/demande/SOC-LOG/", answers(email="")).status_code == 302


def test_a_company_and_an_association_give_their_number(client):
    client.post(FORM, answers(organisation_name="Boulangerie Petit", registration="732 829 320 00074"))
    person = Case.objects.get().person
    assert (person.kind, person.registration) == ("legal", "73282932000074")


def test_free_words_alone_find_their_type(client):
    client.post("/demande/ADM-AUT/", answers(description="Le lampadaire devant chez moi est éteint"))
    assert Case.objects.get().request_type.code == "VOI-ECL"


def test_what_another_body_answers_is_redirected_or_taken_and_followed(client):
    page = client.get("/demande/URB-DP/").content.decode()
    assert "Guichet numérique des autorisations d" in page
    assert "<textarea" not in page
    client.post("/demande/URB-DP/", answers())
    assert not Case.objects.exists()
    assert "La mairie la transmet" in client.get("/demande/PRO-POU/").content.decode()


def test_sending_twice_makes_one_case_and_one_set_of_files(client, picture):
    first = client.post(FORM, answers(files=picture()))
    second = client.post(FORM, answers(files=picture()))
    assert first["Location"] == second["Location"]
    assert Case.objects.count() == Attachment.objects.count() == 1
    assert len([p for p in env().files.rglob("*") if p.is_file()]) == 2


def test_going_back_and_changing_the_text_asks_before_making_a_second_case(client):
    client.post(FORM, answers())
    response = client.post(FORM, answers(description="Un autre trou."))
    assert response.status_code == 409
    assert "déjà enregistrée" in response.content.decode()
    assert Case.objects.count() == 1
    (key,) = hidden(response, "key")
    assert client.post(FORM, answers(description="Un autre trou.", key=key)).status_code == 302
    assert Case.objects.count() == 2


def test_photos_are_joined_in_public(client, picture):
    client.post(
        FORM,
        answers(
            files=[picture("a.jpg"), picture("b.jpg", colour="red"), SimpleUploadedFile("devis.pdf", PDF)]
        ),
    )
    rows = CaseAttachment.objects.select_related("attachment").order_by("id")
    assert [(row.attachment.name, row.is_public) for row in rows] == [
        ("a.jpg", True),
        ("b.jpg", True),
        ("devis.pdf", True),
    ]


def test_a_fake_image_is_refused_by_name_and_good_files_are_kept_for_the_next_try(client, picture):
    fake = SimpleUploadedFile("fausse.jpg", b"<html><script>alert(1)</script>", "image/jpeg")
    response = client.post(FORM, answers(files=[picture("vraie.jpg"), fake]))
    page = response.content.decode()
    assert response.status_code == 422
    assert "« fausse.jpg » n&#x27;est pas une image" in page
    assert not Attachment.objects.exists()
    (token, again) = re.findall(r'name="(?:kept|drop)" value="([^"]+)"', page)
    assert token == again
    assert client.post(FORM, answers(kept=[token])).status_code == 302
    assert Attachment.objects.get().name == "vraie.jpg"


def test_a_kept_file_can_be_withdrawn_and_a_forged_one_is_worth_nothing(client, picture):
    response = client.post(FORM, answers(description="", files=picture()))
    (token,) = hidden(response, "kept")
    client.post(FORM, answers(kept=[token, "forgé:1:x"], drop=[token]))
    assert Case.objects.count() == 1
    assert not Attachment.objects.exists()


def test_a_file_of_50_mb_is_stopped_and_nothing_typed_is_lost(client, picture):
    huge = SimpleUploadedFile("film.mp4", b"\x00" * (50 * 1024 * 1024), "video/mp4")
    response = client.post(FORM, answers(files=[huge, picture("vraie.jpg")]))
    page = response.content.decode()
    assert response.status_code == 422
    assert f"« film.mp4 » est trop lourd : {env().max_upload_mb} Mo au plus" in page
    assert "Un trou devant le 12." in page
    assert "vraie.jpg" in page
    assert not Case.objects.exists()


def test_what_no_form_could_carry_is_not_read_at_all(client, monkeypatch):
    monkeypatch.setattr(Env, "max_upload_mb", 1, raising=False)
    monkeypatch.setattr("parvis.files.uploading.PATIENCE", 0)
    response = client.post(FORM, answers(files=SimpleUploadedFile("a.pdf", PDF)))
    assert response.status_code == 400


def test_more_files_than_allowed_are_said(client, picture):
    many = [picture(f"{rank}.jpg", size=(40 + rank, 40)) for rank in range(env().max_files + 1)]
    response = client.post(FORM, answers(files=many))
    assert response.status_code == 422
    assert f"{env().max_files} fichiers au plus" in response.content.decode()


def test_a_required_document_is_required(client):
    request_type = RequestType.objects.get(code="VOI-NDP")
    request_type.form = [{"code": "plan", "label": "Plan", "kind": "photo", "required": True}]
    request_type.save()
    response = client.post(FORM, answers())
    assert response.status_code == 422
    assert "Joignez : Plan." in response.content.decode()
    assert client.post(FORM, answers(files=SimpleUploadedFile("plan.pdf", PDF))).status_code == 302


HOSTILE = [
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "'; DROP TABLE cases_case; -- \" OR 1=1",
    "{{ 7*7 }}{% load parvis %}${7*7}",
    "👩‍👩‍👧‍👦🕳️ trou énorme 🚧",
    "صباح الخير \u202eמה שלומך",
    "Zalgo h̷̢̛e̵ \ufeff\u200b\u2028",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_field_stays_text(client, text):
    given = answers(
        description=text,
        address=text,
        given_names=text,
        family_name=text,
        organisation_name=text,
        latitude=text,
        longitude=text,
    )
    page = client.post(FORM, given, follow=True).content.decode()
    case = Case.objects.get()
    follow = client.get(re.search(r'value="http://testserver(/suivi/[^"]+)"', page)[1]).content.decode()
    for shown in (page, follow):
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
        assert ">49<" not in shown
    assert "\u202e" not in case.description + case.address
    assert (
        client.post(
            FORM, given | {"email": text, "phone": text, "registration": text, "key": text}
        ).status_code
        == 422
    )


def test_emoji_and_right_to_left_names_are_kept(client):
    client.post(FORM, answers(family_name="أحمد", given_names="Zoé 🌳"))
    assert Case.objects.get().person.display_name == "Zoé 🌳 أحمد"


@pytest.mark.parametrize("code", ["NOPE", "VOI-NDP'--", "%00", "<x>"])
def test_unknown_types_are_missing_pages(client, code):
    assert client.get(f"/demande/{code}/").status_code == 404


def test_other_towns_types_do_not_exist_here(client, other_town):
    from parvis.kit.tenant import activate

    with activate(other_town.pk):
        known = RequestType.objects.get(code="VOI-NDP")
        known.pk, known.code, known._state.adding = None, "AUT-RE", True
        known.save()
    assert client.get("/demande/AUT-RE/").status_code == 404


def test_too_many_sendings_of_one_address_wait(client, monkeypatch):
    from parvis.portal import asking

    monkeypatch.setattr(asking.SENDINGS, "most", 2)
    statuses = [client.post(FORM, answers(description="", key=str(n))).status_code for n in range(3)]
    assert statuses == [422, 422, 429]
    refused = client.post(FORM, answers())
    assert refused["Retry-After"] == "3600"
    assert "Trop d&#x27;envois" in refused.content.decode() or "Trop d'envois" in refused.content.decode()
    assert client.post(FORM, answers(), REMOTE_ADDR="203.0.113.9").status_code == 302
    assert client.get(FORM).status_code == 200


def test_forms_refuse_requests_forged_elsewhere(town):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True, headers={"host": "testserver"})
    assert strict.post(FORM, answers()).status_code == 403
    assert not Case.objects.exists()
