"""Open requests near the place being typed, so that one asks « is it this one? » before writing it again."""

import math
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from parvis.cases.models import Case
from parvis.organisation.access import Access

METRES = 100
MOST = 5
DEGREE = 111_320.0


@dataclass(frozen=True)
class Neighbour:
    case: Case
    metres: int | None
    same_type: bool


def neighbours(
    access: Access,
    *,
    latitude: Decimal | None,
    longitude: Decimal | None,
    address: str = "",
    type_code: str = "",
    most: int = MOST,
) -> list[Neighbour]:
    """Readable, open, within 100 m or at the same address; the same type first, then the nearest. One query."""
    condition = Q()
    if latitude is not None and longitude is not None:
        up = Decimal(METRES / DEGREE)
        aside = Decimal(METRES / (DEGREE * max(0.01, math.cos(math.radians(float(latitude))))))
        condition |= Q(
            latitude__range=(latitude - up, latitude + up),
            longitude__range=(longitude - aside, longitude + aside),
        )
    if len(address.strip()) >= 6:
        condition |= Q(address__iexact=address.strip())
    if not condition:
        return []
    found = Case.objects.readable_by(access).open().for_lists().filter(condition).most_recent_first()[:50]
    near = []
    for case in found:
        metres = _distance(case, latitude, longitude)
        if metres is None or metres <= METRES:
            near.append(Neighbour(case, metres, bool(type_code) and case.request_type.code == type_code))
    near.sort(key=lambda n: (not n.same_type, n.metres if n.metres is not None else 0))
    return near[:most]


def _distance(case: Case, latitude: Decimal | None, longitude: Decimal | None) -> int | None:
    if None in (case.latitude, case.longitude, latitude, longitude):
        return None
    north = float(case.latitude - latitude) * DEGREE  # type: ignore[operator]
    east = float(case.longitude - longitude) * DEGREE * math.cos(math.radians(float(latitude)))  # type: ignore[operator, arg-type]
    return round(math.hypot(north, east))
