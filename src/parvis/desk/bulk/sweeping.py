"""Acts on many cases that are not needed any more."""

from datetime import timedelta

from parvis.desk.bulk.models import BulkRun
from parvis.kit import clock

#: What was not confirmed; what is over: its events stay in each case's history.
UNCONFIRMED, OVER = timedelta(days=2), timedelta(days=90)


def sweep() -> int:
    now = clock.now()
    unconfirmed = BulkRun.objects.filter(state=BulkRun.State.PREPARED, created_at__lt=now - UNCONFIRMED)
    over = BulkRun.objects.exclude(state__in=[*BulkRun.WORKING, BulkRun.State.PREPARED])
    return int(unconfirmed.delete()[0]) + int(over.filter(created_at__lt=now - OVER).delete()[0])
