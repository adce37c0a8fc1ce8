"""The catalogue of the current tenant in memory: types by code, and the words that lead to them."""

from dataclasses import dataclass

from parvis.catalog.models import LearnedWord, RequestType
from parvis.catalog.recognising import Lexicon, Taught, lexicon_of
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
    #: Words that the town's own past leads to a type by, besides its keywords.
    taught: tuple[Taught, ...] = ()

    @property
    def lexicon(self) -> Lexicon:
        """For who chooses among proposals: with what was learned, which never decides."""
        return lexicon_of(self.types, self.taught)

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
        tuple(
            Taught(code, stem, share / 100)
            for code, stem, share in LearnedWord.objects.order_by("stem", "request_type_id").values_list(
                "request_type__code", "stem", "share"
            )
        ),
    )
