"""Open requests near the place being typed, so that one asks « is it this one? » before writing it again."""

import math
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from parvis.cases.models import Case
from parvis.desk.entry.place_said import street_of
from parvis.organisation.access import Access

METRES = 100
MOST = 5
DEGREE = 111_320.0


@dataclass(frozen=True)
class Neighbour:
    case: Case
    metres: int | None
    same_type: bool
    same_address: bool
    marked: bool = False


def neighbours(
    access: Access,
    *,
    latitude: Decimal | None,
    longitude: Decimal | None,
    address: str = "",
    type_code: str = "",
    marked: str = "",
    most: int = MOST,
) -> list[Neighbour]:
    """Readable, open, within 100 m, at the same address, or of the same type in the same street; the likeliest first.

    One query. ``marked``: the reference of the one that the agent said is the same.
    """
    place, street = address.strip(), street_of(address)
    condition = Q()
    if latitude is not None and longitude is not None:
        up = Decimal(METRES / DEGREE)
        aside = Decimal(METRES / (DEGREE * max(0.01, math.cos(math.radians(float(latitude))))))
        condition |= Q(
            latitude__range=(latitude - up, latitude + up),
            longitude__range=(longitude - aside, longitude + aside),
        )
    if len(place) >= 6:
        condition |= Q(address__iexact=place)
    if street and type_code:
        condition |= Q(address__icontains=street, request_type__code=type_code)
    if not condition:
        return []
    found = Case.objects.readable_by(access).open().for_lists().filter(condition).most_recent_first()[:50]
    near = []
    for case in found:
        metres = _distance(case, latitude, longitude)
        same_address = bool(place) and case.address.casefold() == place.casefold()
        in_street = bool(street) and street.casefold() in case.address.casefold()
        same_type = bool(type_code) and case.request_type.code == type_code
        if (metres is not None and metres <= METRES) or same_address or (same_type and in_street):
            near.append(Neighbour(case, metres, same_type, same_address, case.reference == marked))
    near.sort(key=_likeliest_first)
    return near[:most]


def _likeliest_first(found: Neighbour) -> tuple[bool, bool, bool, int]:
    return (
        not found.marked,
        not found.same_type,
        not found.same_address,
        found.metres if found.metres is not None else METRES,
    )


def _distance(case: Case, latitude: Decimal | None, longitude: Decimal | None) -> int | None:
    if latitude is None or longitude is None or case.latitude is None or case.longitude is None:
        return None
    north = float(case.latitude - latitude) * DEGREE
    east = float(case.longitude - longitude) * DEGREE * math.cos(math.radians(float(latitude)))
    return round(math.hypot(north, east))
