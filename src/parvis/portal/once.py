"""A form sent twice acts once."""

from django.db import IntegrityError, transaction

from parvis.cases.models import Case
from parvis.intake.models import IdempotencyKey
from parvis.kit import clock


def first_time(case: Case, what: str, key: str) -> bool:
    """Reserve the key for this act on this case; False when it already served. A second sending waits for the first."""
    if not key:
        return True
    row = IdempotencyKey(scope=f"follow:{what}", key=f"{case.pk}:{key[:64]}", case=case, at=clock.now())
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    return True
