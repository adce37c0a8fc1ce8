"""Polygons of the territory: read from a GeoJSON file with clear messages, then asked which one holds a point."""

import json
import math
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

K = TypeVar("K", bound=Hashable)

EARTH = 6_371_008.8  # mean radius, metres
MOST_BYTES = 20 * 1024 * 1024
MOST_SHAPES = 500
MOST_POINTS = 300_000
NAMES = (
    "name",
    "nom",
    "NOM",
    "Name",
    "libelle",
    "label",
    "LIBELLE",
    "nom_quartier",
    "quartier",
    "l_qu",
    "QUARTMNO",
)
CODES = ("code", "CODE", "id", "ID", "code_quartier", "c_qu")


class BadGeoJSON(ValueError):
    """A file of polygons cannot be used; the message says why, for whoever brought it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One polygon of a file; `bbox` is west, south, east, north; `repaired` when its outline crossed itself."""

    name: str
    code: str
    geometry: dict[str, Any]
    bbox: tuple[float, float, float, float]
    repaired: bool = False


def parse_shapes(content: bytes | str, *, near: tuple[float, float] | None = None) -> list[Shape]:
    """The polygons of a GeoJSON FeatureCollection.

    `near`, a (lat, lon) of the town, helps to see that coordinates were written the wrong way round or that the
    file is about another place.
    """
    if len(content) > MOST_BYTES:
        raise BadGeoJSON(f"Le fichier dépasse {MOST_BYTES // 1024 // 1024} Mo.")
    try:
        parsed = json.loads(content, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise BadGeoJSON("Ce fichier n'est pas du JSON lisible.") from error
    if not isinstance(parsed, dict) or parsed.get("type") != "FeatureCollection":
        raise BadGeoJSON("Un fichier GeoJSON de type « FeatureCollection » est attendu.")
    features = parsed.get("features")
    if not isinstance(features, list) or not features:
        raise BadGeoJSON("Le fichier ne contient aucun contour.")
    if len(features) > MOST_SHAPES:
        raise BadGeoJSON(f"Le fichier contient plus de {MOST_SHAPES} contours.")
    shapes = [_shape(rank, feature, near) for rank, feature in enumerate(features, start=1)]
    codes = [found.code for found in shapes]
    repeated = sorted({code for code in codes if codes.count(code) > 1})
    if repeated:
        raise BadGeoJSON(f"Plusieurs contours portent le même nom ou code : {', '.join(repeated[:5])}.")
    return shapes


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not a number")


def _shape(rank: int, feature: Any, near: tuple[float, float] | None) -> Shape:
    where = f"Contour n° {rank}"
    if not isinstance(feature, dict) or not isinstance(feature.get("geometry"), dict):
        raise BadGeoJSON(f"{where} : il n'a pas de géométrie.")
    geometry = feature["geometry"]
    if geometry.get("type") not in {"Polygon", "MultiPolygon"}:
        raise BadGeoJSON(f"{where} : un polygone est attendu, pas « {geometry.get('type')} ».")
    points = list(_points(geometry.get("coordinates"), where))
    _check_points(points, where, near)
    try:
        polygon = shape(geometry)
    except (ValueError, TypeError, IndexError, shapely.errors.ShapelyError) as error:
        raise BadGeoJSON(f"{where} : le contour n'est pas fermé ou a moins de quatre points.") from error
    repaired = not polygon.is_valid
    if repaired:
        polygon = _repaired(polygon)
    if polygon.is_empty or polygon.area == 0:
        raise BadGeoJSON(f"{where} : le contour est vide.")
    found = feature.get("properties")
    properties: dict[str, Any] = found if isinstance(found, dict) else {}
    name = _first(properties, NAMES) or _first(properties, CODES) or f"Quartier {rank}"
    code = _first(properties, CODES) or name
    west, south, east, north = polygon.bounds
    plain = json.loads(json.dumps(mapping(polygon)))
    return Shape(name[:120], code[:40], plain, (west, south, east, north), repaired)


def _first(properties: Mapping[str, Any], keys: Iterable[str]) -> str:
    return next((str(properties[key]).strip() for key in keys if str(properties.get(key) or "").strip()), "")


def _points(coordinates: Any, where: str) -> Iterable[tuple[float, float]]:
    stack, count = [coordinates], 0
    while stack:
        found = stack.pop()
        if not isinstance(found, list) or not found:
            raise BadGeoJSON(f"{where} : ses coordonnées sont illisibles.")
        if isinstance(found[0], list):
            stack.extend(found)
            continue
        if len(found) < 2 or any(isinstance(v, bool) or not isinstance(v, int | float) for v in found):
            raise BadGeoJSON(f"{where} : ses coordonnées sont illisibles.")
        count += 1
        if count > MOST_POINTS:
            raise BadGeoJSON(f"{where} : il a plus de {MOST_POINTS} points ; simplifiez-le.")
        yield float(found[0]), float(found[1])


def _check_points(points: list[tuple[float, float]], where: str, near: tuple[float, float] | None) -> None:
    if not all(math.isfinite(x) and math.isfinite(y) for x, y in points):
        raise BadGeoJSON(f"{where} : ses coordonnées sont illisibles.")
    if any(abs(x) > 180 or abs(y) > 180 for x, y in points):
        raise BadGeoJSON(
            f"{where} : coordonnées projetées (Lambert-93 ?). Exportez le fichier en WGS 84 (longitude, latitude)."
        )
    x, y = sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)
    swapped = any(abs(lat) > 90 for _, lat in points)
    if near:
        straight, crossed = _gap(near, y, x), _gap(near, x, y)
        swapped = swapped or (crossed < 100_000 < straight)
    elif 41 <= x <= 52 and -6 <= y <= 10:  # mainland France written latitude first
        swapped = True
    if swapped:
        raise BadGeoJSON(
            f"{where} : latitude et longitude sont inversées ; GeoJSON veut la longitude d'abord."
        )
    if near and straight > 200_000:
        raise BadGeoJSON(f"{where} : il est à {straight / 1000:.0f} km de la commune.")


def _gap(near: tuple[float, float], lat: float, lon: float) -> float:
    return distance_m(near[0], near[1], lat, lon) if abs(lat) <= 90 else math.inf


def _repaired(polygon: BaseGeometry) -> BaseGeometry:
    valid = shapely.make_valid(polygon)
    parts = [part for part in shapely.get_parts(valid) if part.geom_type in {"Polygon", "MultiPolygon"}]
    if valid.geom_type == "GeometryCollection":
        valid = shapely.union_all(parts) if parts else shapely.Polygon()
    return valid


class Locator(Generic[K]):
    """Which polygon holds a point; where some overlap, the smallest, so that the answer never depends on order."""

    def __init__(self, shapes: Iterable[tuple[K, Mapping[str, Any]]]) -> None:
        """Pairs of a key of yours and a GeoJSON geometry."""
        pairs = [(key, shape(geometry)) for key, geometry in shapes]
        pairs.sort(key=lambda pair: pair[1].area)
        self._keys = [key for key, _ in pairs]
        self._polygons = [polygon for _, polygon in pairs]
        for polygon in self._polygons:
            shapely.prepare(polygon)
        self._tree = shapely.STRtree(self._polygons)

    def locate(self, lat: float, lon: float) -> K | None:
        """The key of the polygon that holds the point, its border included; None outside all of them."""
        if not (math.isfinite(lat) and math.isfinite(lon)):
            return None
        found = self._tree.query(shapely.Point(lon, lat), predicate="intersects")
        return self._keys[int(found.min())] if len(found) else None


def bounding_box(shapes: Iterable[Shape]) -> tuple[float, float, float, float]:
    """West, south, east, north of all shapes together; ValueError when there is none."""
    west, south, east, north = zip(*(found.bbox for found in shapes), strict=True)
    return min(west), min(south), max(east), max(north)


def distance_m(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Metres between two points along the Earth's surface (haversine)."""
    a, b = math.radians(lat_a), math.radians(lat_b)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(half)))
