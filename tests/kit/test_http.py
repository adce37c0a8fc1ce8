import json
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from parvis.kit import http

OWN = ("127.0.0.1", "localhost", "geocoder.test")


class Answers(BaseHTTPRequestHandler):
    seen: list[dict[str, str]] = []

    def log_message(self, *_args: object) -> None:
        pass

    def do_POST(self) -> None:
        self._send(200, self.rfile.read(int(self.headers["content-length"])))

    def do_GET(self) -> None:
        Answers.seen.append({name.lower(): value for name, value in self.headers.items()})
        path, _, argument = self.path.partition("?")
        if path == "/hello":
            self._send(200, json.dumps({"ok": "été"}).encode())
        elif path == "/missing":
            self._send(404, b"no")
        elif path == "/to":
            self._send(302, b"", {"Location": argument})
        elif path == "/loop":
            self._send(302, b"", {"Location": "/loop"})
        elif path == "/big":
            self._send(200, b"x" * 100_000)
        elif path == "/endless":
            self.send_response(200)
            self.end_headers()
            self._drip(b"x" * 8192, 0)
        elif path == "/slow":
            time.sleep(2)
        elif path == "/drip":
            self.send_response(200)
            self.end_headers()
            self._drip(b"x", 0.05)

    def _drip(self, piece: bytes, pause: float) -> None:
        try:
            for _ in range(1000):
                self.wfile.write(piece)
                time.sleep(pause)
        except OSError:
            pass

    def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()


def test_an_answer_is_returned_whatever_its_status(server):
    answer = http.get(f"{server}/hello?a=1", allow_private=OWN)
    assert (answer.status, answer.ok, answer.json()) == (200, True, {"ok": "été"})
    assert not http.get(f"{server}/missing", allow_private=OWN).ok


def test_a_body_is_posted(server):
    assert http.post(f"{server}/", b"abc", allow_private=OWN).body == b"abc"


def test_private_addresses_are_refused_before_anything_is_sent(server):
    Answers.seen.clear()
    with pytest.raises(http.ForbiddenAddress):
        http.get(f"{server}/hello")
    with pytest.raises(http.ForbiddenAddress):
        http.get(f"{server}/hello".replace("127.0.0.1", "localhost"))
    assert Answers.seen == []


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:10.0.0.1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2002:a00:1::",
        "ff02::1",
        "240.0.0.1",
        "192.0.2.1",
    ],
)
def test_addresses_that_are_not_public(address):
    assert not http.is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "185.42.28.200", "2a01:e0a::1"])
def test_addresses_that_are_public(address):
    assert http.is_public(address)


def test_disguised_loopback_is_refused(server):
    port = server.rsplit(":", 1)[1]
    for host in ("2130706433", "0x7f.1", "127.1", "[::ffff:127.0.0.1]"):
        with pytest.raises((http.ForbiddenAddress, http.Unreachable)):
            http.get(f"http://{host}:{port}/hello", timeout=3)


def resolving(monkeypatch, answers: dict[str, list[list[str]]]) -> None:
    real = socket.getaddrinfo

    def look_up(host, port, *args, **kwargs):
        if host not in answers:
            return real(host, port, *args, **kwargs)
        found = answers[host].pop(0)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in found]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


def test_the_connection_goes_to_the_address_that_was_judged(server, monkeypatch):
    port = server.rsplit(":", 1)[1]
    resolving(monkeypatch, {"geocoder.test": [["127.0.0.1"]]})  # a second look-up would fail
    answer = http.get(f"http://geocoder.test:{port}/hello", allow_private=OWN)
    assert answer.ok
    assert Answers.seen[-1]["host"] == f"geocoder.test:{port}"


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch):
    resolving(monkeypatch, {"evil.test": [["8.8.8.8", "10.0.0.1"]]})
    with pytest.raises(http.ForbiddenAddress):
        http.get("http://evil.test/")


def test_a_redirect_to_a_private_address_is_refused(server, monkeypatch):
    port = server.rsplit(":", 1)[1]
    resolving(monkeypatch, {"geocoder.test": [["127.0.0.1"]]})
    with pytest.raises(http.ForbiddenAddress):
        http.get(
            f"http://geocoder.test:{port}/to?http://127.0.0.1:{port}/hello", allow_private=["geocoder.test"]
        )


def test_redirects_are_followed_without_secrets_and_bounded(server):
    port = server.rsplit(":", 1)[1]
    secret = {"Authorization": "Bearer secret"}
    answer = http.get(f"{server}/to?/hello", headers=secret, allow_private=OWN)
    assert answer.ok
    assert Answers.seen[-1]["authorization"] == "Bearer secret"
    answer = http.get(f"{server}/to?http://localhost:{port}/hello", headers=secret, allow_private=OWN)
    assert answer.ok
    assert "authorization" not in Answers.seen[-1]
    with pytest.raises(http.TooManyRedirects):
        http.get(f"{server}/loop", allow_private=OWN)
    with pytest.raises(http.BadAddress):
        http.get(f"{server}/to?file:///etc/passwd", allow_private=OWN)


def test_size_is_bounded_announced_or_not(server):
    with pytest.raises(http.TooLarge):
        http.get(f"{server}/big", max_bytes=99_999, allow_private=OWN)
    assert len(http.get(f"{server}/big", max_bytes=100_000, allow_private=OWN).body) == 100_000
    with pytest.raises(http.TooLarge):
        http.get(f"{server}/endless", max_bytes=50_000, allow_private=OWN)


@pytest.mark.parametrize("path", ["/slow", "/drip"])
def test_time_is_bounded_even_when_bytes_keep_dripping(server, path):
    started = time.monotonic()
    with pytest.raises(http.TimedOut):
        http.get(server + path, timeout=0.4, allow_private=OWN)
    assert time.monotonic() - started < 1.5


def test_a_closed_port_and_an_unknown_name_are_unreachable():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(http.Unreachable):
        http.get(f"http://127.0.0.1:{port}/", allow_private=OWN)
    with pytest.raises(http.Unreachable):
        http.get("http://nowhere.invalid/", timeout=5)


@pytest.mark.parametrize(
    "url",
    ["ftp://a.fr/", "file:///etc/passwd", "http://", "//a.fr", "http://u:p@a.fr/", "http://a.fr:99999/",
     "http://a.fr/\r\nX: y", "http://[::1", "javascript:alert(1)", ""],
)  # fmt: skip
def test_addresses_that_make_no_sense(url):
    with pytest.raises(http.BadAddress):
        http.get(url)


def test_headers_cannot_be_injected():
    with pytest.raises(http.BadAddress):
        http.get("http://127.0.0.1/", headers={"X-A": "a\r\nX-B: b"}, allow_private=OWN)
