"""Where a page ends: the instant and the number of its last case, opaque to partners."""

import base64
import binascii
from datetime import UTC, datetime

from parvis.cases.models import Case


def write(case: Case) -> str:
    text = f"{case.received_at.astimezone(UTC).isoformat()} {case.pk}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read(cursor: str) -> tuple[datetime, int] | None:
    """None when it was cut or forged."""
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        at, pk = text.split(" ")
        moment, number = datetime.fromisoformat(at), int(pk)
    except (ValueError, binascii.Error):
        return None
    if moment.utcoffset() is None or not 1900 <= moment.year <= 2200 or not 0 <= number < 2**63:
        return None
    return moment, number
