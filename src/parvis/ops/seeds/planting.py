"""Turn the reference town into rows that the town then changes as it likes. Runs inside the tenant."""

from parvis.catalog.models import Calendar, DepartmentCalendar, RequestType
from parvis.kit import clock
from parvis.ops.seeds.reference_town import ReferenceTown, load_reference_town
from parvis.organisation.models import Department, Sector
from parvis.replies.ready import plant_ready
from parvis.routing.models import Rule


def plant(*, mail_domain: str = "", town: ReferenceTown | None = None) -> None:
    """Sectors, departments, calendars, request types, first rules and reply templates: a dozen statements."""
    town = town or load_reference_town()
    sectors = _keyed(
        Sector.objects.bulk_create(Sector(code=s.code, name=s.name, sealed=s.sealed) for s in town.sectors)
    )
    departments = _keyed(
        Department.objects.bulk_create(
            Department(
                code=d.code,
                name=d.name,
                sector=sectors[d.sector],
                email=f"{d.mailbox}@{mail_domain}" if mail_domain else "",
                phone=d.phone,
                is_dispatcher=d.dispatcher,
                also_sectors=sorted(
                    {sectors[t.sector].pk for t in town.request_types if t.department == d.code}
                    - {sectors[d.sector].pk}
                ),
            )
            for d in town.departments
        )
    )
    calendars = {
        seed.code: row
        for seed, row in zip(
            town.calendars,
            Calendar.objects.bulk_create(
                Calendar(name=c.name, hours=c.rows(), holidays=c.holidays, is_default=c.default)
                for c in town.calendars
            ),
            strict=True,
        )
    }
    DepartmentCalendar.objects.bulk_create(
        DepartmentCalendar(department=departments[d.code], calendar=calendars[d.calendar])
        for d in town.departments
    )
    types = _keyed(
        RequestType.objects.bulk_create(
            RequestType(
                code=t.code,
                label=t.label,
                department=departments[t.department],
                sector=sectors[t.sector],
                kind=t.kind,
                priority=t.priority,
                delay=t.delay,
                delay_unit=t.delay_unit,
                location_rule=t.location_rule,
                on_public_map=t.on_public_map,
                identification=t.identification,
                regime=t.regime,
                silence_months=t.silence_months,
                calendar=calendars[t.calendar] if t.calendar else None,
                competent_body=t.competent_body,
                confidential=t.confidential,
                keywords=list(t.keywords),
                help_text=t.help_text,
                form=[field.row() for field in t.form],
                checklist=[step.row() for step in t.checklist],
            )
            for t in town.request_types
        )
    )
    Rule.objects.bulk_create(
        Rule(
            position=r.position,
            name=r.name,
            request_type=types[r.request_type] if r.request_type else None,
            sector=sectors[r.sector] if r.sector else None,
            channel=r.channel,
            words=list(r.words),
            calendar=calendars[r.calendar] if r.calendar else None,
            partner=r.partner,
            department=departments[r.department],
        )
        for r in town.rules
    )
    plant_ready(types, departments, at=clock.now())


def _keyed(rows: list) -> dict:  # type: ignore[type-arg]
    return {row.code: row for row in rows}
