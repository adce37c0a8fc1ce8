"""The one way out to other machines: bounded in time and size, blind to private networks.

The name is resolved once, the address is judged, and the connection goes to that very address: a name that
changes its mind between the check and the connection (DNS rebinding) gains nothing. Certificates are still
checked against the name. Every redirect goes through the same judgement.
"""

import http.client
import ipaddress
import json
import queue
import socket
import ssl
import threading
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

CHUNK = 64 * 1024
USER_AGENT = "Parvis"
REDIRECTS = {301, 302, 303, 307, 308}
SECRET_HEADERS = {"authorization", "cookie", "proxy-authorization", "x-api-key"}


class OutgoingError(Exception):
    """An outgoing request failed."""


class BadAddress(OutgoingError):
    """The address is not an http or https URL that may be called."""


class ForbiddenAddress(OutgoingError):
    """The address leads to a private, local or reserved network."""


class Unreachable(OutgoingError):
    """The name does not resolve, or nothing answers, or the answer is not HTTP."""


class TimedOut(Unreachable):
    """The answer did not come within the allowed time."""


class TooLarge(OutgoingError):
    """The answer is larger than allowed."""


class TooManyRedirects(OutgoingError):
    """The answer redirects too often."""


@dataclass(frozen=True, slots=True)
class Response:
    url: str
    status: int
    headers: Mapping[str, str]  # names in lower case
    body: bytes = field(repr=False)

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    def json(self) -> Any:
        """The body read as JSON; ValueError when it is not."""
        return json.loads(self.body)


class _Deadline:
    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds

    def left(self) -> float:
        left = self._end - monotonic()
        if left <= 0:
            raise TimedOut("no answer within the allowed time")
        return left


def request(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    timeout: float = 10.0,
    max_bytes: int = 5 * 1024 * 1024,
    max_redirects: int = 3,
    allow_private: Collection[str] = (),
) -> Response:
    """Send one request; answers of any status are returned, everything else raises an OutgoingError.

    `timeout` is for the whole exchange, name resolution and redirects included. `allow_private` names the
    hosts (as written in the URL) that may live on a private address, such as a geocoder of one's own.
    Redirects are followed for GET and HEAD only, never from https to http; secrets stay with their origin.
    """
    deadline = _Deadline(timeout)
    sent = {name.lower(): value for name, value in (headers or {}).items()}
    if any(char in name + value for name, value in sent.items() for char in "\r\n\0"):
        raise BadAddress("a header holds a line break")
    for _hop in range(max_redirects + 1):
        parts = _checked(url)
        response = _exchange(method, parts, sent, body, deadline, max_bytes, allow_private)
        location = response.headers.get("location")
        if response.status not in REDIRECTS or not location or method not in {"GET", "HEAD"}:
            return response
        following = _checked(urljoin(url, location))
        if parts.scheme == "https" and following.scheme == "http":
            raise BadAddress("redirected from https to http")
        if (following.scheme, following.netloc) != (parts.scheme, parts.netloc):
            sent = {name: value for name, value in sent.items() if name not in SECRET_HEADERS}
        url = following.geturl()
    raise TooManyRedirects(f"more than {max_redirects} redirects")


def get(url: str, **options: Any) -> Response:
    return request("GET", url, **options)


def post(url: str, body: bytes, **options: Any) -> Response:
    return request("POST", url, body=body, **options)


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public Internet, addresses it embeds (NAT64, 6to4…) included."""
    ip = ipaddress.ip_address(address.split("%", 1)[0])
    return all(a.is_global and not (a.is_multicast or a.is_reserved) for a in (ip, *_embedded(ip)))


NAT64 = ipaddress.ip_network("64:ff9b::/96")


def _embedded(ip: _Address) -> list[ipaddress.IPv4Address]:
    if isinstance(ip, ipaddress.IPv4Address):
        return []
    found = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    if ip in NAT64 or ip.packed[:12] == bytes(12):
        found.append(ipaddress.IPv4Address(ip.packed[12:]))
    return [a for a in found if a is not None]


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadAddress(f"unreadable address: {error}") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise BadAddress("only http and https addresses with a host may be called")
    if parts.username is not None or parts.password is not None:
        raise BadAddress("an address must not carry a password")
    if port == 0 or any(ord(char) <= 32 or ord(char) == 127 for char in url):
        raise BadAddress("unreadable address")
    return parts


def _resolve(host: str, port: int, deadline: _Deadline) -> list[str]:
    """All addresses of a name. The system resolver knows no timeout, so it runs beside us."""
    answers: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=look_up, name="parvis-resolve", daemon=True).start()
    try:
        answer = answers.get(timeout=deadline.left())
    except queue.Empty:
        raise TimedOut(f"the name {host} did not resolve in time") from None
    if isinstance(answer, Exception) or not answer:
        raise Unreachable(f"the name {host} does not resolve")
    return answer


def _connect(parts: SplitResult, deadline: _Deadline, allow_private: Collection[str]) -> socket.socket:
    host = (parts.hostname or "").rstrip(".")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    addresses = _resolve(host, port, deadline)
    if host not in allow_private and not all(is_public(address) for address in addresses):
        raise ForbiddenAddress(f"{host} leads to a private or reserved network")
    failure: OSError | None = None
    for address in addresses:
        try:
            sock = socket.create_connection((address, port), timeout=deadline.left())
        except OSError as error:
            failure = error
            continue
        if parts.scheme == "http":
            return sock
        try:
            sock.settimeout(deadline.left())
            return ssl.create_default_context().wrap_socket(sock, server_hostname=host)
        except (OSError, TimedOut):
            sock.close()
            raise
    if isinstance(failure, TimeoutError):
        raise TimedOut(f"{host} does not answer") from failure
    raise Unreachable(f"{host} does not answer: {failure}") from failure


def _exchange(
    method: str,
    parts: SplitResult,
    headers: Mapping[str, str],
    body: bytes | None,
    deadline: _Deadline,
    max_bytes: int,
    allow_private: Collection[str],
) -> Response:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
    connection.default_port = 443 if parts.scheme == "https" else 80
    try:
        connection.sock = _connect(parts, deadline, allow_private)
        connection.sock.settimeout(deadline.left())
        defaults = {"user-agent": USER_AGENT, "accept-encoding": "identity", "connection": "close"}
        connection.request(method, target, body=body, headers={**defaults, **headers})
        # The socket's own timeout restarts at each byte, so a drip-feeding server is cut off from beside.
        cutter = threading.Timer(deadline.left(), _cut, (connection.sock,))
        cutter.daemon = True
        cutter.start()
        try:
            answer = connection.getresponse()
            content = _read(answer, max_bytes, deadline)
        finally:
            cutter.cancel()
        deadline.left()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return Response(parts.geturl(), answer.status, found, content)
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        deadline.left()
        if isinstance(error, TimeoutError):
            raise TimedOut(f"{parts.hostname} did not answer in time") from error
        raise Unreachable(f"{parts.hostname} cannot be reached: {error}") from error
    finally:
        connection.close()


def _cut(sock: socket.socket) -> None:
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _read(answer: http.client.HTTPResponse, max_bytes: int, deadline: _Deadline) -> bytes:
    if answer.length is not None and answer.length > max_bytes:
        raise TooLarge(f"the answer is larger than {max_bytes} bytes")
    content = bytearray()
    while chunk := answer.read1(CHUNK):
        deadline.left()
        content += chunk
        if len(content) > max_bytes:
            raise TooLarge(f"the answer is larger than {max_bytes} bytes")
    if answer.length:
        raise http.client.IncompleteRead(bytes(content), answer.length)
    return bytes(content)
