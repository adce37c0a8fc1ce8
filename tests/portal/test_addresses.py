import pytest

from parvis.portal import addresses
from parvis.territory.geocoding import AddressGeocoder
from parvis.territory.standin import StandIn, Street


@pytest.fixture
def geocoder(monkeypatch):
    streets = [
        Street("Rue des Lilas", 48.73, 1.36, "28100", "28134", "Dreux"),
        Street("Rue des Lilas", 48.85, 2.39, "75020", "75120", "Paris"),
    ]
    with StandIn(streets) as stand_in:
        made = AddressGeocoder(stand_in.url, allow_private=[stand_in.host])
        monkeypatch.setattr(addresses, "geocoder", lambda: made)
        yield stand_in


def test_only_addresses_of_the_commune_are_suggested(client, geocoder):
    response = client.get("/adresses", {"q": "rue des lilas"})
    (feature,) = response.json()["features"]
    assert feature["properties"]["label"] == "Rue des Lilas 28100 Dreux"
    assert feature["geometry"]["coordinates"] == [1.36, 48.73]
    assert "citycode=28134" in geocoder.asked[0]
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("words", ["", "ru", "<script>", "\x00\x00\x00\x00", "x" * 5000])
def test_odd_words_find_nothing(client, geocoder, words):
    response = client.get("/adresses", {"q": words})
    assert (response.status_code, response.json()["features"]) == (200, [])


def test_when_the_geocoder_is_away_the_list_is_empty_at_once(client, geocoder):
    geocoder.fault = 503
    for _ in range(6):
        response = client.get("/adresses", {"q": "rue des lilas"})
        assert (response.status_code, response.json()["features"]) == (200, [])
    assert len(geocoder.asked) == 3  # then the circuit is open


def test_the_form_takes_a_text_address_when_the_geocoder_is_away(client):
    assert client.get("/adresses", {"q": "rue des lilas"}).json()["features"] == []
    given = {"description": "Un trou", "address": "Devant l'église", "key": "k"}
    assert client.post("/demande/VOI-NDP/", given).status_code == 302


def test_too_many_questions_are_not_passed_on(client, geocoder, monkeypatch):
    monkeypatch.setattr(addresses.QUESTIONS, "most", 1)
    assert [client.get("/adresses?q=lilas").status_code for _ in range(2)] == [200, 429]
    assert len(geocoder.asked) == 1
