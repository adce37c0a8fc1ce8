"""What a page missed while it was not connected: every case that changed since, late commits included.

Events take their number, and their date, before they commit: one of them may appear behind others that were told
already. So a page that comes back is told again all that was recorded from two minutes before; it knows by their version
the cases it has seen. No transaction of ours stays open so long after its event is written: a statement lives 30 seconds,
an idle transaction 60.
"""

import asyncio
from datetime import UTC, datetime, timedelta

from parvis.cases.models import Case
from parvis.desk.live.changes import COLUMNS, Change
from parvis.desk.live.threads import in_thread
from parvis.history.models import Event
from parvis.kit import clock
from parvis.kit.readonly import read_only_transaction
from parvis.kit.tenant import activate

OVERLAP = timedelta(minutes=2)
#: Beyond, a page reads again what it shows.
LONGEST = timedelta(minutes=15)
MOST = 500


def is_cursor(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 15


def since_of(text: str) -> datetime | None:
    """The cursor of a stream (milliseconds), None when it says nothing or reaches too far back."""
    if not is_cursor(text):
        return None
    since = datetime.fromtimestamp(int(text) / 1000, UTC)
    return since if -OVERLAP < clock.now() - since < LONGEST else None


def changed_since(since: datetime) -> list[Change] | None:
    """In the current tenant; None when there are too many to tell. Three queries."""
    floor = (
        Event.objects.filter(recorded_at__lt=since - OVERLAP)
        .order_by("-id")
        .values_list("pk", flat=True)
        .first()
    )
    events = Event.objects.filter(pk__gt=floor or 0, batch_id__isnull=True, case_id__isnull=False)
    ids = list(events.order_by("case_id").values_list("case_id", flat=True).distinct()[: MOST + 1])
    if len(ids) > MOST:
        return None
    cases = Case.objects.filter(pk__in=ids).only(*COLUMNS).order_by("pk")
    return [Change(case, replayed=True) for case in cases]


def _changed(tenant_id: int, since: datetime) -> list[Change] | None:
    with activate(tenant_id), read_only_transaction():
        return changed_since(since)


class Replays:
    """A web process that restarts sees all its pages come back at once: those that wait share the next reading."""

    def __init__(self) -> None:
        self._waiting: dict[int, list[tuple[datetime, asyncio.Future[list[Change] | None]]]] = {}
        self._reading: set[int] = set()

    async def since(self, tenant_id: int, since: datetime) -> list[Change] | None:
        """Read after this call, so that nothing falls between the reading and a stream that has just joined."""
        mine: asyncio.Future[list[Change] | None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(tenant_id, []).append((since, mine))
        if tenant_id not in self._reading:
            self._reading.add(tenant_id)
            try:
                while asked := self._waiting.pop(tenant_id, None):
                    await self._read(tenant_id, asked)
            finally:
                self._reading.discard(tenant_id)
        return await mine

    async def _read(
        self, tenant_id: int, asked: list[tuple[datetime, "asyncio.Future[list[Change] | None]"]]
    ) -> None:
        try:
            found = await in_thread(_changed, tenant_id, min(since for since, _ in asked))
        except Exception as error:
            for _, future in asked:
                if not future.done():
                    future.set_exception(error)
            return
        for _, future in asked:
            if not future.done():
                future.set_result(found)
