import gettext
import re
from pathlib import Path

import pytest
from django.conf import settings

from parvis import portal
from parvis.cases.following import path_of
from tests import factories


def test_the_portal_speaks_french_by_default_and_english_on_demand(client):
    assert "Que pouvons-nous faire pour vous ?" in client.get("/").content.decode()
    response = client.get("/langue/en/", headers={"referer": "http://testserver/demande/?q=trou"})
    assert response["Location"] == "/demande/?q=trou"
    page = client.get("/").content.decode()
    assert "What can we do for you?" in page
    assert '<html lang="en"' in page
    client.get("/langue/fr/")
    assert "Que pouvons-nous" in client.get("/").content.decode()


def test_the_whole_way_is_in_english(client, town):
    client.get("/langue/en/")
    case = factories.case()
    assert "Send my request" in client.get("/demande/VOI-NDP/").content.decode()
    assert "has received your request" in client.get(path_of(case)).content.decode()
    refused = client.post("/demande/VOI-NDP/", {"description": ""}).content.decode()
    assert "Describe your request in a few words." in refused


@pytest.mark.parametrize(
    "referer", ["http://evil.test/", "http://testserver//evil.test/x", "javascript:alert(1)", ""]
)
def test_choosing_a_language_never_leads_elsewhere(client, referer):
    location = client.get("/langue/en/", headers={"referer": referer})["Location"]
    assert location.startswith("/")
    assert not location.startswith("//")


def test_unknown_languages_do_not_exist(client):
    assert client.get("/langue/xx/").status_code == 404


def test_every_sentence_of_the_code_is_translated():
    with (Path(settings.LOCALE_PATHS[0]) / "en/LC_MESSAGES/django.mo").open("rb") as file:
        known = gettext.GNUTranslations(file)
    sources = "\n".join(path.read_text() for path in Path(portal.__file__).parent.glob("*.py"))
    marked = set(re.findall(r'\b_\(\s*"((?:[^"\\]|\\.)*)"', sources))
    assert len(marked) > 40
    assert [text for text in marked if known.gettext(text) == text and text not in {"E-mail"}] == []
