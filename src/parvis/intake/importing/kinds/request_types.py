"""Request types of the catalogue. Those the town has, by their code, are left as they are."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from parvis.catalog.models import Kind, Priority, RequestType
from parvis.intake.importing.kinds.fields import Field, FieldMapping
from parvis.intake.importing.kinds.rows import Became, FieldKind, Given, Importer, Model
from parvis.intake.importing.kinds.town import Named
from parvis.intake.importing.naming import folded
from parvis.intake.importing.refusals import RowRefused
from parvis.organisation.access import Access
from parvis.organisation.models import Department, Sector

_UNITS = {
    "h": "hours", "heure": "hours", "heures": "hours", "hours": "hours",
    "j": "working_days", "jour": "working_days", "jours": "working_days", "jours ouvres": "working_days",
    "jour ouvre": "working_days", "jo": "working_days", "working days": "working_days",
    "mois": "months", "months": "months",
    "aucun": "none", "sans delai": "none", "none": "none",
}  # fmt: skip
_DELAY = re.compile(r"(\d{1,4})\s*(\D*)")


class _Importer(Importer):
    def __init__(self, mapping: FieldMapping, at: datetime, access: Access | None = None) -> None:
        super().__init__(mapping, at, access)
        self._types = Named(RequestType.objects.all(), "type")
        self._departments = Named(Department.objects.select_related("sector"), "service")
        self._sectors = Named(Sector.objects.all(), "secteur")
        self._departments.check(mapping, "department")
        self._sectors.check(mapping, "sector")

    def take(self, chunk: Sequence[Given]) -> Iterator[tuple[Given, Became | RowRefused]]:
        for given in chunk:
            try:
                yield given, self._one(given)
            except RowRefused as refusal:
                yield given, refusal

    def _one(self, given: Given) -> Became:
        mapping, cells = self.mapping, given.cells
        code, label = mapping.one("code", cells), mapping.one("label", cells)
        known = self._types.by_code(code)
        if known is not None:
            return Became(known, created=False)
        department = self._departments.get(mapping.one("department", cells))
        sector_word = mapping.one("sector", cells)
        sector = self._sectors.get(sector_word) if sector_word else department.sector
        if department.sector.sealed and not sector.sealed:
            sector = department.sector
        delay, unit = self._delay(given)
        made = RequestType(
            code=code,
            label=label,
            department=department,
            sector=sector,
            kind=mapping.among("kind", cells, _labels(Kind), Kind.REQUEST),
            priority=int(mapping.among("priority", cells, _labels(Priority), str(Priority.NORMAL.value))),
            delay=delay,
            delay_unit=unit,
            location_rule=mapping.among(
                "location_rule", cells, _labels(RequestType.LocationRule), RequestType.LocationRule.OPTIONAL
            ),
            identification=mapping.among(
                "identification",
                cells,
                _labels(RequestType.Identification),
                RequestType.Identification.IDENTIFIED,
            ),
            regime=mapping.among(
                "regime", cells, _labels(RequestType.Regime), RequestType.Regime.SILENCE_REJECTION
            ),
            keywords=[word[:80] for word in mapping.all("keywords", cells)],
            help_text=mapping.one("help_text", cells),
            confidential=mapping.yes("confidential", cells, default=False),
            on_web=mapping.yes("on_web", cells, default=True),
            active=mapping.yes("active", cells, default=True),
        )
        made.save(force_insert=True)
        self._types.add(made)
        return Became(made, created=True)

    def _delay(self, given: Given) -> tuple[int, str]:
        """« 5 jours ouvrés », « 48 h », or a number and its unit in a column of its own. Raises RowRefused."""
        written = self.mapping.one("delay", given.cells)
        unit_word = self.mapping.one("delay_unit", given.cells)
        if not written or folded(written) in ("aucun", "sans delai", "none"):
            return 0, RequestType.DelayUnit.NONE
        found = _DELAY.fullmatch(written)
        if found is None:
            raise RowRefused(f"délai illisible : « {written[:60]} »")
        word = folded(found[2]) or folded(unit_word)
        if word and word not in _UNITS:
            raise RowRefused(
                f"unité de délai : « {(found[2].strip() or unit_word)[:40]} » n'existe pas ; connues : h, jours, mois"
            )
        unit = _UNITS[word] if word else str(RequestType.DelayUnit.WORKING_DAYS)
        return (int(found[1]), unit) if int(found[1]) and unit != "none" else (0, RequestType.DelayUnit.NONE)


def _labels(choices: type) -> dict[str, str]:
    return {str(code): str(label) for code, label in choices.choices}  # type: ignore[attr-defined]


class RequestTypes(FieldKind):
    code, label, plural = "request_types", "type de demande", "types de demande"
    model = Model.REQUEST_TYPE
    importer = _Importer
    fields = (
        Field("code", "code", required=True, longest=20),
        Field("label", "libellé", required=True, longest=150),
        Field("department", "service", required=True, longest=150),
        Field("sector", "secteur", longest=120),
        Field("kind", "nature"),
        Field("priority", "priorité"),
        Field("delay", "délai", longest=40),
        Field("delay_unit", "unité de délai", longest=40),
        Field("location_rule", "localisation"),
        Field("identification", "identification"),
        Field("regime", "régime"),
        Field("keywords", "mots des habitants", several=True, longest=80),
        Field("help_text", "aide", longest=300),
        Field("confidential", "confidentiel"),
        Field("on_web", "proposé en ligne"),
        Field("active", "actif"),
    )
