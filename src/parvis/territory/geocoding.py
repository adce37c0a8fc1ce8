"""Addresses to points and back, through the geocoder of the Géoplateforme or one of the town's own.

Forms must work without it: the timeout is short, and after a few failures a circuit breaker answers
`GeocoderUnavailable` at once for a while instead of making people wait.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Any, Protocol
from urllib.parse import urlencode

from parvis.kit import http

GEOPLATEFORME = "https://data.geopf.fr/geocodage"
ACCEPTED, DOUBTFUL = 0.6, 0.4  # score from which a place is taken as is, or asked about
_INSEE = re.compile(r"\d[\dAB]\d{3}")


class GeocoderUnavailable(Exception):
    """The geocoder does not answer now: go on with the address as text."""


@dataclass(frozen=True, slots=True)
class Place:
    """One answer. `kind` is housenumber, street, locality or municipality; `distance` in metres, for reverse."""

    label: str
    lat: float
    lon: float
    score: float
    kind: str
    id: str = ""
    name: str = ""
    housenumber: str = ""
    street: str = ""
    postcode: str = ""
    citycode: str = ""
    city: str = ""
    distance: float | None = None

    @property
    def sure(self) -> bool:
        return self.score >= ACCEPTED


class Geocoder(Protocol):
    def search(self, q: str, citycode: str = "", limit: int = 5) -> list[Place]: ...
    def reverse(self, lat: float, lon: float) -> list[Place]: ...


class NullGeocoder:
    """For a town without a geocoder: finds nothing, never fails."""

    def search(self, q: str, citycode: str = "", limit: int = 5) -> list[Place]:
        return []

    def reverse(self, lat: float, lon: float) -> list[Place]:
        return []


@dataclass
class Breaker:
    """Opens after `failures` in a row, for `pause` seconds; then lets one attempt through."""

    failures: int = 3
    pause: float = 30.0
    time: Callable[[], float] = monotonic
    _count: int = field(default=0, init=False)
    _until: float = field(default=0.0, init=False)
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)

    def allows(self) -> bool:
        with self._lock:
            if self._count < self.failures:
                return True
            if self.time() < self._until:
                return False
            self._until = self.time() + self.pause  # one tries, the others go on being answered at once
            return True

    def succeeded(self) -> None:
        with self._lock:
            self._count = 0

    def failed(self) -> None:
        with self._lock:
            self._count += 1
            if self._count >= self.failures:
                self._until = self.time() + self.pause


class AddressGeocoder:
    """Client of `/search` and `/reverse`; one instance per process, so that the breaker is shared."""

    def __init__(
        self,
        base_url: str = GEOPLATEFORME,
        *,
        timeout: float = 1.5,
        allow_private: Collection[str] = (),
        breaker: Breaker | None = None,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self.timeout = timeout
        self.allow_private = allow_private
        self.breaker = breaker or Breaker()

    def search(self, q: str, citycode: str = "", limit: int = 5) -> list[Place]:
        """Places that look like these words, best first; [] when there is nothing to ask."""
        words = searchable(q)
        if not words:
            return []
        query: dict[str, str | int] = {"q": words, "limit": max(1, min(limit, 20)), "autocomplete": 1}
        if citycode:
            if not _INSEE.fullmatch(citycode):
                raise ValueError(f"{citycode!r} is not an INSEE code")
            query["citycode"] = citycode
        found = self._ask("/search", query)
        return [place for place in found if not citycode or place.citycode in {citycode, ""}]

    def reverse(self, lat: float, lon: float) -> list[Place]:
        """Addresses around a point, nearest first."""
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise ValueError("a point has a latitude in -90..90 and a longitude in -180..180")
        return self._ask("/reverse", {"lon": f"{lon:.6f}", "lat": f"{lat:.6f}"})

    def _ask(self, path: str, query: dict[str, Any]) -> list[Place]:
        if not self.breaker.allows():
            raise GeocoderUnavailable("the geocoder failed lately")
        try:
            answer = http.get(
                f"{self.base_url}{path}?{urlencode(query)}",
                timeout=self.timeout,
                max_bytes=1024 * 1024,
                headers={"Accept": "application/json"},
                allow_private=self.allow_private,
            )
            if answer.status == 400:  # it is well, it only did not understand these words
                self.breaker.succeeded()
                return []
            if not answer.ok:
                raise GeocoderUnavailable(f"the geocoder answered {answer.status}")
            places = _places(answer.json())
        except (http.OutgoingError, ValueError, GeocoderUnavailable) as error:
            self.breaker.failed()
            raise GeocoderUnavailable(str(error)) from error
        self.breaker.succeeded()
        return places


def searchable(q: str) -> str:
    """What the geocoder accepts of someone's words: 3 to 200 characters, first a letter or a digit; else ""."""
    words = " ".join(q.split())
    words = re.sub(r"^[\W_]+", "", words)[:200].strip()
    return words if len(words) >= 3 else ""


def _places(answer: Any) -> list[Place]:
    if not isinstance(answer, dict) or not isinstance(answer.get("features"), list):
        raise ValueError("the geocoder's answer is not a list of features")
    places = []
    for feature in answer["features"]:
        try:
            lon, lat = (float(value) for value in feature["geometry"]["coordinates"][:2])
            found = feature["properties"]
            distance = found.get("distance")
            places.append(
                Place(
                    label=str(found["label"]),
                    lat=lat,
                    lon=lon,
                    score=float(found.get("score") or 0.0),
                    kind=str(found.get("type") or ""),
                    **{key: str(found.get(key) or "") for key in _TEXTS},
                    distance=None if distance is None else float(distance),
                )
            )
        except (KeyError, TypeError, IndexError, AttributeError) as error:
            raise ValueError(f"unreadable feature in the geocoder's answer: {error!r}") from error
    return places


_TEXTS = ("id", "name", "housenumber", "street", "postcode", "citycode", "city")
