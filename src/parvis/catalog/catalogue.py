"""The catalogue of the current tenant in memory: types by code, and the words that lead to them."""

from dataclasses import dataclass

from parvis.catalog.models import RequestType
from parvis.organisation.models import Department, Sector
from parvis.tenancy.configuration import Snapshot

#: The type of a request nobody could name.
OTHER = "ADM-AUT"


@dataclass(frozen=True)
class Catalogue:
    types: tuple[RequestType, ...]
    by_code: dict[str, RequestType]
    by_id: dict[int, RequestType]
    departments: dict[int, Department]
    sectors: dict[int, Sector]

    @property
    def dispatcher(self) -> Department:
        """The department of last resort; a case is never without one."""
        found = next((d for d in self.departments.values() if d.is_dispatcher), None)
        return found or next(iter(self.departments.values()))

    @property
    def other(self) -> RequestType | None:
        return self.by_code.get(OTHER)


def catalogue(snapshot: Snapshot) -> Catalogue:
    """Active types with their department and sector; inactive ones are found by identifier only."""
    return snapshot.get("catalogue", _load)


def _load() -> Catalogue:
    types = tuple(RequestType.objects.select_related("department", "sector").order_by("code"))
    active = tuple(t for t in types if t.active)
    return Catalogue(
        active,
        {t.code: t for t in active},
        {t.pk: t for t in types},
        {d.pk: d for d in Department.objects.select_related("sector").order_by("code")},
        {s.pk: s for s in Sector.objects.all()},
    )
