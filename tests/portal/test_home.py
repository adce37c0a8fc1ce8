import re
from datetime import timedelta

import pytest
from django.test import Client

from parvis.catalog.models import RequestType
from parvis.kit import clock
from parvis.portal import offer
from tests import factories


def test_the_front_page_names_the_town_and_asks_one_question(client, django_assert_max_num_queries):
    client.get("/")
    with django_assert_max_num_queries(8):
        page = client.get("/").content.decode()
    assert "Ville-sur-Test" in page
    assert page.count("<h1") == 1
    assert "Que pouvons-nous faire pour vous ?" in page


def test_every_offered_type_is_on_the_front_page_under_its_service(client):
    RequestType.objects.filter(code="VOI-NDP").update(on_web=False)
    page = client.get("/").content.decode()
    linked = set(re.findall(r'href="/demande/([A-Z]+-[A-Z]+)/"', page))
    assert linked == {t.code for t in RequestType.objects.filter(active=True, on_web=True)}
    assert "VOI-NDP" not in linked
    assert client.get("/demande/VOI-NDP/").status_code == 404
    assert client.post("/demande/VOI-NDP/", {"description": "x"}).status_code == 404


def test_what_is_asked_most_comes_first_and_sealed_sectors_never(client):
    for _ in range(3):
        factories.case(type_code="PRO-DEP")
        factories.case(type_code="SOC-DOM")
    factories.case(type_code="ESV-ELA", received_at=clock.now() - timedelta(days=200))
    codes = [choice.type.code for choice in offer.frequent()]
    assert codes[0] == "PRO-DEP"
    assert "SOC-DOM" not in codes
    assert len(codes) == 6


def test_free_words_lead_to_types_and_are_kept(client):
    page = client.get("/demande/", {"q": "le lampadaire est éteint"}).content.decode()
    assert "De quoi s'agit-il" in page or "De quoi s&#x27;agit-il" in page
    assert "VOI-ECL" in page
    assert "/demande/ADM-AUT/?q=le%20lampadaire%20est%20%C3%A9teint" in page


@pytest.mark.parametrize("words", ["zzzz qqqq", "🌳", "'; DROP TABLE cases_case; --", "\x00", "x" * 3000])
def test_words_nobody_knows_lead_to_an_agent(client, words):
    response = client.get("/demande/", {"q": words})
    assert response.status_code == 200


def test_markup_in_the_words_stays_text(client):
    page = client.get("/demande/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page


def test_other_towns_have_other_pages(town, other_town):
    page = Client(headers={"host": "autre.test"}).get("/").content.decode()
    assert "Autreville" in page
    assert "Ville-sur-Test" not in page


@pytest.mark.parametrize(
    "path", ["/accessibilite/", "/mentions-legales/", "/donnees-personnelles/", "/robots.txt"]
)
def test_the_pages_the_law_asks_for(client, path):
    assert client.get(path).status_code == 200


def test_the_accessibility_statement_promises_nothing_unproved(client):
    page = client.get("/accessibilite/").content.decode()
    assert "Accessibilité : non conforme" in page
    assert "Défenseur des droits" in page


def test_robots_stay_out_of_private_places(client):
    text = client.get("/robots.txt").content.decode()
    for path in ("/suivi/", "/desk/", "/fichiers/"):
        assert f"Disallow: {path}\n" in text


def test_public_pages_carry_no_inline_style_script_or_handler(client):
    for path in ("/", "/demande/VOI-NDP/", "/demande/?q=trou"):
        page = client.get(path).content.decode()
        assert not re.search(r"\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)", page), path
