"""Keep what was uploaded: judged by its content, images written anew, under a name nobody can guess.

The files are on disk, whole, before any row speaks of them: a process killed in between leaves at worst a file that
``files/sweeping.py`` removes. The name the sender gave is a label, never a path.
"""

import hashlib
import os
import re
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePosixPath

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from parvis.files.models import Attachment
from parvis.files.sniffing import IMAGES, Refused, TooLarge, UnknownKind, recognise, reencode
from parvis.kit import clock
from parvis.kit.env import env
from parvis.kit.tenant import current_tenant_id

MEGABYTE = 1024 * 1024
#: How long an upload waits for a form that was refused for another reason.
KEPT = 24 * 3600
LONGEST_NAME = 150
_KEY = re.compile(r"\d+/[0-9a-f]{2}/[0-9a-f]{40}")
_SALT = "parvis.files.waiting"
_IMAGE_NAMES = frozenset().union(
    *(kind.extensions for kind in IMAGES), {"heic", "avif", "bmp", "svg", "tif", "tiff"}
)


@dataclass(frozen=True)
class Stored:
    """Files on disk without a row yet; ``token`` carries it through a form, signed and bound to the tenant."""

    key: str
    thumbnail_key: str
    name: str
    content_type: str
    size: int
    sha256: str
    width: int | None = None
    height: int | None = None

    @property
    def is_image(self) -> bool:
        return self.content_type.startswith("image/")

    @property
    def token(self) -> str:
        return signing.dumps([current_tenant_id(), asdict(self)], salt=_SALT, compress=True)


def store(upload: UploadedFile) -> Attachment:
    """Write the upload and its row; a Refused names the file and says why it is not taken."""
    return record(write(upload))


def write(upload: UploadedFile) -> Stored:
    """Only the files. The size limit is PARVIS_MAX_UPLOAD_MB."""
    name = clean_name(upload.name or "")
    most = env().max_upload_mb * MEGABYTE
    if (upload.size or 0) > most:
        raise too_large(name)
    upload.seek(0)
    content = upload.read()
    try:
        kind = recognise(content, name, max_bytes=most)
        if not kind.is_image:
            return Stored(_write(content), "", name, kind.content_type, len(content), _digest(content))
        picture, small = reencode(content)
    except Refused as refused:
        raise type(refused)(_about(name, refused)) from refused
    extension = "jpg" if picture.content_type == "image/jpeg" else "png"
    stem = PurePosixPath(name).stem if PurePosixPath(name).suffix else name
    return Stored(
        _write(picture.content),
        _write(small.content),
        f"{stem}.{extension}",
        picture.content_type,
        len(picture.content),
        _digest(picture.content),
        picture.width,
        picture.height,
    )


def record(stored: Stored) -> Attachment:
    """The row of files that are already on disk; a copy of them when a row speaks of them already.

    A token may come back: somebody goes back in the browser and sends the form again as another request.
    """
    try:
        with transaction.atomic():  # waits for another transaction that records the same files
            return _insert(stored)
    except IntegrityError:
        return _insert(_copied(stored))


def _insert(stored: Stored) -> Attachment:
    attachment = Attachment(**asdict(stored), created_at=clock.now())
    attachment.save(force_insert=True)
    return attachment


def _copied(stored: Stored) -> Stored:
    key, small = (_write(path_of(k).read_bytes()) if k else "" for k in (stored.key, stored.thumbnail_key))
    return replace(stored, key=key, thumbnail_key=small)


def redeem(tokens: Iterable[str]) -> list[Stored]:
    """The uploads these tokens stand for; those that are forged, too old, of another town or gone are left out."""
    found: dict[str, Stored] = {}
    for token in list(tokens)[: env().max_files]:
        try:
            tenant_id, values = signing.loads(token, salt=_SALT, max_age=KEPT)
            stored = Stored(**values)
        except (signing.BadSignature, TypeError, ValueError):
            continue
        if tenant_id == current_tenant_id() and path_of(stored.key).is_file():
            found[stored.key] = stored
    return list(found.values())


def discard(stored: Iterable[Stored]) -> None:
    """Remove files that the caller itself has just written and that no row will speak of.

    Never those of a token: another request may have given them a row. ``files/sweeping.py`` removes the forgotten ones.
    """
    for each in stored:
        for key in filter(None, (each.key, each.thumbnail_key)):
            path_of(key).unlink(missing_ok=True)


def too_large(name: str) -> TooLarge:
    """For a file that ``SizeLimitHandler`` dropped on the way (``request.too_large``), or that is too heavy."""
    return TooLarge(f"« {clean_name(name)} » est trop lourd : {env().max_upload_mb} Mo au plus par fichier.")


def path_of(key: str) -> Path:
    """Where a key's bytes are; keys are ours, and still are checked."""
    if not _KEY.fullmatch(key):
        raise ValueError(f"not a key: {key!r}")
    return env().files / key


def clean_name(name: str) -> str:
    """The sender's name as a label: no folder, no control or direction mark that would disguise it, not too long."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(
        c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp") or c == "\u200d"
    )
    kept = " ".join(kept.split()).strip(". ")
    if len(kept) > LONGEST_NAME:
        stem, dot, extension = kept.rpartition(".")
        kept = f"{stem[: LONGEST_NAME - 6]}.{extension[:5]}" if dot else kept[:LONGEST_NAME]
    return kept or "fichier"


def _about(name: str, refused: Refused) -> str:
    reason = str(refused)
    if isinstance(refused, TooLarge) and "Mo" in reason:
        return str(too_large(name))
    reason = reason[0].lower() + reason[1:]
    if isinstance(refused, UnknownKind) and PurePosixPath(name).suffix.lower().lstrip(".") in _IMAGE_NAMES:
        return f"« {name} » n'est pas une image que nous pouvons lire : {reason}"
    return f"« {name} » ne peut pas être joint : {reason}"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write(content: bytes) -> str:
    """Whole or not at all: written aside, flushed to the disk, then named."""
    random = secrets.token_hex(20)
    key = f"{current_tenant_id()}/{random[:2]}/{random}"
    target = path_of(key)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = target.with_name(f".{random}")
    try:
        with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.rename(target)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return key
