"""Who and what a log line is about: identifiers only, never a name, an address or a text."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_context: ContextVar[dict[str, str] | None] = ContextVar("parvis_log_context", default=None)

_TOKEN = re.compile(r"(?<=[/=])(?=[A-Za-z_-]*[A-Z0-9])[A-Za-z0-9_-]{20,}(?![A-Za-z0-9_.-])")
# By its place: a token in small letters alone looks like words.
_LINK = re.compile(r"(/suivi/+[^/\s]{1,19}/+|/tache/+)[^/\s?\"']+")
_QUERY = re.compile(r"(?<=[\w/])\?[^\s\"']+")


def log_context() -> dict[str, str]:
    """The fields of the current request or job: `request_id`, `tenant`, `actor`, `job`."""
    return _context.get() or {}


def add_to_log(**fields: object) -> None:
    """Add identifiers for the rest of this request or job; `None` is left out."""
    _context.set(log_context() | {key: str(value) for key, value in fields.items() if value is not None})


@contextmanager
def logged_as(**fields: object) -> Iterator[None]:
    """A fresh context for one request or job, forgotten at its end."""
    token = _context.set({})
    add_to_log(**fields)
    try:
        yield
    finally:
        _context.reset(token)


def masked(text: str) -> str:
    """The text without what opens a door or names a person: private links and query strings."""
    return _QUERY.sub("?…", _TOKEN.sub("…", _LINK.sub(r"\1…", text)))
