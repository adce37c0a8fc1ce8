"""What partners read: cases, the town's configuration, the figures, the OpenAPI document."""

import json
from datetime import timedelta

import pytest

from parvis.cases.closing import close
from parvis.cases.models import Case
from parvis.catalog.models import RequestType
from parvis.history.actors import Actor
from parvis.kit import clock
from parvis.kit.tenant import activate
from parvis.organisation.models import Department, Sector
from tests.factories import case

NAMES = ("untreated", "by-origin", "by-day-priority", "by-department", "received")


def seal(code: str) -> None:
    from parvis.tenancy.configuration import forget_configuration

    Sector.objects.filter(pk=Department.objects.get(code=code).sector_id).update(sealed=True)
    forget_configuration()


def test_a_partner_reads_back_what_it_sent(call):
    sent = call(
        "POST",
        "/cases",
        {"request_type": "VOI-NDP", "description": "Un trou", "location": {"address": "Ici"}},
    )
    reference = sent.json()["reference"]
    at = clock.now()
    close(Case.objects.get(), outcome="done", text="Réparé.", by=Actor.system(), at=at)
    body = call("GET", f"/cases/{reference}").json()
    assert body["description"] == "Un trou"
    assert body["closing_text"] == "Réparé."
    assert body["location"] == {"address": "Ici", "lat": None, "lon": None}
    assert (body["status"], body["outcome"], body["outcome_label"]) == ("closed", "done", "Réalisée")
    assert body["links"]["follow"] == sent.json()["links"]["follow"]


def test_of_the_others_nothing_personal_is_told(call, town):
    RequestType.objects.filter(code="VOI-NDP").update(on_public_map=False)
    made = case(description="Chez Mme Secret", received_at=clock.now())
    for response in (call("GET", f"/cases/{made.reference}"), call("GET", "/cases")):
        text = response.content.decode()
        assert made.reference in text
        for secret in ("Secret", "Durand", "elodie", "Lilas", "suivi"):
            assert secret not in text


def test_a_place_on_the_public_map_is_told(call, town):
    RequestType.objects.filter(code="VOI-NDP").update(on_public_map=True)
    made = case()
    assert call("GET", f"/cases/{made.reference}").json()["location"]["address"] == "12 rue des Lilas"


def test_a_sealed_case_does_not_exist(call, town):
    seal("VOI")
    made = case()
    refused = call("GET", f"/cases/{made.reference}")
    unknown = call("GET", "/cases/26-9999")
    assert refused.status_code == unknown.status_code == 404
    assert refused.content == unknown.content
    assert call("GET", "/cases").json()["cases"] == []
    assert call("GET", "/figures/untreated").json()["indicators"] != {}
    assert made.reference not in call("GET", "/figures/untreated").content.decode()


def test_another_town_s_case_does_not_exist(call, town, other_town):
    with activate(other_town.pk):
        made = case()
        Case.objects.update(reference="99-0042")
    assert call("GET", "/cases/99-0042").status_code == 404
    assert made.pk
    assert call("GET", "/cases").json()["cases"] == []


def test_pages_of_a_hundred_show_each_case_once(call, town, token):
    first = case()
    rows = []
    for number in range(230):
        row = Case.objects.get(pk=first.pk)
        row.pk, row.reference = None, f"25-{number:04d}"
        row.received_at = first.received_at - timedelta(minutes=number // 3)
        rows.append(row)
    Case.objects.bulk_create(rows)
    seen, cursor, sizes = [], "", []
    while True:
        body = call("GET", "/cases" + (f"?cursor={cursor}" if cursor else "")).json()
        seen += [c["reference"] for c in body["cases"]]
        sizes.append(len(body["cases"]))
        cursor = body["next"]
        if not cursor:
            break
    assert sizes == [100, 100, 31]
    assert len(set(seen)) == len(seen) == 231


def test_filters_narrow(call, town):
    old = case(type_code="VOI-NDP")
    Case.objects.update(last_activity_at=clock.now() - timedelta(days=3))
    new = case(type_code="VOI-ECL")
    other = case(type_code="ETC-ACN") if RequestType.objects.filter(code="ETC-ACN").exists() else None
    close(new, outcome="done", by=Actor.system(), at=clock.now())

    def references(query):
        return {c["reference"] for c in call("GET", f"/cases?{query}").json()["cases"]}

    since = (clock.now() - timedelta(days=1)).isoformat()
    assert old.reference not in references(f"updated_since={since}")  # « + » reads as a space
    assert new.reference in references(f"updated_since={since.replace('+', '%2B')}")
    assert references("state=closed") == {new.reference}
    assert old.reference in references("department=VOI")
    assert other is None or other.reference not in references("department=VOI")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("state=gone", "state"),
        ("department=NOPE", "department"),
        ("updated_since=hier", "updated_since"),
        ("updated_since=0001-01-01T00:00:00%2B14:00", "updated_since"),
        ("updated_since=9999-12-31", "updated_since"),
        ("cursor=forged", "cursor"),
        ("cursor=%00", "cursor"),
        ("cursor=é", "cursor"),
        ("cursor=" + "x" * 300, "cursor"),
    ],
)
def test_senseless_parameters_are_said(call, query, field):
    response = call("GET", f"/cases?{query}")
    assert response.status_code == 422
    assert list(response.json()["error"]["fields"]) == [field]


def test_the_town_s_configuration_is_read(call, town):
    types = call("GET", "/request-types").json()
    assert len(types) == 88
    assert {"code", "label", "help", "kind", "department", "location", "identification"} == set(types[0])
    departments = call("GET", "/departments").json()
    assert len(departments) == 16
    assert "VOI" in {d["code"] for d in departments}


@pytest.mark.parametrize("name", NAMES)
def test_figures_are_those_of_the_dashboards(call, town, name):
    from parvis.insights.figures import figures
    from parvis.organisation.access import Access

    case()
    with clock.travel(clock.now()):
        body = call("GET", f"/figures/{name}").json()
        expected = json.loads(json.dumps(figures(name, Access.partner())))
    assert body == expected


def test_unknown_figures_and_filters_are_said(call, town):
    assert call("GET", "/figures/happiness").status_code == 404
    refused = call("GET", "/figures/received?period=century")
    assert refused.status_code == 422
    assert list(refused.json()["error"]["fields"]) == ["period"]
    assert call("GET", "/figures/received?from=1900-01-01&to=2900-01-01").status_code in (200, 422)


def test_the_openapi_document_is_public_and_names_everything(client, town):
    response = client.get("/api/v1/openapi.json")
    assert response.status_code == 200
    document = response.json()
    assert set(document["paths"]) == {
        "/api/v1/cases", "/api/v1/cases/{reference}", "/api/v1/request-types", "/api/v1/departments",
        "/api/v1/figures/{name}",
    }  # fmt: skip
    assert document["components"]["securitySchemes"]["TokenAuth"] == {"type": "http", "scheme": "bearer"}


@pytest.mark.parametrize("path", ["/nothing", "/cases/26-0001/closure", "/docs", "/"])
def test_an_unknown_address_is_a_json_404(call, path):
    response = call("GET", path)
    assert response.status_code == 404
    assert response["Content-Type"].startswith("application/json")


def test_a_refused_method_says_which_are_possible(call):
    response = call("DELETE", "/cases")
    assert response.status_code == 405
    assert response.json()["error"]["code"] == "method_not_allowed"
    assert "POST" in response["Allow"]


def test_answers_are_not_kept_by_caches(call):
    assert call("GET", "/cases")["Cache-Control"] == "no-store"
