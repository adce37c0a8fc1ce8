import csv
import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.territory.locating import BadGeoJSON, Locator, bounding_box, distance_m, parse_shapes

DATA = Path(__file__).parents[3] / "shared" / "data"
DREUX = (48.7361, 1.3664)


def square(west, south, size=0.01):
    east, north = west + size, south + size
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def collection(*features):
    return json.dumps({"type": "FeatureCollection", "features": list(features)})


def feature(coordinates, kind="Polygon", **properties):
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def test_points_fall_into_their_polygon():
    shapes = parse_shapes(
        collection(
            feature(square(1.36, 48.73), nom="Centre", code="C"), feature(square(1.37, 48.73), nom="Est")
        ),
        near=DREUX,
    )
    assert [(s.code, s.name) for s in shapes] == [("C", "Centre"), ("Est", "Est")]
    locator = Locator((s.code, s.geometry) for s in shapes)
    assert locator.locate(48.735, 1.365) == "C"
    assert locator.locate(48.735, 1.375) == "Est"
    assert locator.locate(1.365, 48.735) is None
    assert locator.locate(float("nan"), 1) is None
    assert locator.locate(48.735, 1.37) in {"C", "Est"}  # on the border: one of them, always the same
    assert bounding_box(shapes) == pytest.approx((1.36, 48.73, 1.38, 48.74))


def test_overlaps_go_to_the_smallest_whatever_the_order():
    big = ("big", {"type": "Polygon", "coordinates": square(1, 48, 1)})
    small = ("small", {"type": "Polygon", "coordinates": square(1.4, 48.4, 0.1)})
    for pair in ([big, small], [small, big]):
        assert Locator(pair).locate(48.45, 1.45) == "small"


def test_no_polygons_hold_nothing():
    assert Locator([]).locate(48, 1) is None


def test_holes_and_islands():
    ring = [*square(1.0, 48.0, 0.1), square(1.04, 48.04, 0.02)[0]]
    locator = Locator([("x", {"type": "MultiPolygon", "coordinates": [ring, square(2, 48)]})])
    assert locator.locate(48.01, 1.01) == "x"
    assert locator.locate(48.05, 1.05) is None
    assert locator.locate(48.005, 2.005) == "x"


def test_an_outline_that_crosses_itself_is_repaired():
    bow = [[[1.0, 48.0], [1.1, 48.1], [1.1, 48.0], [1.0, 48.1], [1.0, 48.0]]]
    shapes = parse_shapes(collection(feature(bow)))
    assert shapes[0].repaired
    assert shapes[0].name == "Quartier 1"
    assert Locator([(1, shapes[0].geometry)]).locate(48.05, 1.02) == 1


LAMBERT = [[[598000.0, 6850000.0], [599000.0, 6850000.0], [599000.0, 6851000.0], [598000.0, 6850000.0]]]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "JSON"),
        ("<html>", "JSON"),
        ("[" * 100_000, "JSON"),
        ("[]", "FeatureCollection"),
        ('{"type": "Topology"}', "FeatureCollection"),
        (collection(), "aucun contour"),
        (collection(*[feature(square(1, 48))] * 501), "plus de 500"),
        (collection({"type": "Feature", "geometry": None}), "n° 1"),
        (collection(feature([1, 48], kind="Point")), "« Point »"),
        (collection(feature(LAMBERT)), "Lambert-93"),
        (collection(feature([[[48.7, 1.3], [48.8, 1.3], [48.8, 1.4], [48.7, 1.3]]])), "inversées"),
        (collection(feature([[[1, 48], [2, 48]]])), "fermé"),
        (collection(feature([[[1, 48], [2, 48], [3, 48], [1, 48]]])), "vide"),
        (collection(feature([[["a", 48], [2, 48], [2, 49], ["a", 48]]])), "illisibles"),
        (collection(feature([])), "illisibles"),
        (collection(feature([[[1, 48], [2, None], [2, 49], [1, 48]]])), "illisibles"),
        (collection(feature(square(1, 48), nom="A"), feature(square(2, 48), nom="A")), "même nom"),
        (collection(feature(square(1, 48))).replace("48.01", "NaN"), "JSON"),
    ],
)
def test_bad_files_are_told_clearly(content, message):
    with pytest.raises(BadGeoJSON, match=message):
        parse_shapes(content)


def test_a_file_about_another_place_is_seen_when_the_town_is_known():
    with pytest.raises(BadGeoJSON, match="km de la commune"):
        parse_shapes(collection(feature(square(5.37, 43.3))), near=DREUX)
    reunion = (-20.88, 55.45)
    with pytest.raises(BadGeoJSON, match="inversées"):
        parse_shapes(collection(feature(square(-20.88, 55.45))), near=reunion)
    assert parse_shapes(collection(feature(square(55.45, -20.88))), near=reunion)


def test_distances():
    assert distance_m(48.8566, 2.3522, 45.7640, 4.8357) == pytest.approx(391_500, rel=0.01)
    assert distance_m(48.7361, 1.3664, 48.7361, 1.3664) == 0
    assert distance_m(0, 179.999, 0, -179.999) == pytest.approx(222, rel=0.01)


coordinates = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(coordinates, coordinates)
def test_distance_is_symmetric_and_bounded(a, b):
    assert distance_m(*a, *b) == pytest.approx(distance_m(*b, *a), abs=1e-6)
    assert 0 <= distance_m(*a, *b) <= 20_037_600


@pytest.mark.skipif(
    not (DATA / "montpellier_quartiers.geojson.gz").exists(), reason="no real data beside the project"
)
def test_real_neighbourhoods_hold_the_real_reports():
    shapes = parse_shapes(
        gzip.decompress((DATA / "montpellier_quartiers.geojson.gz").read_bytes()), near=(43.61, 3.87)
    )
    assert len({found.name for found in shapes}) == 7
    locator = Locator((found.code, found.geometry) for found in shapes)
    with gzip.open(DATA / "vigilo_observations.csv.gz", "rt", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["scopeid"].startswith("34")]
    inside = sum(locator.locate(float(row["latitude"]), float(row["longitude"])) is not None for row in rows)
    assert inside == 9746
