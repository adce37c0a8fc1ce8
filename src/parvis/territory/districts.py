"""The district of a point, from the polygons in memory."""

from typing import Any

from parvis.tenancy.configuration import Snapshot
from parvis.territory.models import District


def district_of(latitude: float | None, longitude: float | None, snapshot: Snapshot) -> District | None:
    """The district that holds the point, None outside all of them. No query when the configuration is in memory."""
    if latitude is None or longitude is None:
        return None
    from shapely import Point

    tree, rows = snapshot.get("districts", _load)
    if tree is None:
        return None
    found = tree.query(Point(float(longitude), float(latitude)), predicate="intersects")
    return rows[int(min(found))] if len(found) else None


def _load() -> tuple[Any, list[District]]:
    from shapely import STRtree
    from shapely.geometry import shape

    rows = [d for d in District.objects.filter(active=True).order_by("code") if d.geometry]
    if not rows:
        return None, []
    return STRtree([shape(d.geometry) for d in rows]), rows
