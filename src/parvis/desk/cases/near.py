"""Open cases that may be duplicates of this one: near it, of its type first. Only those the agent reads and may close."""

from dataclasses import dataclass

from parvis.cases.abilities import abilities
from parvis.cases.models import Case
from parvis.desk.entry.neighbours import neighbours
from parvis.organisation.access import Access

#: As many as one looks at on a form; others are named by their reference.
MOST = 20


@dataclass(frozen=True)
class Near:
    case: Case
    #: « à 12 m », « même adresse »
    how: str
    same_type: bool


def near(case: Case, access: Access) -> list[Near]:
    """The same type first, then the nearest. One query."""
    found = neighbours(
        access,
        latitude=case.latitude,
        longitude=case.longitude,
        address=case.address,
        type_code=case.request_type.code,
        most=MOST + 1,
    )
    return [
        Near(one.case, "même adresse" if one.metres is None else f"à {one.metres} m", one.same_type)
        for one in found
        if one.case.pk != case.pk
        and (
            one.case.sector_id == case.sector_id
            or {one.case.sector_id, case.sector_id} <= access.open_sectors
        )
        and "close" in abilities(access, one.case)
    ][:MOST]
