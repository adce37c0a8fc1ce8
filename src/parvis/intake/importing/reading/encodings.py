"""The encoding of a text, by reading all of it: also when the file lies, or mixes two."""

import codecs
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from parvis.intake.importing.reading.opening import blocks
from parvis.intake.importing.reading.source import LONGEST
from parvis.intake.importing.refusals import CannotImport

#: The encodings of a French town's machines that leave no mark: Windows, old Macintoshes, MS-DOS.
SINGLE_BYTE = ("cp1252", "mac_roman", "cp850")
_NAMES = {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp850": "MS-DOS (850)"}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b\x1e\x1f"))
_LETTERS, _RARER = "àâäçéèêëîïôöùûüÿœæ", "ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒ«»’°€§\u00a0"
_SAMPLE = 256 * 1024
#: What bytes of no encoding become: the row that holds one is refused, the others are kept.
UNREADABLE = re.compile("[\udc80-\udcff]")
#: « Ã© », « â€™ », « Â° »: UTF-8 read once as Windows-1252 and written as UTF-8 again.
_TWICE = re.compile(
    rb"\xc3\x83(?:\xc2[\x80-\xbf]|\xe2\x80|\xe2\x84|[\xc5\xc6\xcb])|\xc3\xa2\xe2\x82\xac|\xc3\x82\xc2[\xa0-\xbf]"
)


def _falling_back(encoding: str) -> str:
    """An error handler: what is not UTF-8 is read in this encoding, byte by byte."""

    def handle(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        wrong = error.object[error.start : error.end]
        return wrong.decode(encoding, "surrogateescape"), error.end

    name = f"parvis-{encoding}"
    codecs.register_error(name, handle)
    return name


_FALLBACKS = {encoding: _falling_back(encoding) for encoding in SINGLE_BYTE}


@dataclass(frozen=True)
class Examined:
    digest: str
    encoding: str
    errors: str
    notes: tuple[str, ...] = ()


def examine(path: Path, compressed: bool, wanted: str) -> Examined:
    """Reads the whole content once, twice when it is not what it seems. Raises CannotImport."""
    first = next(blocks(path, compressed), b"")
    encoding = _marked(first)
    if wanted != "auto":
        encoding = "utf-8-sig" if wanted.lower() in ("utf-8", "utf8") else wanted
    whole = _Whole(encoding or "utf-8-sig")
    for block in blocks(path, compressed):
        whole.take(block)
    digest = whole.digest.hexdigest()
    twice = (_twice(whole.twice),) if whole.twice else ()
    if whole.end():
        return Examined(digest, whole.encoding, "strict", twice)
    if wanted != "auto":
        raise CannotImport(
            f"Le texte n'est pas en {named(whole.encoding)} : retirez « encoding » de la correspondance pour le deviner."
        )
    if encoding not in (None, "utf-8-sig"):
        raise CannotImport("Le texte s'arrête au milieu d'un caractère : le fichier est tronqué.")
    encoding, errors, note = _mixed(path, compressed, marked=encoding is not None)
    if errors not in _FALLBACKS.values():
        twice = ()
    return Examined(digest, encoding, errors, (*((note,) if note else ()), *twice))


def _marked(first: bytes) -> str | None:
    """The encoding that a byte order mark, or zeros at every other place, tell. Raises CannotImport."""
    if not first:
        raise CannotImport("Ce fichier est vide.")
    for mark, encoding in _MARKS:
        if first.startswith(mark):
            return encoding
    start = first[: 64 * 1024]
    half = max(len(start) // 2, 1)
    for parity, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(start) >= 4 and start[parity::2].count(0) > 0.4 * half > start[1 - parity :: 2].count(0):
            return encoding
    controls = len(start) - len(start.translate(None, _CONTROLS))
    if controls > 0.05 * len(start):
        raise CannotImport("Ce fichier n'est pas du texte : un fichier CSV ou XLSX est attendu.")
    return None


@dataclass
class _Whole:
    """One pass: the digest, and whether everything is of one encoding."""

    encoding: str
    twice: int = 0
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)
    _right: bool = True

    def __post_init__(self) -> None:
        try:
            self._decoder = codecs.getincrementaldecoder(self.encoding)()
            self._decoder.decode(b"")
        except LookupError as error:
            raise CannotImport(f"Encodage inconnu : {self.encoding}.") from error

    def take(self, block: bytes) -> None:
        self.digest.update(block)
        if self.encoding == "utf-8-sig":
            self.twice += sum(1 for _ in _TWICE.finditer(block))
        if self._right:
            self._right = self._decodes(block, final=False)

    def end(self) -> bool:
        return self._right and self._decodes(b"", final=True)

    def _decodes(self, block: bytes, *, final: bool) -> bool:
        try:
            self._decoder.decode(block, final)
        except UnicodeError:
            return False
        return True


def _mixed(path: Path, compressed: bool, *, marked: bool) -> tuple[str, str, str]:
    """(encoding, error handler, what to tell) of a text that is not UTF-8 all along."""
    right = wrong = 0
    sample = bytearray()
    for line in _lines(path, compressed):
        if line.isascii():
            continue
        try:
            line.decode()
            right += 1
        except UnicodeDecodeError:
            wrong += 1
            if len(sample) < _SAMPLE:
                sample += line[:4096] + b"\n"
    single = max(SINGLE_BYTE, key=lambda encoding: _likelihood(bytes(sample), encoding))
    if right or marked:
        return (
            "utf-8-sig",
            _FALLBACKS[single],
            f"Le fichier mélange deux encodages : {wrong} "
            f"{'lignes lues' if wrong > 1 else 'ligne lue'} en {named(single)}, le reste en UTF-8.",
        )
    note = "" if single == "cp1252" else f"Le texte est lu en {named(single)}."
    return single, "surrogateescape", note


def _likelihood(sample: bytes, encoding: str) -> float:
    """How much of what is not ASCII would be letters of French (and German), of which capitals are rare."""
    text = sample.decode(encoding, "replace")
    return sum(text.count(c) for c in _LETTERS) + 0.3 * sum(text.count(c) for c in _RARER)


def _lines(path: Path, compressed: bool) -> Iterator[bytes]:
    """Lines of bytes; one without end is cut, so that memory stays flat."""
    rest = b""
    for block in blocks(path, compressed):
        *whole, rest = (rest + block).split(b"\n")
        yield from whole
        if len(rest) > LONGEST:
            yield rest
            rest = b""
    yield rest


def _twice(count: int) -> str:
    return (
        f"Des accents étaient encodés deux fois (« Ã© » pour « é »), à {count} endroits : ils sont réparés."
    )


def named(encoding: str) -> str:
    return _NAMES.get(encoding, encoding)
