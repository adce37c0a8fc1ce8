"""Rights that change while others are being read: the older answer is never applied over the newer one."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest

from parvis.cases.models import Case
from parvis.desk.live import fast_rows, rights
from parvis.desk.live import stream as streaming
from parvis.desk.live.rights import Rights
from parvis.desk.live.rows import Drawn
from parvis.desk.live.service import Live, live
from parvis.desk.live.viewers import Granted, Viewer
from parvis.kit import clock
from parvis.live.bus import Told
from parvis.live.hub import Hub, Stream
from parvis.organisation.access import Access

OPEN, SEALED = 1, 2
TOWN = 7


def access(*sectors: int, agent: int = 5) -> Access:
    return Access(agent, frozenset({"case_worker"}), frozenset(sectors), frozenset({OPEN}))


def viewer(*sectors: int, agent: int = 5) -> Viewer:
    granted = Granted(access(*sectors, agent=agent))
    return Viewer(TOWN, agent, agent, "Claire Martin", granted, "localhost", "Europe/Paris", "key", "seal")


def facts(sector: int, opened_by: int = 0) -> str:
    return f"received,{sector},3,0,{opened_by},0,4,0,2,web"


def waiting(stream: Stream) -> str:
    return b"".join(stream._waiting.values()).decode()


def test_a_reading_older_than_a_revocation_gives_nothing_back(monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = Granted(access(OPEN, SEALED)), Granted(access(OPEN))
    answers = iter([before, after])

    async def run() -> None:
        reading = asyncio.Event()
        slow = asyncio.Event()

        async def in_thread(_function: Any, readers: list[Viewer]) -> dict[Viewer, Granted]:
            found = next(answers)
            if found is before:
                reading.set()
                await slow.wait()
            return dict.fromkeys(readers, found)

        monkeypatch.setattr(rights, "in_thread", in_thread)
        hub, opened = Hub(), Stream(TOWN, viewer(OPEN, SEALED))
        hub.join(opened)
        kept = Rights(hub)
        round_of_all = asyncio.create_task(kept.recheck_all())
        await reading.wait()
        kept.access(Told(TOWN, "access", "5"))
        await asyncio.gather(*kept.background)
        assert opened.reader.granted == after
        slow.set()
        await round_of_all
        assert opened.reader.granted == after
        assert not opened.paused

    asyncio.run(run())


def test_rights_revoked_while_a_stream_opens_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Heard after they were read, and before the stream is known: nobody else would tell it."""
    sent: list[bytes] = []
    reader = viewer(OPEN, SEALED)

    def viewer_of(_host: str, _cookie: str) -> Viewer:
        live.rights.access(Told(TOWN, "access", "5"))
        return reader

    async def run() -> None:
        gone = asyncio.Event()

        async def send(message: Any) -> None:
            sent.append(message.get("body", b""))

        async def receive() -> Any:
            await gone.wait()
            return {"type": "http.disconnect"}

        async def in_thread(function: Any, *args: Any) -> Any:
            return function(*args)

        monkeypatch.setattr(streaming, "in_thread", in_thread)
        monkeypatch.setattr(streaming, "viewer_of", viewer_of)
        monkeypatch.setattr(rights, "in_thread", in_thread)
        monkeypatch.setattr(rights, "accesses_now", lambda readers: dict.fromkeys(readers))
        scope = {"method": "GET", "headers": [], "query_string": b""}
        await asyncio.wait_for(streaming.stream(scope, receive, send), 5)

    asyncio.run(run())
    assert b"signed-out" in b"".join(sent)


def test_a_late_beat_does_not_bring_back_former_walls() -> None:
    made, outside, inside = Live(), Stream(TOWN, viewer(OPEN)), Stream(TOWN, viewer(OPEN, SEALED, agent=6))
    for each in (outside, inside):
        made.hub.join(each)
    made.heard(Told(TOWN, "case", f"9|26-0009|3|{facts(SEALED)}"))
    said = {"ref": "26-0009", "id": 9, "agent": 6, "name": "Sarah", "tab": "t", "doing": "replying"}
    late = said | {"facts": facts(OPEN), "version": 2, "enters": True}
    made.heard(Told(TOWN, "presence", json.dumps(late)))
    assert waiting(outside) == ""
    assert "presence" in waiting(inside)
    assert made.present(outside.reader) == []


def test_who_took_a_sealed_request_does_not_hear_who_works_on_it() -> None:
    made, taker, inside = Live(), Stream(TOWN, viewer(OPEN)), Stream(TOWN, viewer(OPEN, SEALED, agent=6))
    for each in (taker, inside):
        made.hub.join(each)
    said = {"ref": "26-0009", "id": 9, "agent": 6, "name": "Sarah", "tab": "t", "doing": "replying"}
    said |= {"facts": facts(SEALED, opened_by=5), "version": 1, "enters": True}
    made.heard(Told(TOWN, "presence", json.dumps(said)))
    assert waiting(taker) == ""
    assert made.present(taker.reader) == []
    assert "Sarah" in waiting(inside)


def test_an_emergency_is_over_at_its_hour_though_nothing_tells_it() -> None:
    sealed, at = Case(tenant_id=TOWN, id=9, sector_id=SEALED), clock.now()
    ends = {9: at + timedelta(hours=1), 8: at - timedelta(seconds=1)}
    assert Granted(access(OPEN), ends).now().emergencies == frozenset({sealed.pk})


def rows_of(
    monkeypatch: pytest.MonkeyPatch, reader: Viewer, *, reads: bool, heard: int
) -> tuple[Any, list[str]]:
    """Ask for 26-0009, drawn at version 1; what was answered, and what was drawn."""
    case = Case(tenant_id=TOWN, id=9, reference="26-0009", sector_id=SEALED, version=1)
    drawn: list[str] = []

    async def in_thread(function: Any, *args: Any) -> Any:
        return function(*args)

    def draw(_viewer: Viewer, reference: str) -> Drawn:
        drawn.append(reference)
        return Drawn(case, "", "")

    monkeypatch.setattr(fast_rows, "in_thread", in_thread)
    monkeypatch.setattr(fast_rows, "_draw", draw)
    monkeypatch.setattr(fast_rows, "_reads_now", lambda *_: reads)
    monkeypatch.setitem(
        live.known, (TOWN, "26-0009"), Case(tenant_id=TOWN, id=9, sector_id=SEALED, version=heard)
    )
    return asyncio.run(asyncio.wait_for(fast_rows.Rows().of(reader, ["26-0009"]), 5)), drawn


def test_nothing_is_drawn_for_who_may_not_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rows_of(monkeypatch, viewer(OPEN), reads=False, heard=4) == ({}, [])
    found, drawn = rows_of(monkeypatch, viewer(OPEN, SEALED), reads=False, heard=1)
    assert (list(found), drawn) == (["26-0009"], ["26-0009"])


def test_a_row_that_is_always_overtaken_is_left_to_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(fast_rows.Overtaken):
        rows_of(monkeypatch, viewer(OPEN, SEALED), reads=True, heard=4)
