"""Live, in one web process: one connection listens, and whoever may hear of what it says is told."""

import asyncio
import json
import logging
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from time import monotonic
from typing import Any

from parvis.cases.abilities import can_read, sees_inside
from parvis.cases.models import Case
from parvis.desk.live.changes import Change, read_change, read_facts
from parvis.desk.live.counting import TaskMoved, counts_of, moves_counts, read_task
from parvis.desk.live.replaying import Replays
from parvis.desk.live.rights import Rights
from parvis.desk.live.threads import in_thread
from parvis.desk.live.viewers import Viewer
from parvis.kit.database import connection_parts, parse_url
from parvis.kit.env import env
from parvis.live.bus import Told
from parvis.live.hub import Hub, Stream
from parvis.live.listening import Listener
from parvis.live.presence import Beat, Place, Presence
from parvis.live.sse import Message

log = logging.getLogger("parvis.live")

#: Seconds between two readings of everybody's rights, should anything have changed untold.
RECHECK = 60.0
#: Seconds between two looks for those who fell silent.
SWEEP = 5.0
#: Seconds during which changes of the figures gather before they are counted again.
GATHER = 0.03
MOST_KNOWN = 5_000


class Live:
    def __init__(self) -> None:
        self.hub = Hub()
        self.replays = Replays()
        self.rights = Rights(self.hub)
        self.listener = Listener(_listening_parts, self.heard, self._back)
        self.presence: dict[int, Presence] = defaultdict(Presence)
        #: The last that was heard of each case lately, by town and reference.
        self.known: OrderedDict[tuple[int, str], Case] = OrderedDict()
        self._readers: dict[tuple[str, str], Stream] = {}
        #: Tasks told before the act on their case is.
        self._tasks: dict[int, list[TaskMoved]] = {}
        self._to_count: dict[int, set[Viewer]] = defaultdict(set)
        self._counting: set[int] = set()
        self._background: set[asyncio.Task[None]] = set()
        self._topics: dict[str, Callable[[Told], None]] = {
            "case": self._case,
            "task": self._task,
            "presence": self._beat,
            "touched": self._touched,
            "agent": self._agent,
            "access": self.rights.access,
            "account": self.rights.account,
            "session": self.rights.session,
        }

    def start(self) -> None:
        self.listener.start()
        self._run(self._every(RECHECK, self.rights.recheck_all))
        self._run(self._every(SWEEP, self._sweep))

    async def stop(self) -> None:
        self.hub.close()
        for task in (*self._background, *self.rights.background):
            task.cancel()
        await self.listener.stop()

    def join(self, stream: Stream) -> None:
        self.hub.join(stream)
        self._readers[stream.reader.host, stream.reader.session_key] = stream

    def leave(self, stream: Stream) -> None:
        self.hub.leave(stream)
        key = (stream.reader.host, stream.reader.session_key)
        if self._readers.get(key) is stream:
            del self._readers[key]

    def reader(self, host: str, session_key: str) -> Viewer | None:
        """Who has a stream open here by this sign-in, unless their rights are being read again."""
        stream = self._readers.get((host, session_key))
        if stream is None or stream.paused or stream.closed or stream.ending or not self.listener.listening:
            return None
        viewer: Viewer = stream.reader
        return viewer

    def heard(self, told: Told) -> None:
        """In the order of commits. An unknown topic is for another version."""
        if handler := self._topics.get(told.topic):
            handler(told)

    async def _back(self) -> None:
        """Nothing was heard for a while: rights are read again, then every page catches up."""
        self.rights.doubt(list(self.hub))

    def _case(self, told: Told) -> None:
        change = read_change(told.tenant_id, told.rest)
        tasks = self._tasks.pop(change.case.pk, [])
        self.presence[told.tenant_id].about(change.place, change.case)
        self._remember(told.tenant_id, change)
        self.tell(told.tenant_id, change, tasks)

    def _remember(self, tenant_id: int, change: Change) -> None:
        key = (tenant_id, change.place)
        self.known[key] = change.case
        self.known.move_to_end(key)
        while len(self.known) > MOST_KNOWN:
            self.known.popitem(last=False)

    def tell(self, tenant_id: int, change: Change, tasks: list[TaskMoved]) -> None:
        """Each message is encoded once, however many hear it."""
        hearers: dict[int, tuple[Message, list[Stream]]] = {}
        for stream in self.hub.of(tenant_id):
            viewer: Viewer = stream.reader
            message = change.told_to(viewer.access)
            if message is None:
                continue
            hearers.setdefault(id(message), (message, []))[1].append(stream)
            if moves_counts(viewer.access, change, tasks):
                self.count(viewer)
        for message, streams in hearers.values():
            self.hub.send(streams, message)

    def _task(self, told: Told) -> None:
        if len(self._tasks) > 1000:
            self._tasks.clear()
        case_id, moved = read_task(told.rest)
        self._tasks.setdefault(case_id, []).append(moved)

    def _agent(self, told: Told) -> None:
        agent, _, word = told.rest.partition(":")
        message = Message("told", {"word": word}, f"told:{word}")
        self.hub.send_to(told.tenant_id, message, lambda viewer: viewer.agent_id == int(agent))

    # Figures ---------------------------------------------------------------------------------------------------------

    def count(self, viewer: Viewer) -> None:
        self._to_count[viewer.tenant_id].add(viewer)
        if viewer.tenant_id not in self._counting:
            self._counting.add(viewer.tenant_id)
            self._run(self._count(viewer.tenant_id))

    async def _count(self, tenant_id: int) -> None:
        """One reading at a time for a town: what moves meanwhile gathers for the next."""
        try:
            await asyncio.sleep(GATHER)
            while viewers := self._to_count.pop(tenant_id, None):
                self._tell_counts(tenant_id, await in_thread(counts_of, tenant_id, viewers))
        except Exception:
            log.exception("the figures of the side bar were not counted")
        finally:
            self._counting.discard(tenant_id)

    def _tell_counts(self, tenant_id: int, found: dict[Viewer, dict[str, str]]) -> None:
        by_viewer = {stream.reader: stream for stream in self.hub.of(tenant_id)}
        for viewer, counts in found.items():
            stream = by_viewer.get(viewer)
            if stream is not None and counts != viewer.counts and not stream.paused:
                viewer.counts = counts
                stream.push(Message("counts", dict(counts), "counts"))

    # Presence --------------------------------------------------------------------------------------------------------

    def _beat(self, told: Told) -> None:
        said = json.loads(told.rest)
        known = {"tenant_id": told.tenant_id, "id": said["id"], "reference": said["ref"]}
        about = read_facts(said["facts"], known | {"version": said.get("version", 0)})
        beat = Beat(said["ref"], said["agent"], said["name"], said["tab"], said["doing"])
        town = self.presence[told.tenant_id]
        there = town.places.get(beat.place)
        were_replying = _replying(there)
        # A beat may come after what overtook it: walls never go back to what they were.
        for later in (self.known.get((told.tenant_id, beat.place)), there.about if there else None):
            if later is not None and later.version > about.version:
                about = later
        changed = town.beat(beat, about, monotonic())
        place = town.places.get(beat.place) or Place(about)
        everybody = _replying(place) != were_replying
        if changed or said.get("enters"):
            self._tell_presence(told.tenant_id, beat.place, place, everybody=everybody)

    def _tell_presence(self, tenant_id: int, name: str, place: Place, *, everybody: bool) -> None:
        """Those who are on the case see who else is. That somebody writes to the person shows in lists too."""
        there = set(place.names)
        message = Message("presence", {"ref": name, "who": place.who()}, f"presence:{name}")
        self.hub.send_to(
            tenant_id,
            message,
            lambda viewer: (everybody or viewer.agent_id in there) and _hears(viewer, place),
        )

    def _touched(self, told: Told) -> None:
        """A mail left, a text waits for approval: the pages open on the case read it again."""
        for name, place in self.presence[told.tenant_id].of_case(int(told.rest)):
            self._tell_those_on(told.tenant_id, place, Message("touched", {"ref": name}, f"touched:{name}"))

    def _tell_those_on(self, tenant_id: int, place: Place, message: Message) -> None:
        there = set(place.names)
        self.hub.send_to(
            tenant_id, message, lambda viewer: viewer.agent_id in there and _hears(viewer, place)
        )

    def present(self, viewer: Viewer) -> list[Message]:
        """What a stream that opens should know: who writes, and who is where this agent is."""
        town = self.presence[viewer.tenant_id]
        return [
            Message("presence", {"ref": name, "who": place.who()}, f"presence:{name}")
            for name, place in town.places.items()
            if (_replying(place) or viewer.agent_id in place.names) and _hears(viewer, place)
        ]

    async def _sweep(self) -> None:
        for tenant_id, town in self.presence.items():
            for name, place in town.expire(monotonic()):
                self._tell_presence(tenant_id, name, place, everybody=True)

    # ------------------------------------------------------------------------------------------------------------------

    def _run(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def _every(self, seconds: float, act: Callable[[], Any]) -> None:
        while True:
            await asyncio.sleep(seconds)
            try:
                await act()
            except Exception:
                log.exception("a periodic duty of live failed")


def _replying(place: Place | None) -> frozenset[int]:
    doing = place.doing() if place else {}
    return frozenset(agent for agent, what in doing.items() if what == "replying")


def _hears(viewer: Viewer, place: Place) -> bool:
    """Whoever took a sealed request reads it for a while, but not who works on it inside."""
    access = viewer.access
    return can_read(access, place.about) and sees_inside(access, place.about)


def _listening_parts() -> dict[str, Any]:
    settings = env()
    if settings.listen_database_url:
        return parse_url(settings.listen_database_url)
    return connection_parts(settings, "app")


live = Live()
