import time

import pytest

from parvis.territory.geocoding import (
    AddressGeocoder,
    Breaker,
    GeocoderUnavailable,
    NullGeocoder,
    searchable,
)
from parvis.territory.standin import StandIn, Street

STREETS = [
    Street("Rue des Lilas", 48.7361, 1.3664, "28100", "28134", "Dreux"),
    Street("Rue des Lilas", 48.7362, 1.3665, "28100", "28134", "Dreux", housenumber="12"),
    Street("Grande Rue", 48.7370, 1.3650, "28100", "28134", "Dreux"),
    Street("Rue des Lilas", 48.4460, 1.4890, "28000", "28085", "Chartres"),
]


@pytest.fixture
def standin():
    with StandIn(STREETS) as running:
        yield running


@pytest.fixture
def geocoder(standin):
    return AddressGeocoder(standin.url, allow_private=[standin.host])


def test_an_address_is_found_in_its_town_only(geocoder):
    found = geocoder.search("12 rue des lilas", citycode="28134")
    assert found[0].label == "12 Rue des Lilas 28100 Dreux"
    assert (found[0].lat, found[0].lon) == (48.7362, 1.3665)
    assert (found[0].kind, found[0].housenumber, found[0].street) == ("housenumber", "12", "Rue des Lilas")
    assert found[0].sure
    assert {place.citycode for place in found} == {"28134"}
    assert len(geocoder.search("rue des lilas", limit=1)) == 1


def test_a_point_gives_its_address(geocoder):
    nearest = geocoder.reverse(48.73702, 1.36501)[0]
    assert nearest.name == "Grande Rue"
    assert 0 < nearest.distance < 10
    assert geocoder.reverse(0, 0) == []
    with pytest.raises(ValueError, match="latitude"):
        geocoder.reverse(1.3, 481.7)


def test_words_are_made_acceptable_before_they_are_sent(geocoder, standin):
    assert searchable("  « 12  rue \n des lilas") == "12 rue des lilas"
    assert geocoder.search("??") == geocoder.search("ab") == geocoder.search("🙂🙂🙂🙂") == []
    assert standin.asked == []
    assert geocoder.search("rue des lilas " * 50)
    assert geocoder.search("l'église & la rue?") == geocoder.search("l'église & la rue?")
    with pytest.raises(ValueError, match="INSEE"):
        geocoder.search("rue des lilas", citycode="28134&limit=100")


def test_the_stand_in_answers_like_the_documentation(standin):
    status, body = standin.answer("/search", {"q": "?!"})
    assert (status, body["message"]) == (400, "Failed parsing query")
    assert body["detail"] == ["q: must contain between 3 and 200 chars and start with a number or a letter"]
    status, body = standin.answer("/search", {"q": "lilas"})
    assert (status, body["type"], body["features"][0]["geometry"]["type"]) == (
        200,
        "FeatureCollection",
        "Point",
    )
    assert standin.answer("/reverse", {"lat": "x"})[0] == 400
    assert standin.answer("/else", {})[0] == 404


def test_a_400_is_no_failure(geocoder, standin):
    standin.fault = 400
    for _ in range(5):
        assert geocoder.search("rue des lilas") == []
    standin.fault = None
    assert geocoder.search("rue des lilas")


@pytest.mark.parametrize("fault", [429, 500, 503])
def test_after_failures_the_answer_is_immediate_then_it_recovers(standin, fault):
    clock = [1000.0]
    breaker = Breaker(failures=3, pause=30, time=lambda: clock[0])
    geocoder = AddressGeocoder(standin.url, allow_private=[standin.host], breaker=breaker)
    standin.fault = fault
    for _ in range(3):
        with pytest.raises(GeocoderUnavailable):
            geocoder.search("rue des lilas")
    asked = len(standin.asked)
    with pytest.raises(GeocoderUnavailable):
        geocoder.reverse(48.7, 1.3)
    assert len(standin.asked) == asked == 3
    clock[0] += 31
    with pytest.raises(GeocoderUnavailable):
        geocoder.search("rue des lilas")  # the one attempt, still failing
    with pytest.raises(GeocoderUnavailable):
        geocoder.search("rue des lilas")
    assert len(standin.asked) == 4
    clock[0] += 31
    standin.fault = None
    assert geocoder.search("rue des lilas")
    assert geocoder.search("grande rue")


def test_a_slow_geocoder_holds_nobody_up(standin):
    standin.delay = 1.0
    geocoder = AddressGeocoder(standin.url, allow_private=[standin.host], timeout=0.2)
    started = time.monotonic()
    for _ in range(6):
        with pytest.raises(GeocoderUnavailable):
            geocoder.search("rue des lilas")
    assert time.monotonic() - started < 1.5


def test_answers_that_make_no_sense_are_unavailability(standin, monkeypatch):
    geocoder = AddressGeocoder(standin.url, allow_private=[standin.host], breaker=Breaker(failures=99))
    for body in (
        [],
        {"features": [{}]},
        {"features": [{"geometry": {"coordinates": ["a", 1]}, "properties": {}}]},
    ):
        monkeypatch.setattr(standin, "answer", lambda *_args, body=body: (200, body))
        with pytest.raises(GeocoderUnavailable):
            geocoder.search("rue des lilas")


def test_a_private_geocoder_must_be_allowed(standin):
    with pytest.raises(GeocoderUnavailable, match="private"):
        AddressGeocoder(standin.url).search("rue des lilas")


def test_without_a_geocoder_nothing_is_found_and_nothing_fails():
    assert NullGeocoder().search("rue des lilas") == NullGeocoder().reverse(48, 2) == []
