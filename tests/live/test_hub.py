"""One reader's queue is bounded, the last word on a case replaces the others, and a slow reader holds up nobody."""

import asyncio

from parvis.live.hub import MOST_WAITING, Hub, Stream
from parvis.live.presence import LASTS, Beat, Presence
from parvis.live.sse import Message


def waiting(stream: Stream) -> str:
    return (asyncio.run(stream.next(0.01)) or b"").decode()


def test_the_last_word_on_a_case_is_enough() -> None:
    stream = Stream(1, None)
    for version in range(5):
        stream.push(Message("case", {"ref": "26-0001", "v": version}, "case:26-0001"))
    stream.push(Message("case", {"ref": "26-0002", "v": 1}, "case:26-0002"))
    told = waiting(stream)
    assert told.count("event: case") == 2
    assert '"v":4' in told
    assert waiting(stream) == "", "said once"


def test_a_reader_that_does_not_read_is_told_to_read_again() -> None:
    hub, slow, quick = Hub(), Stream(1, None), Stream(1, None)
    hub.join(slow)
    hub.join(quick)
    for n in range(MOST_WAITING * 3):
        hub.send(hub.of(1), Message("case", {"ref": str(n)}))
        assert waiting(quick).count("event:") == 1
    told = waiting(slow)
    assert told.count("event:") <= MOST_WAITING
    assert "event: resync" in told


def test_in_doubt_nothing_is_told_and_an_ending_stream_says_its_last_word() -> None:
    stream = Stream(1, None)
    stream.paused = True
    stream.push(Message("case", {"ref": "26-0001"}))
    assert waiting(stream) == ""
    stream.paused = False
    stream.push(Message("signed-out", {}))
    stream.ending = True
    stream.push(Message("case", {"ref": "26-0001"}))
    assert "signed-out" in waiting(stream)
    assert asyncio.run(stream.next(1)) is None


def test_presence_is_forgotten_unless_said_again_and_counts_the_most_telling_tab() -> None:
    town = Presence()
    assert town.beat(Beat("26-0001", 7, "Claire Martin", "a", "reading"), None, 0.0)
    assert not town.beat(Beat("26-0001", 7, "Claire Martin", "b", "reading"), None, 1.0), (
        "a second tab shows nothing new"
    )
    assert town.beat(Beat("26-0001", 7, "Claire Martin", "b", "replying"), None, 2.0)
    assert town.places["26-0001"].who() == [{"id": 7, "name": "Claire Martin", "doing": "replying"}]
    town.beat(Beat("26-0001", 8, "Ali Ben", "c", "reading"), None, 30.0)
    assert [one["name"] for one in town.places["26-0001"].who()] == ["Claire Martin", "Ali Ben"]
    (gone,) = town.expire(2.5 + LASTS)
    assert [one["name"] for one in gone[1].who()] == ["Ali Ben"]
    assert town.beat(Beat("26-0001", 8, "Ali Ben", "c", ""), None, 50.0)
    assert town.places == {}
