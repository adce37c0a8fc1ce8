"""Who is on a case is told to those who read it, and to nobody else; rows are drawn again by the same walls."""

import http.client
import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest

from parvis.cases.noting import note
from parvis.desk.live.presence import MOST
from tests.browser.site import Site
from tests.environment import ROOT
from tests.live.reader import Reader
from tests.live.test_streams import SYSTEM, agent, case, now
from tests.ops.folders import wait_until

Listen = Callable[..., Reader]


@pytest.fixture
def ask(site: Site) -> Callable[..., tuple[int, Any]]:
    def send(cookie: str, method: str, path: str, **form: str) -> tuple[int, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=20)
        token = "a" * 32
        headers = {"Host": "localhost", "Cookie": f"{cookie}; csrftoken={token}"}
        if method == "POST":
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token}
        connection.request(method, path, urlencode(form) if form else None, headers)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        is_json = "json" in (answer.headers["Content-Type"] or "")
        return answer.status, json.loads(body) if is_json else body.decode()

    return send


@pytest.fixture
def people(town: Any, cookie_of: Callable[[Any], str]) -> dict[str, tuple[Any, str]]:
    made = {
        "claire": agent("Claire Martin", ("case_worker", "VOI")),
        "ali": agent("Ali Ben", ("case_worker", "ESV")),
        "sarah": agent("Sarah Social", ("case_worker", "SOC")),
    }
    return {name: (one, cookie_of(one)) for name, one in made.items()}


def beat(ask: Any, cookie: str, made: Any, doing: str, **more: str) -> int:
    return int(
        ask(cookie, "POST", "/desk/live/presence", ref=made.reference, tab="t", doing=doing, **more)[0]
    )


def test_who_reads_and_who_writes(listen: Listen, ask: Any, people: Any) -> None:
    made = case()
    (claire, hers), (ali, his) = people["claire"], people["ali"]
    on_case, in_list = listen(ali), listen(people["sarah"][0])
    assert beat(ask, his, made, "reading", enters="1") == 204
    assert on_case.wait_for("presence", ref=made.reference)["who"][0]["name"] == "Ali Ben"
    assert beat(ask, hers, made, "reading", enters="1") == 204
    who = [
        {"id": ali.pk, "name": "Ali Ben", "doing": "reading"},
        {"id": claire.pk, "name": "Claire Martin", "doing": "reading"},
    ]
    on_case.wait_for("presence", who=who)
    in_list.settle(0.2)
    assert in_list.about(made.reference) == [], "who merely reads is nobody else's business"
    beat(ask, hers, made, "replying")
    assert in_list.wait_for("presence", ref=made.reference)["who"][0] == {
        "id": claire.pk, "name": "Claire Martin", "doing": "replying"
    }  # fmt: skip
    later = listen(people["sarah"][0], since=int(now().timestamp() * 1000))
    later.wait_for("presence", ref=made.reference)
    beat(ask, hers, made, "")
    on_case.wait_for("presence", who=who[:1])


def test_presence_on_a_sealed_case_is_never_told_outside(listen: Listen, ask: Any, people: Any) -> None:
    made = case(type_code="SOC-AID")
    outside, inside = listen(people["claire"][0]), listen(people["sarah"][0])
    before = len(outside.heard)
    assert beat(ask, people["claire"][1], made, "reading", enters="1") == 404
    assert beat(ask, people["sarah"][1], made, "replying", enters="1") == 204
    inside.wait_for("presence", ref=made.reference)
    outside.settle(0.3)
    assert outside.heard[before:] == []
    assert beat(ask, people["sarah"][1], made, "dancing") == 400
    answers = [beat(ask, people["claire"][1], made, "reading") for _ in range(MOST + 2)]
    assert answers[-1] == 429


def test_rows_are_drawn_for_who_may_read_them_with_or_without_a_stream(
    site: Site, ask: Any, people: Any
) -> None:
    open_one, sealed = case(), case(type_code="SOC-AID")
    _, cookie = people["claire"]
    slow = [ask(cookie, "GET", f"/desk/live/rows?ref={made.reference}")[1] for made in (open_one, sealed)]
    reader = Reader(site.port, cookie)
    quick = [ask(cookie, "GET", f"/desk/live/rows?ref={made.reference}")[1] for made in (open_one, sealed)]
    assert quick == slow
    assert f'data-live-row="{open_one.reference}"' in quick[0]["rows"][open_one.reference]["html"]
    assert "Élodie Durand" in quick[0]["rows"][open_one.reference]["html"]
    assert quick[1] == {"rows": {}, "gone": [sealed.reference]}
    note(open_one, body="x", by=SYSTEM, at=now())
    reader.wait_for("case", ref=open_one.reference, v=open_one.version)
    again = ask(cookie, "GET", f"/desk/live/rows?ref={open_one.reference}")[1]
    assert again["rows"][open_one.reference]["v"] == open_one.version
    both = ask(
        cookie,
        "GET",
        f"/desk/live/rows?ref={open_one.reference}&ref={sealed.reference}&ref=zzz&counts=1&list=state%3Dopen",
    )
    assert both[1]["gone"] == [sealed.reference, "zzz"]
    assert both[1]["belong"] == [open_one.reference]
    assert int(both[1]["counts"]["queue"]) >= 1
    reader.cut()


def test_what_was_missed_is_asked_for_where_no_stream_gets_through(ask: Any, people: Any) -> None:
    since = int(now().timestamp() * 1000)
    made, sealed = case(), case(type_code="SOC-AID")
    status, found = ask(people["claire"][1], "GET", f"/desk/live/missed?since={since}")
    assert status == 200
    told = {message["data"]["ref"] for message in found["messages"]}
    assert made.reference in told
    assert sealed.reference not in told
    assert found["cursor"] > since
    _, old = ask(people["claire"][1], "GET", "/desk/live/missed?since=1")
    assert [message["event"] for message in old["messages"]] == ["resync"]


def test_two_web_processes_tell_each_other_s_pages(site: Site, ask: Any, people: Any, free_port: int) -> None:
    command = [sys.executable, "-m", "parvis.ops.cli", "web"]
    with site.log.open("ab") as log:
        second = subprocess.Popen(
            command, env=site.environ | {"PORT": str(free_port)}, stdout=log, stderr=log, cwd=ROOT
        )
    try:
        wait_until(lambda: _answers(free_port), 40)
        reader = Reader(free_port, people["ali"][1])
        made = case()
        reader.wait_for("case", ref=made.reference)
        assert beat(ask, people["claire"][1], made, "replying", enters="1") == 204
        assert reader.wait_for("presence", ref=made.reference)["who"][0]["doing"] == "replying"
        reader.cut()
    finally:
        second.terminate()
        second.wait(20)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def test_the_site_stops_at_once_though_streams_are_open(site: Site, listen: Listen, people: Any) -> None:
    reader = listen(people["claire"][0])
    started = time.monotonic()
    site.stop("web")
    assert time.monotonic() - started < 8, "not after the time given to answers that never end"
    assert reader.ended.wait(5)
    site.start("web")
    site.wait_until_ready()
