"""What an import said, as a page shows it and the database keeps it."""

from typing import Any

from django.db import transaction

from parvis.history.models import ImportBatch
from parvis.intake.importing.report import Report
from parvis.intake.importing.undoing import Undone

#: Different reasons and labels that are kept.
MOST = 60


def summary(report: Report, batch_id: int | None = None) -> dict[str, Any]:
    """Counts, dates and reasons. A run taken up again adds what it had created before it was cut."""
    created, known = report.created, report.known
    if batch_id is not None:
        with transaction.atomic():
            whole = ImportBatch.objects.values_list("created", flat=True).get(pk=batch_id)
        created, known = whole, max(0, known - (whole - created))
    return {
        "read": report.read,
        "created": created,
        "known": known,
        "matched": report.matched,
        "refused": report.refused,
        "notes": list(report.notes),
        "seconds": round(report.seconds, 1),
        "states": dict(report.states.most_common(MOST)),
        "channels": dict(report.channels.most_common(MOST)),
        "new_types": sorted(wanted.label for wanted in report.new_types.values())[:400],
        "reasons": report.reasons.most_common(MOST),
        "first_refusals": [list(one) for one in report.first_refusals],
        "persons": report.persons,
        "left_out": report.left_out.most_common(MOST),
        "closing_unknown": report.closing_unknown,
        "several_channels": report.several_channels,
        "earliest": report.earliest.isoformat() if report.earliest else "",
        "latest": report.latest.isoformat() if report.latest else "",
    }


def taken_back(undone: Undone) -> dict[str, Any]:
    """What an undoing removed, and what it kept: references of cases, names of the others."""
    return {
        "told": True,
        "cases": undone.cases,
        "types": undone.types,
        "persons": undone.persons,
        "kept": list(undone.kept),
        "removed": dict(undone.rows.removed),
        "kept_because": [list(one) for one in undone.rows.held[:MOST]],
        "kept_accounts": [list(one) for one in undone.rows.held_accounts[:MOST]],
        "more_accounts": len(undone.rows.held_accounts[MOST:]),
        "kept_rows": len(undone.rows.kept),
        "kept_persons": len(undone.kept_persons),
    }
