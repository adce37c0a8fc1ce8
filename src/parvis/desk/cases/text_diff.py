"""What somebody changed in a text, word by word, for its author."""

import difflib
import re
from dataclasses import dataclass

_WORDS = re.compile(r"\s+|[^\s]+")
#: Longer texts are compared line by line: words would take seconds.
MOST = 4_000


@dataclass(frozen=True)
class Piece:
    text: str
    #: same, added or removed
    kind: str


def differences(before: str, after: str) -> list[Piece]:
    """In reading order; what was taken out comes before what took its place."""
    one, other = _cut(before), _cut(after)
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    pieces: list[Piece] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("".join(one[a:b]), "same"))
            continue
        if a != b:
            pieces.append(Piece("".join(one[a:b]), "removed"))
        if c != d:
            pieces.append(Piece("".join(other[c:d]), "added"))
    return pieces


def _cut(text: str) -> list[str]:
    plain = text.replace("\r\n", "\n")
    words = _WORDS.findall(plain)
    return words if len(words) <= MOST else plain.splitlines(keepends=True)
