"""Delays that the law counts (code des relations entre le public et l'administration, CRPA).

Legal working days (*jours ouvrés*) are Monday to Friday without public holidays: closures a town decides and the
days it does not open do not move them. The day of reception is never counted.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from parvis.catalog.working_time import WorkingCalendar, add_months_date_to_date, office_hours

__all__ = [
    "Regime",
    "acknowledgement_due",
    "add_months_date_to_date",
    "legal_calendar",
    "registration_due",
    "silence_due",
]

ACKNOWLEDGEMENT_DAYS = 10  # CRPA R112-11-1
REGISTRATION_DAYS = 1  # CRPA R112-11-1
SILENCE_MONTHS = 2  # CRPA L231-1, L231-4


class Regime(StrEnum):
    """What silence means, and so which receipt is due."""

    SILENCE_REJECTION = "silence_rejection"  # L231-4: the default for a town hall
    SILENCE_ACCEPTANCE = "silence_acceptance"  # L231-1: only with the text that says so
    SERVICE = "service"  # information or a service: no decision to wait for
    EXTERNAL = "external"  # another body decides


def acknowledgement_due(received: date, calendar: WorkingCalendar) -> date:
    """Last day to send the acknowledgement of an electronic sending (ARE)."""
    return legal_calendar(calendar).add_working_days(received, ACKNOWLEDGEMENT_DAYS)


def registration_due(received: date, calendar: WorkingCalendar) -> date:
    """Last day to send the registration receipt (AEE) when the acknowledgement is not instantaneous."""
    return legal_calendar(calendar).add_working_days(received, REGISTRATION_DAYS)


def silence_due(
    received: date,
    regime: Regime,
    *,
    months: int = SILENCE_MONTHS,
    completed: date | None = None,
    suspended: Iterable[tuple[date, date]] = (),
) -> date | None:
    """The day silence becomes a decision, or None when no decision is awaited.

    Rejection runs from reception (the first one, even by a body that was not competent) and is suspended
    while essential pieces are missing: `suspended` gives first and last day of each suspension. Acceptance
    runs from the day the file is complete at the competent body: pass its own date of reception, and
    `completed` when pieces were missing. CRPA L114-3, L114-5.
    """
    match regime:
        case Regime.SILENCE_REJECTION:
            days = {
                first + timedelta(days=n) for first, last in suspended for n in range((last - first).days + 1)
            }
            due = add_months_date_to_date(received, months)
            while extension := sum(1 for day in days if received < day <= due):
                days = {day for day in days if day > due}
                due += timedelta(days=extension)
            return due
        case Regime.SILENCE_ACCEPTANCE:
            return add_months_date_to_date(max(received, completed or received), months)
        case Regime.SERVICE | Regime.EXTERNAL:
            return None


def legal_calendar(calendar: WorkingCalendar) -> WorkingCalendar:
    """The legal working days where this calendar's service is."""
    return WorkingCalendar(weekly=office_hours("09:00-17:00"), tz=calendar.tz, zone=calendar.zone)
