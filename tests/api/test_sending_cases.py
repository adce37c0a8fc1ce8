"""POST /api/v1/cases: the job, and everything that can be wrong with what is sent."""

import json
import re
import threading

import pytest
from django.db import connection

from parvis.cases.models import Case
from parvis.history.models import ActorKind, Event
from parvis.organisation.models import Department, Sector
from parvis.tenancy.configuration import forget_configuration

WHOLE = {
    "request_type": "VOI-NDP",
    "channel": "mobile",
    "description": "Un trou dans la chaussée.",
    "location": {"address": "12 rue des Lilas", "lat": 48.7363, "lon": 1.3658},
    "person": {
        "given_names": "Élodie", "family_name": "Durand", "email": "Elodie.Durand@Example.org",
        "phone": "06 39 98 01 02", "address": "3 rue du Puits",
    },
    "answers": {"size": "grand"},
    "received_at": "2026-01-05T10:30:00+01:00",
}  # fmt: skip


def error(response):
    assert response["Content-Type"].startswith("application/json")
    return response.json()["error"]


def test_a_whole_request_goes_to_its_department(call, town, token):
    response = call("POST", "/cases", WHOLE)
    assert response.status_code == 201
    body = response.json()
    case = Case.objects.get()
    assert body["reference"] == case.reference == "26-0001"
    assert body["department"]["code"] == "VOI"
    assert body["request_type"]["code"] == "VOI-NDP"
    assert body["status"] == "received"
    assert body["due_at"].endswith("Z")
    assert "Voirie" in body["explanation"]
    assert body["links"]["self"] == f"http://testserver:8000/api/v1/cases/{case.reference}"
    assert body["links"]["follow"].startswith(f"http://testserver:8000/suivi/{case.reference}/")
    assert case.channel == "mobile"
    assert case.received_at.isoformat() == "2026-01-05T09:30:00+00:00"
    assert case.answers == {"size": "grand"}
    assert (float(case.latitude), float(case.longitude)) == (48.7363, 1.3658)
    assert case.person.display_name == "Élodie Durand"
    points = set(case.person.contact_points.values_list("kind", "value"))
    assert points == {
        ("email", "elodie.durand@example.org"), ("phone", "+33639980102"), ("postal", "3 rue du Puits"),
    }  # fmt: skip
    opened = Event.objects.get(type="case.opened")
    assert (opened.actor_kind, opened.actor_id) == (ActorKind.TOKEN, token[0].pk)


def test_free_words_alone_find_the_type(call):
    body = call("POST", "/cases", {"description": "Le lampadaire devant chez moi est éteint"}).json()
    assert body["request_type"]["code"] == "VOI-ECL"
    assert Case.objects.get().channel == "api"


def test_words_that_say_nothing_go_to_the_dispatcher(call):
    body = call("POST", "/cases", {"description": "Bonjour", "person": {"family_name": "Durand"}}).json()
    assert Department.objects.get(code=body["department"]["code"]).is_dispatcher


def test_a_date_without_offset_is_the_town_s(call):
    call("POST", "/cases", {**WHOLE, "received_at": "2026-07-05T10:30"})
    assert Case.objects.get().received_at.isoformat() == "2026-07-05T08:30:00+00:00"


def test_a_sealed_request_is_taken_and_cannot_be_read_back(call):
    Sector.objects.filter(pk=Department.objects.get(code="VOI").sector_id).update(sealed=True)
    forget_configuration()
    response = call("POST", "/cases", WHOLE)
    assert response.status_code == 201
    body = response.json()
    assert body["links"]["self"] is None
    assert call("GET", f"/cases/{body['reference']}").status_code == 404
    assert call("GET", "/cases").json()["cases"] == []


@pytest.mark.parametrize("in_header", [True, False])
def test_the_same_key_makes_one_case(call, in_header):
    def send(body):
        if in_header:
            return call("POST", "/cases", body, **{"Idempotency-Key": "abc"})
        return call("POST", "/cases", {**body, "idempotency_key": "abc"})

    first, again = send(WHOLE), send(WHOLE)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Case.objects.count() == 1
    reused = send({**WHOLE, "description": "Autre chose"})
    assert reused.status_code == 409
    assert error(reused)["code"] == "idempotency_key_reused"
    assert Case.objects.count() == 1


def test_two_keys_that_disagree_are_refused(call):
    response = call("POST", "/cases", {**WHOLE, "idempotency_key": "abc"}, **{"Idempotency-Key": "def"})
    assert response.status_code == 422


def test_a_key_belongs_to_its_partner(call):
    from parvis.api.tokens import create_token
    from parvis.kit import clock

    _row, other = create_token("Autre", at=clock.now())
    headers = {"Idempotency-Key": "1"}
    assert call("POST", "/cases", WHOLE, **headers).status_code == 201
    assert (
        call("POST", "/cases", {**WHOLE, "description": "Autre"}, secret=other, **headers).status_code == 201
    )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"description": None}, "description"),
        ({"description": "   "}, "description"),
        ({"description": 12}, "description"),
        ({"description": "x" * 20_001}, "description"),
        ({"request_type": "NOPE"}, "request_type"),
        ({"request_type": "'; DROP TABLE x"}, "request_type"),
        ({"channel": "pigeon"}, "channel"),
        ({"priority": 1}, "priority"),
        ({"tenant_id": 2}, "tenant_id"),
        ({"received_at": "1900-01-01"}, "received_at"),
        ({"received_at": "2900-01-01T00:00:00Z"}, "received_at"),
        ({"received_at": "0001-01-01T00:00:00+14:00"}, "received_at"),
        ({"received_at": "9999-12-31T23:59:59-12:00"}, "received_at"),
        ({"received_at": "hier"}, "received_at"),
        ({"received_at": 1767600000}, "received_at"),
        ({"location": {"lat": 91, "lon": 0}}, "location.lat"),
        ({"location": {"lat": 48, "lon": -181}}, "location.lon"),
        ({"location": {"lat": "nord", "lon": 1}}, "location.lat"),
        ({"location": {"lat": 48}}, "location"),
        ({"location": "12 rue des Lilas"}, "location"),
        ({"location": {"address": "x" * 301}}, "location.address"),
        ({"person": {"email": "elodie@"}}, "person.email"),
        ({"person": {"email": "a@b.fr\r\nBcc: c@d.fr"}}, "person.email"),
        ({"person": {"phone": "12"}}, "person.phone"),
        ({"person": {"family_name": "x" * 151}}, "person.family_name"),
        ({"person": {"prenom": "Paul"}}, "person.prenom"),
        ({"request_type": "VOI-STA", "person": None}, "person"),
        ({"anonymous": True}, "anonymous"),
        ({"anonymous": "peut-être"}, "anonymous"),
        ({"answers": [1]}, "answers"),
        ({"answers": {"a": "x" * 20_001}}, "answers"),
        ({"idempotency_key": "x" * 101}, "idempotency_key"),
    ],
)
def test_what_is_wrong_is_said_by_field_and_leaves_nothing(call, change, field):
    response = call("POST", "/cases", {k: v for k, v in {**WHOLE, **change}.items() if v is not None})
    assert response.status_code == 422, response.content
    found = error(response)
    assert found["code"] == "invalid"
    assert list(found["fields"]) == [field]
    assert found["fields"][field].rstrip(".") != ""
    assert not Case.objects.exists()
    from parvis.directory.models import Person

    assert not Person.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        b"{", b"[]", b'"text"', b"null", b"42", b"\xff\xfe", b'{"description": NaN}', b"<xml/>",
        b'{"location": {"lat": 1e999, "lon": 1}, "description": "x"}',
        b'{"answers":' + b'{"a":' * 900 + b"1" + b"}" * 900 + b', "description": "x"}',
        b'{"answers":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
)  # fmt: skip
def test_what_is_no_json_object_is_400(call, body):
    response = call("POST", "/cases", body)
    assert response.status_code == 400
    assert error(response)["code"] == "bad_json"


def test_an_empty_body_lacks_everything(call):
    assert call("POST", "/cases", b"").status_code == 422


def test_a_form_is_no_json(client, town, token):
    response = client.post(
        "/api/v1/cases", {"description": "x"}, headers={"authorization": f"Bearer {token[1]}"}
    )
    assert response.status_code == 400


@pytest.mark.parametrize("size", [1_000_001, 3_000_000])
def test_a_body_over_a_megabyte_is_413(call, size):
    response = call("POST", "/cases", b'{"description": "' + b"x" * size + b'"}')
    assert response.status_code == 413
    assert error(response)["code"] == "too_large"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "'; DROP TABLE cases_case; --",
        "🕳️👩‍🚒 trou énorme 🚧",
        "مرحبا، هناك حفرة في الشارع",
        "{{ 7*7 }} {% now 'Y' %} %s %(x)s",
    ],
)
def test_any_text_is_kept_as_text(call, text):
    sent = {**WHOLE, "description": text, "location": {"address": text}, "person": {"family_name": text}}
    body = call("POST", "/cases", {**sent, "answers": {text: text}}).json()
    case = Case.objects.get()
    assert case.description == text
    assert case.address == text
    assert case.person.birth_name == text
    assert case.answers == {text: text}
    assert call("GET", f"/cases/{body['reference']}").json()["description"] == text


def test_unwritable_characters_are_dropped(call):
    raw = json.dumps(
        {**WHOLE, "answers": {"k\x00": "v\x00\ud800"}, "description": "Un\x00 trou\u202e \ud83d"}
    )
    response = call("POST", "/cases", raw)
    assert response.status_code in (201, 422), response.content
    if response.status_code == 201:
        assert Case.objects.get().description == "Un trou"


def test_reading_writes_nothing_and_asks_little(call):
    from django.test.utils import CaptureQueriesContext

    call("POST", "/cases", WHOLE)
    with CaptureQueriesContext(connection) as captured:
        assert call("GET", "/cases").status_code == 200
    asked = [
        q["sql"]
        for q in captured.captured_queries
        if not {"SAVEPOINT", "set_config"} & set(re.findall(r"\w+", q["sql"]))
    ]
    assert all(sql.startswith("SELECT") for sql in asked), asked
    assert len(asked) <= 6, asked


def test_a_double_send_at_once_makes_one_case(committed_town):
    """Two threads, one key, real commits."""
    from django.db import transaction
    from django.test import Client

    from parvis.api.tokens import create_token
    from parvis.kit import clock

    with transaction.atomic():
        _row, secret = create_token("P", at=clock.now())
    answers = []
    barrier = threading.Barrier(4)

    def send():
        barrier.wait()
        response = Client(headers={"host": "testserver"}).post(
            "/api/v1/cases",
            json.dumps(WHOLE),
            content_type="application/json",
            headers={"authorization": f"Bearer {secret}", "Idempotency-Key": "k"},
        )
        answers.append((response.status_code, response.json()))
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(status for status, _ in answers) == [200, 200, 200, 201]
    assert len({body["reference"] for _, body in answers}) == 1
