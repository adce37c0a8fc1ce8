"""Addresses while they are typed: the town's geocoder behind our own address, so that visitors stay private.

Whatever happens to it, the answer is a list, empty at worst: the field stays a plain text field.
"""

from functools import cache
from urllib.parse import urlsplit

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from parvis.kit.env import env
from parvis.kit.transactions import no_transaction
from parvis.portal.limiting import Limit, key_of
from parvis.territory.geocoding import AddressGeocoder, GeocoderUnavailable, Place

#: Questions of one address in a minute; typing asks a few times a second at most.
QUESTIONS = Limit(120, 60)
MOST = 6


@cache
def geocoder() -> AddressGeocoder:
    """One per process, so that its circuit breaker is shared. The host that the operator named may be a private one."""
    url = env().geocoder_url
    return AddressGeocoder(url, allow_private=[urlsplit(url).hostname or ""])


@require_safe
@no_transaction
def addresses(request: HttpRequest) -> JsonResponse:
    """GeoJSON points of the commune for ``?q=``. Holds no database connection while it asks."""
    words = request.GET.get("q", "")[:200]
    status, places = 200, []
    if not QUESTIONS.take(key_of(request)):
        status = 429
    else:
        try:
            places = geocoder().search(words, request.tenant.insee, MOST)  # type: ignore[attr-defined]
        except (GeocoderUnavailable, ValueError):
            places = []
    collection = {"type": "FeatureCollection", "features": [_feature(place) for place in places]}
    response = JsonResponse(collection, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def _feature(place: Place) -> dict[str, object]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
        "properties": {"label": place.label, "score": place.score, "type": place.kind},
    }
