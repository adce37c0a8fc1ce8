"""The ready configuration of a town of any size: services, sectors, request types, calendars, first routing rules.

Read from the TOML files beside it, checked as a whole, and free of any database: creating a town turns these into
rows that the town then changes as it likes.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from parvis.catalog.checklists import BadChecklist, Step, checked
from parvis.catalog.legal_delays import SILENCE_MONTHS, Regime
from parvis.catalog.working_time import DelayUnit, Hours, office_hours

KINDS = {"report", "request", "complaint", "appeal", "suggestion", "praise", "information"}
LOCATION_RULES = {"required", "optional", "none"}
IDENTIFICATIONS = {"anonymous", "identified", "strong"}
FIELD_KINDS = {"text", "longtext", "choice", "bool", "date", "number", "photo"}
DEPARTMENTS, SECTORS, REQUEST_TYPES = 16, 10, 88


class BadReference(ValueError):
    """The reference data contradicts itself."""


@dataclass(frozen=True, slots=True)
class SectorSeed:
    code: str
    name: str
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class DepartmentSeed:
    """`mailbox` is the part of the e-mail address before the @; postal address and phone are the town's to give."""

    code: str
    name: str
    sector: str
    mailbox: str
    calendar: str
    dispatcher: bool = False
    phone: str = ""


@dataclass(frozen=True, slots=True)
class CalendarSeed:
    """`days` is a range of weekdays, 0 being Monday; `holidays` says that public holidays are not worked."""

    code: str
    name: str
    days: str
    hours: tuple[str, ...]
    holidays: bool = True
    default: bool = False

    def weekly(self) -> dict[int, tuple[Hours, ...]]:
        """As `WorkingCalendar.weekly` takes it."""
        first, last = (int(day) for day in self.days.split("-"))
        return office_hours(*self.hours, days=range(first, last + 1))

    def rows(self) -> dict[str, list[list[str]]]:
        """As stored: `{"0": [["08:30", "12:00"], …], …}`."""
        first, last = (int(day) for day in self.days.split("-"))
        return {str(day): [opening.split("-") for opening in self.hours] for day in range(first, last + 1)}


@dataclass(frozen=True, slots=True)
class FieldSeed:
    code: str
    label: str
    kind: str
    required: bool = False
    choices: tuple[str, ...] = ()

    def row(self) -> dict[str, Any]:
        """As stored in the form of a request type."""
        return {
            "code": self.code,
            "label": self.label,
            "kind": self.kind,
            "required": self.required,
            "choices": list(self.choices),
        }


@dataclass(frozen=True, slots=True)
class RequestTypeSeed:
    """`calendar` is set where the delay does not run over the department's own (on-call duty)."""

    code: str
    label: str
    department: str
    sector: str
    kind: str
    priority: int
    delay: int
    delay_unit: DelayUnit
    location_rule: str
    on_public_map: bool
    identification: str
    regime: Regime
    help_text: str
    keywords: tuple[str, ...]
    form: tuple[FieldSeed, ...] = ()
    checklist: tuple[Step, ...] = ()
    calendar: str = ""
    confidential: bool = False
    silence_months: int = SILENCE_MONTHS
    competent_body: str = ""


@dataclass(frozen=True, slots=True)
class RuleSeed:
    """One routing rule: every condition that is not empty must be true."""

    position: int
    name: str
    department: str
    request_type: str = ""
    sector: str = ""
    channel: str = ""
    words: tuple[str, ...] = ()
    calendar: str = ""
    partner: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceTown:
    sectors: tuple[SectorSeed, ...]
    departments: tuple[DepartmentSeed, ...]
    calendars: tuple[CalendarSeed, ...]
    request_types: tuple[RequestTypeSeed, ...]
    rules: tuple[RuleSeed, ...] = field(default=())

    def request_type(self, code: str) -> RequestTypeSeed:
        return next(found for found in self.request_types if found.code == code)

    def department(self, code: str) -> DepartmentSeed:
        return next(found for found in self.departments if found.code == code)


@cache
def load_reference_town() -> ReferenceTown:
    """The reference town, checked; BadReference says what is wrong with the files."""
    data = files("parvis.ops.seeds") / "data"
    town = tomllib.loads((data / "town.toml").read_text("utf-8"))
    catalogues = [
        tomllib.loads(entry.read_text("utf-8"))
        for entry in sorted((data / "types").iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".toml")
    ]
    return build_reference_town(town, catalogues)


def build_reference_town(town: dict[str, Any], catalogues: Iterable[dict[str, Any]]) -> ReferenceTown:
    """Turn parsed files into a checked town."""
    departments = tuple(DepartmentSeed(**row) for row in town["departments"])
    sector_of = {department.code: department.sector for department in departments}
    types = [
        _request_type(row, sector_of)
        for catalogue in catalogues
        for row in ({"department": catalogue["department"], **found} for found in catalogue["types"])
    ]
    order = {department.code: rank for rank, department in enumerate(departments)}
    types.sort(key=lambda found: order.get(found.code.split("-")[0], len(order)))
    built = ReferenceTown(
        sectors=tuple(SectorSeed(**row) for row in town["sectors"]),
        departments=departments,
        calendars=tuple(CalendarSeed(**{**row, "hours": tuple(row["hours"])}) for row in town["calendars"]),
        request_types=tuple(types),
        rules=tuple(
            RuleSeed(position=10 * rank, **{**row, "words": tuple(row.get("words", ()))})
            for rank, row in enumerate(town["rules"], start=1)
        ),
    )
    _check(built)
    return built


def _request_type(row: dict[str, Any], sector_of: dict[str, str]) -> RequestTypeSeed:
    if row["department"] not in sector_of:
        raise BadReference(f"{row['code']} : le service {row['department']} n'existe pas")
    form = tuple(
        FieldSeed(**{**found, "choices": tuple(found.get("choices", ()))}) for found in row.get("form", ())
    )
    return RequestTypeSeed(
        **{
            "sector": sector_of[row["department"]],
            **row,
            "form": form,
            "checklist": tuple(Step(**step) for step in row.get("checklist", ())),
            "keywords": tuple(row["keywords"]),
            "delay_unit": DelayUnit(row["delay_unit"]),
            "regime": Regime(row["regime"]),
        }
    )


def _check(town: ReferenceTown) -> None:
    for name, rows, expected in (
        ("secteurs", town.sectors, SECTORS),
        ("services", town.departments, DEPARTMENTS),
        ("types de demande", town.request_types, REQUEST_TYPES),
    ):
        codes = [row.code for row in rows]
        if len(set(codes)) != len(codes) or len(codes) != expected:
            raise BadReference(f"{expected} {name} aux codes différents sont attendus, {len(codes)} trouvés")
    sectors = {row.code for row in town.sectors}
    departments = {row.code for row in town.departments}
    calendars = {row.code for row in town.calendars}
    types = {row.code for row in town.request_types}
    for calendar in town.calendars:
        calendar.weekly()
    for department in town.departments:
        _require(department.code, department.sector in sectors, "secteur")
        _require(department.code, department.calendar in calendars, "calendrier")
    _require("town", sum(row.dispatcher for row in town.departments) == 1, "service régulateur")
    _require("town", sum(row.default for row in town.calendars) == 1, "calendrier par défaut")
    for found in town.request_types:
        _check_type(found, sectors, calendars)
        try:
            checked(found.checklist, departments)
        except BadChecklist as wrong:
            raise BadReference(f"{found.code} : {wrong}") from None
    for rule in town.rules:
        _require(rule.name, rule.department in departments, "service")
        _require(rule.name, rule.request_type in types | {""}, "type de demande")
        _require(rule.name, rule.sector in sectors | {""}, "secteur")
        _require(rule.name, rule.calendar in calendars | {""}, "calendrier")


def _check_type(found: RequestTypeSeed, sectors: set[str], calendars: set[str]) -> None:
    _require(found.code, found.sector in sectors, "secteur")
    _require(found.code, found.calendar in calendars | {""}, "calendrier")
    _require(found.code, found.kind in KINDS, "nature")
    _require(found.code, found.priority in range(1, 5), "priorité")
    _require(found.code, found.location_rule in LOCATION_RULES, "localisation")
    _require(found.code, found.identification in IDENTIFICATIONS, "identification")
    _require(found.code, (found.delay > 0) == (found.delay_unit is not DelayUnit.NONE), "délai")
    _require(found.code, 0 < len(found.help_text) <= 300, "aide")
    _require(found.code, all(0 < len(word) <= 80 for word in found.keywords), "mots")
    codes = [each.code for each in found.form]
    _require(found.code, len(set(codes)) == len(codes), "champs")
    for each in found.form:
        _require(found.code, each.kind in FIELD_KINDS and bool(each.label), f"champ {each.code}")
        _require(found.code, (each.kind == "choice") == (len(each.choices) > 1), f"choix de {each.code}")


def _require(where: str, condition: bool, what: str) -> None:
    if not condition:
        raise BadReference(f"{where} : {what} inconnu ou contradictoire")
