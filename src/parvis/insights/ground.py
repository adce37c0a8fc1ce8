"""What every indicator stands on: who reads, in which town, when, over which cases."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from parvis.cases.models import Case
from parvis.cases.queries import CaseQuerySet
from parvis.cases.states import State
from parvis.catalog.catalogue import Catalogue, catalogue
from parvis.catalog.delays import calendars
from parvis.catalog.models import RequestType
from parvis.catalog.working_time import WorkingCalendar
from parvis.insights import filters as reading
from parvis.insights.filters import Filters
from parvis.insights.selection import Codes, Selection
from parvis.insights.tallies import Tallies, tallies
from parvis.kit import clock
from parvis.kit.tenant import current_tenant_id
from parvis.organisation.access import Access
from parvis.organisation.models import Department
from parvis.tenancy.configuration import snapshot
from parvis.tenancy.models import Collectivity
from parvis.territory.models import District


@dataclass(frozen=True)
class Town:
    """The configuration that figures need. Three queries at most."""

    collectivity: Collectivity
    catalogue: Catalogue
    districts: Mapping[int, District]
    calendar: WorkingCalendar

    @classmethod
    def load(cls, collectivity: Collectivity | None = None) -> "Town":
        configuration = snapshot()
        return cls(
            collectivity or Collectivity.objects.get(pk=current_tenant_id()),
            catalogue(configuration),
            configuration.get("insights.districts", _districts),
            calendars(configuration).default,
        )

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.collectivity.time_zone)

    def departments(self, access: Access) -> list[Department]:
        """Those whose cases this reader counts, in alphabetical order."""
        found = [d for d in self.catalogue.departments.values() if d.sector_id in access.countable_sectors]
        return sorted(found, key=lambda department: department.name)

    def types(self, access: Access) -> list[RequestType]:
        found = [t for t in self.catalogue.by_id.values() if t.sector_id in access.countable_sectors]
        return sorted(found, key=lambda request_type: request_type.label)

    def codes(self, access: Access) -> Codes:
        return Codes(
            {d.code: d.pk for d in self.departments(access)},
            {t.code: t.pk for t in self.types(access)},
            {d.code: d.pk for d in self.districts.values()},
        )


@dataclass(frozen=True)
class Ground:
    access: Access
    town: Town
    filters: Filters
    at: datetime
    #: Cases of sealed sectors that the reader took at the counter and still sees: on their lists, so in their figures.
    own_sealed: tuple[int, ...] = ()

    @classmethod
    def prepare(
        cls, access: Access, values: Mapping[str, str], *, default_period: str, town: Town | None = None
    ) -> "Ground":
        town = town or Town.load()
        at = clock.now()
        today = at.astimezone(town.tz).date()
        asked = reading.read(values, codes=town.codes(access), today=today, default_period=default_period)
        return cls(access, town, asked, at, _own_sealed(access, town))

    @property
    def tz(self) -> ZoneInfo:
        return self.town.tz

    @property
    def today(self) -> date:
        return self.at.astimezone(self.tz).date()

    @property
    def links(self) -> bool:
        """Whether this reader may open the lists behind the figures."""
        return self.access.reads_everything_open

    @property
    def leaves_out_sealed(self) -> bool:
        return any(pk not in self.access.countable_sectors for pk in self.town.catalogue.sectors)

    @cached_property
    def named(self) -> Codes:
        """What this reader may name in an address."""
        return self.town.codes(self.access)

    @cached_property
    def codes(self) -> Codes:
        """Everything a figure may name: also the type or department of a case seen from outside its sector."""
        return Codes(
            {d.code: d.pk for d in self.town.catalogue.departments.values()},
            {t.code: t.pk for t in self.town.catalogue.by_id.values()},
            {d.code: d.pk for d in self.town.districts.values()},
        )

    @property
    def selection(self) -> Selection:
        """What the filters narrow to, their period applied to the day of receipt."""
        found = self.filters.selection
        return found.during(self.filters.period) if self.filters.period else found

    def cases(self, selection: Selection) -> CaseQuerySet:
        """The cases that make up a figure."""
        found: CaseQuerySet = Case.objects.countable_by(self.access)
        if self.own_sealed:
            found = found | Case.objects.filter(pk__in=self.own_sealed)
        return found.filter(selection.condition(self.codes, self.tz, self.at))

    @cached_property
    def received(self) -> Tallies:
        """What came in during the period, counted in every way, read once for all the indicators that ask."""
        period = self.filters.period
        assert period is not None, "only dashboards with a period ask what came in"
        return tallies(self.cases(self.selection), self.at, period, self.tz)

    def url(self, selection: Selection | None) -> str:
        """The list behind a figure; empty for who reads figures only, or where the list cannot name the place."""
        if selection is None or not self.links:
            return ""
        if selection.department and selection.department not in self.named.departments:
            return ""
        return "" if selection.type and selection.type not in self.named.types else selection.url


def _districts() -> dict[int, District]:
    return {district.pk: district for district in District.objects.defer("geometry").order_by("name")}


def _own_sealed(access: Access, town: Town) -> tuple[int, ...]:
    outside = set(town.catalogue.sectors) - access.countable_sectors
    if access.agent_id is None or not access.reads_everything_open or not outside:
        return ()
    found = Case.objects.filter(
        opened_by_id=access.agent_id, state=State.RECEIVED, assignee_id__isnull=True, sector_id__in=outside
    )
    return tuple(found.values_list("pk", flat=True))
