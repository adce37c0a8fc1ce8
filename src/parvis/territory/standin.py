"""A small local geocoder that answers as the Géoplateforme documents it: for tests and for the demonstration town.

`with StandIn(streets) as geocoder: AddressGeocoder(geocoder.url, allow_private=[geocoder.host])`
"""

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from parvis.kit.names import sort_name
from parvis.territory.locating import distance_m

PARSING = {
    "code": 400,
    "message": "Failed parsing query",
    "detail": ["q: must contain between 3 and 200 chars and start with a number or a letter"],
}


@dataclass(frozen=True, slots=True)
class Street:
    """A street, or one number of it when `housenumber` is given."""

    name: str
    lat: float
    lon: float
    postcode: str
    citycode: str
    city: str
    housenumber: str = ""

    @property
    def label(self) -> str:
        return f"{self.housenumber} {self.name} {self.postcode} {self.city}".strip()


class StandIn:
    """Serves until the block ends. `fault` is a status to answer with, `delay` seconds to wait first."""

    def __init__(self, streets: Iterable[Street], *, host: str = "127.0.0.1", port: int = 0) -> None:
        self.streets = tuple(streets)
        self.fault: int | None = None
        self.delay = 0.0
        self.asked: list[str] = []
        self.host = host
        self._server = ThreadingHTTPServer((host, port), self._handler())
        self._thread = Thread(
            target=self._server.serve_forever, args=(0.05,), name="geocoder-stand-in", daemon=True
        )
        self.url = f"http://{host}:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, path: str, query: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Status and body for a request, as the documentation gives them."""
        if path == "/search":
            return self._search(query)
        if path == "/reverse":
            return self._reverse(query)
        return 404, {"code": 404, "message": "Not found", "detail": []}

    def _search(self, query: dict[str, str]) -> tuple[int, dict[str, Any]]:
        q = query.get("q", "")
        if not 3 <= len(q) <= 200 or not q[0].isalnum():
            return 400, PARSING
        wanted = set(sort_name(q).split())
        scored = []
        for street in self.streets:
            if query.get("citycode", street.citycode) != street.citycode:
                continue
            words = sort_name(street.label).split()
            hits = sum(any(word.startswith(part) for word in words) for part in wanted)
            if hits:
                scored.append((hits / len(wanted), street))
        scored.sort(key=lambda pair: (-pair[0], len(pair[1].label), pair[1].label))
        limit = int(query.get("limit", "5"))
        return 200, _collection([_feature(street, score) for score, street in scored[:limit]], q)

    def _reverse(self, query: dict[str, str]) -> tuple[int, dict[str, Any]]:
        try:
            lat, lon = float(query["lat"]), float(query["lon"])
        except (KeyError, ValueError):
            message = {
                "code": 400,
                "message": "Failed parsing query",
                "detail": ["lon, lat: required numbers"],
            }
            return 400, message
        near = sorted((distance_m(lat, lon, s.lat, s.lon), s.label, s) for s in self.streets)
        features = [_feature(s, max(0.0, 1 - d / 10_000), d) for d, _, s in near[:1] if d < 2000]
        return 200, _collection(features, "")

    def _handler(stand_in) -> type[BaseHTTPRequestHandler]:  # noqa: N805 - the handler has its own self
        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_args: object) -> None:
                pass

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                stand_in.asked.append(self.path)
                time.sleep(stand_in.delay)
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                status, body = stand_in.answer(parts.path, query)
                if stand_in.fault is not None:
                    status, body = stand_in.fault, {"code": stand_in.fault, "message": "fault", "detail": []}
                content = json.dumps(body, ensure_ascii=False).encode()
                try:
                    self.send_response(status)
                    self.send_header("Content-Type", "application/json; charset=utf-8")
                    self.send_header("Content-Length", str(len(content)))
                    self.end_headers()
                    self.wfile.write(content)
                except OSError:  # the client did not wait
                    self.close_connection = True

        return Handler


def _collection(features: list[dict[str, Any]], q: str) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": features, "query": q}


def _feature(street: Street, score: float, distance: float | None = None) -> dict[str, Any]:
    number = {"housenumber": street.housenumber, "street": street.name} if street.housenumber else {}
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [street.lon, street.lat]},
        "properties": {
            "label": street.label,
            "score": round(score, 4),
            "id": f"{street.citycode}_{sort_name(street.name).replace(' ', '')}",
            "banId": None,
            "name": f"{street.housenumber} {street.name}".strip(),
            "postcode": street.postcode,
            "citycode": street.citycode,
            "oldcitycode": None,
            "oldcity": None,
            "city": street.city,
            "type": "housenumber" if street.housenumber else "street",
            "importance": 0.6,
            "_type": "address",
            **number,
            **({} if distance is None else {"distance": round(distance)}),
        },
    }
