import gzip
import json

import pytest

from parvis.catalog.holidays_fr import Zone
from parvis.tenancy.communes import (
    DATA,
    HOLIDAY_ZONES,
    TIME_ZONES,
    Commune,
    CommunesNotBuilt,
    UnknownCommune,
    find_commune,
    suggest_communes,
)


def row(code: str, name: str, department: str, postcodes: list[str], population: int) -> dict[str, object]:
    return {
        "code": code,
        "nom": name,
        "departement": department,
        "region": "00",
        "siren": "212801344",
        "codesPostaux": postcodes,
        "population": population,
    }


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "communes.json.gz"
    rows = [
        row("28134", "Dreux", "28", ["28100"], 31543),
        row("67482", "Strasbourg", "67", ["67000", "67200"], 291313),
        row("97411", "Saint-Denis", "974", ["97400"], 154765),
        row("93066", "Saint-Denis", "93", ["93200"], 113116),
        row("2A004", "Ajaccio", "2A", ["20000"], 73822),
        row("01001", "L'Abergement-Clémenciat", "01", ["01400"], 860),
        {**row("01015", "Arbignieu", "01", [], 0), "type": "commune-deleguee"},
        {"code": "98901", "nom": "Île de Clipperton", "departement": "989", "region": "989"},
    ]
    with gzip.open(path, "wt", encoding="utf-8") as file:
        json.dump(rows, file)
    return path


def test_a_commune_is_found_by_its_code(source):
    dreux = find_commune(" 28134 ", source=source)
    assert (dreux.name, dreux.siren, dreux.postcodes, dreux.population) == (
        "Dreux",
        "212801344",
        ("28100",),
        31543,
    )
    assert (dreux.time_zone, dreux.holiday_zone) == ("Europe/Paris", "FR")
    assert find_commune("2a004", source=source).name == "Ajaccio"
    assert find_commune("1001", source=source).name == "L'Abergement-Clémenciat"
    assert find_commune("98901", source=source).population == 0


def test_clock_and_holidays_follow_the_departement(source):
    assert find_commune("67482", source=source).holiday_zone == "57"
    reunion = find_commune("97411", source=source)
    assert (reunion.time_zone, reunion.holiday_zone) == ("Indian/Reunion", "974")


def test_all_zones_exist():
    assert {Zone(code) for code in HOLIDAY_ZONES.values()} | {Zone.METROPOLE} == set(Zone)
    for department in TIME_ZONES:
        assert Commune("1", "X", department, "", "", (), 0).tz.key == TIME_ZONES[department]


@pytest.mark.parametrize(
    ("given", "suggested"),
    [
        ("28100", ["28134"]),
        ("dreux", ["28134"]),
        ("Dreu", ["28134"]),
        ("Dreuxx", ["28134"]),
        ("saint denis", ["97411", "93066"]),
        ("99999", []),
        ("", []),
    ],
)
def test_an_unknown_code_brings_suggestions(source, given, suggested):
    with pytest.raises(UnknownCommune) as caught:
        find_commune(given, source=source)
    assert [commune.code for commune in caught.value.suggestions] == suggested
    assert all(commune.name in str(caught.value) for commune in caught.value.suggestions)


def test_delegated_communes_are_not_town_halls(source):
    with pytest.raises(UnknownCommune):
        find_commune("01015", source=source)
    assert suggest_communes("Arbignieu", source=source) == ()


def test_a_missing_list_is_told_clearly(tmp_path):
    with pytest.raises(CommunesNotBuilt, match="make bootstrap"):
        find_commune("28134", source=tmp_path / "none.json.gz")


@pytest.mark.skipif(not DATA.exists(), reason="the list of communes is not built")
def test_the_list_of_the_package():
    assert find_commune("28134").name == "Dreux"
    assert find_commune("75056").population > 2_000_000
    assert suggest_communes("Montpellier")[0].code == "34172"
