"""What a file really is, judged by its content; images are decoded and written anew, so that nothing hides in them.

Re-encoding drops EXIF (position and owner of a phone), profiles, comments and whatever is appended to an image. Every
refusal is a `Refused` whose message can be shown to whoever sent the file.
"""

import io
import threading
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import NamedTuple

from PIL import Image, ImageCms, ImageOps

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
#: A JPEG is decoded straight to a smaller size; the others are decoded whole, at four bytes a pixel whatever they hold.
MOST_PIXELS_JPEG = 40_000_000
MOST_PIXELS = 16_000_000
MOST_UNZIPPED = 200 * MEGABYTE
MOST_ENTRIES = 5000
LARGEST_SIDE = 2400
SMALL_SIDE = 480
QUALITY = 85
#: One picture at a time in this process: a few kilobytes may ask for a hundred megabytes.
_DECODING = threading.BoundedSemaphore(1)


class Refused(ValueError):
    """The file is not taken; the message says why."""

    message = "Ce fichier ne peut pas être accepté."

    def __init__(self, message: str = "") -> None:
        super().__init__(message or self.message)


class EmptyFile(Refused):
    message = "Ce fichier est vide."


class TooLarge(Refused):
    message = f"Ce fichier dépasse {MOST_BYTES // MEGABYTE} Mo."


class UnknownKind(Refused):
    message = "Seuls les photos (JPEG, PNG, WebP, GIF), les PDF et les documents Word, Excel ou OpenDocument sont acceptés."


class UnsupportedPhoto(Refused):
    message = (
        "Les photos HEIC ou AVIF ne peuvent pas être lues : enregistrez la photo en JPEG, puis renvoyez-la."
    )


class Mismatched(Refused):
    message = "Le contenu de ce fichier ne correspond pas à son nom."


class BrokenFile(Refused):
    message = "Ce fichier est abîmé ou incomplet."


class TooManyPixels(Refused):
    message = (
        f"Cette image est trop grande : {MOST_PIXELS_JPEG // 1_000_000} millions de points au plus pour une photo JPEG, "
        f"{MOST_PIXELS // 1_000_000} pour les autres images."
    )


class ActiveContent(Refused):
    message = "Les documents qui contiennent des macros ne sont pas acceptés."


@dataclass(frozen=True, slots=True)
class Kind:
    content_type: str
    extension: str
    extensions: frozenset[str]

    @property
    def is_image(self) -> bool:
        return self.content_type.startswith("image/")


def _kind(content_type: str, extension: str, *others: str) -> Kind:
    return Kind(content_type, extension, frozenset({extension, *others}))


JPEG = _kind("image/jpeg", "jpg", "jpeg", "jpe", "jfif")
PNG = _kind("image/png", "png")
GIF = _kind("image/gif", "gif")
WEBP = _kind("image/webp", "webp")
PDF = _kind("application/pdf", "pdf")
DOCX = _kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx")
XLSX = _kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")
ODT = _kind("application/vnd.oasis.opendocument.text", "odt")
ODS = _kind("application/vnd.oasis.opendocument.spreadsheet", "ods")
IMAGES = (JPEG, PNG, GIF, WEBP)
_FORMATS = {JPEG: "JPEG", PNG: "PNG", GIF: "GIF", WEBP: "WEBP"}
_UNREAD_BRANDS = {
    b"heic",
    b"heix",
    b"hevc",
    b"heim",
    b"heis",
    b"hevm",
    b"hevs",
    b"mif1",
    b"msf1",
    b"avif",
    b"avis",
}


class Encoded(NamedTuple):
    content: bytes
    content_type: str
    width: int
    height: int


def sniff(content: bytes, name: str = "", *, max_bytes: int = MOST_BYTES) -> Kind:
    """The kind of a file by its content, checked as a whole; a Refused when it may not come in."""
    kind = recognise(content, name, max_bytes=max_bytes)
    if kind.is_image:
        _decoded(content, kind, LARGEST_SIDE)
    return kind


def recognise(content: bytes, name: str = "", *, max_bytes: int = MOST_BYTES) -> Kind:
    """As ``sniff``, but the pixels of an image are not read yet: for who goes on to ``reencode``.

    An image named as another kind of image is fine (phones do it); any other disagreement with the name is not.
    """
    if not content:
        raise EmptyFile
    if len(content) > max_bytes:
        raise TooLarge(f"Ce fichier dépasse {max_bytes / MEGABYTE:g} Mo.")
    kind = _by_signature(content)
    extension = PurePosixPath(name.strip().replace("\\", "/")).suffix.lower().lstrip(".")
    accepted = (
        frozenset().union(*(image.extensions for image in IMAGES)) if kind.is_image else kind.extensions
    )
    if extension and extension not in accepted:
        raise Mismatched
    return kind


def reencode(content: bytes, *, largest_side: int = LARGEST_SIDE) -> tuple[Encoded, Encoded]:
    """The picture and its thumbnail, from one decoding; a Refused when it is not one."""
    kind = _image_kind(content)
    picture = _decoded(content, kind, largest_side)
    return _as_picture(picture, kind), _as_thumbnail(picture, SMALL_SIDE)


def reencode_image(content: bytes, *, largest_side: int = LARGEST_SIDE) -> Encoded:
    """The same picture upright, no larger than needed, without any metadata; a Refused when it is not one."""
    kind = _image_kind(content)
    return _as_picture(_decoded(content, kind, largest_side), kind)


def thumbnail(content: bytes, largest_side: int = SMALL_SIDE) -> Encoded:
    """A small JPEG of the picture, transparency on white."""
    return _as_thumbnail(_decoded(content, _image_kind(content), largest_side), largest_side)


def _as_picture(picture: Image.Image, kind: Kind) -> Encoded:
    if kind is JPEG or (kind is WEBP and picture.mode == "RGB"):
        return _encode(picture.convert("RGB"), "JPEG")
    return _encode(picture, "PNG")


def _as_thumbnail(picture: Image.Image, largest_side: int) -> Encoded:
    small = picture.copy()
    small.thumbnail((largest_side, largest_side), Image.Resampling.LANCZOS)
    if small.mode == "RGBA":
        paper = Image.new("RGB", small.size, "white")
        paper.paste(small, mask=small.getchannel("A"))
        small = paper
    return _encode(small, "JPEG")


def _image_kind(content: bytes) -> Kind:
    if not content:
        raise EmptyFile
    kind = _by_signature(content)
    if not kind.is_image:
        raise Mismatched
    return kind


def _by_signature(content: bytes) -> Kind:
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith((b"GIF87a", b"GIF89a")):
        return GIF
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content[4:8] == b"ftyp" and content[8:12] in _UNREAD_BRANDS:
        raise UnsupportedPhoto
    if content.startswith(b"%PDF-"):
        if b"%%EOF" not in content[-4096:]:
            raise BrokenFile
        return PDF
    if content.startswith(b"PK\x03\x04"):
        return _by_archive(content)
    raise UnknownKind


def _by_archive(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNZIPPED:
                raise TooLarge("Ce document compressé est trop grand une fois ouvert.")
            names = {entry.filename for entry in entries}
            if any(name.lower().endswith(("vbaproject.bin", ".exe", ".js", ".vbs")) for name in names):
                raise ActiveContent
            if "mimetype" in names:
                entry = archive.getinfo("mimetype")
                declared = archive.read(entry) if entry.file_size < 200 else b""
                for kind in (ODT, ODS):
                    if declared == kind.content_type.encode() and "content.xml" in names:
                        return kind
            if "[Content_Types].xml" in names:
                if "word/document.xml" in names:
                    return DOCX
                if "xl/workbook.xml" in names:
                    return XLSX
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        if isinstance(error, Refused):
            raise
        raise BrokenFile from error
    raise UnknownKind


@contextmanager
def _opened(content: bytes, kind: Kind) -> Iterator[Image.Image]:
    """The decoder for this very format, with pixels counted before any is decoded; one at a time."""
    most = MOST_PIXELS_JPEG if kind is JPEG else MOST_PIXELS
    try:
        with _DECODING, warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=(_FORMATS[kind],)) as image:
                if image.width * image.height > most:
                    raise TooManyPixels
                yield image
    except Image.DecompressionBombError as error:
        raise TooManyPixels from error
    except (
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        MemoryError,
        KeyError,
        IndexError,
        TypeError,
    ) as error:
        if isinstance(error, Refused):
            raise
        raise BrokenFile from error


def _decoded(content: bytes, kind: Kind, largest_side: int) -> Image.Image:
    with _opened(content, kind) as image:
        return _clean(image, largest_side)


def _clean(image: Image.Image, largest_side: int) -> Image.Image:
    """Upright, in sRGB, small enough, on a fresh canvas that carries nothing of the original but its pixels."""
    if image.format == "JPEG":
        image.draft("RGB", (largest_side, largest_side))  # decodes straight to a smaller size
    profile = image.info.get("icc_profile")
    ImageOps.exif_transpose(
        image, in_place=True
    )  # and no copy below that is not needed: the picture is whole
    transparent = image.has_transparency_data
    upright: Image.Image = image
    if upright.mode.startswith("I") or upright.mode == "F":  # 16 bits of grey and more
        upright = upright.convert("I").point(lambda value: value / 256).convert("L")
    mode = "RGBA" if transparent else "RGB"
    picture = upright if upright.mode == mode else upright.convert(mode)
    picture.thumbnail((largest_side, largest_side), Image.Resampling.LANCZOS)
    if profile and upright.mode in {"RGB", "RGBA"}:
        picture = _in_srgb(picture, profile)
    fresh = Image.new(picture.mode, picture.size)
    fresh.paste(picture)
    return fresh


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        found = ImageCms.profileToProfile(
            picture, source, ImageCms.createProfile("sRGB"), outputMode=picture.mode
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture  # an unreadable profile costs a shade of colour, not the photo
    return found or picture


def _encode(picture: Image.Image, form: str) -> Encoded:
    target = io.BytesIO()
    if form == "JPEG":
        picture.save(target, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    else:
        picture.save(target, "PNG", optimize=True)
    return Encoded(target.getvalue(), f"image/{form.lower()}", picture.width, picture.height)
