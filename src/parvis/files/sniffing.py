"""What a file really is, judged by its content; images are decoded and written anew, so that nothing hides in them.

Re-encoding drops EXIF (position and owner of a phone), profiles, comments and whatever is appended to an image. Every
refusal is a `Refused` whose message can be shown to whoever sent the file.
"""

import io
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
MOST_PIXELS = 50_000_000
MOST_UNZIPPED = 200 * MEGABYTE
MOST_ENTRIES = 5000
LARGEST_SIDE = 2400
QUALITY = 85


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
    message = f"Cette image est trop grande : {MOST_PIXELS // 1_000_000} millions de points au plus."


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
    """The kind of a file by its content, checked as a whole; a Refused when it may not come in.

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
    if kind.is_image:
        with _opened(content, kind) as image:
            image.load()
    return kind


def reencode_image(content: bytes, *, largest_side: int = LARGEST_SIDE) -> Encoded:
    """The same picture upright, no larger than needed, without any metadata; a Refused when it is not one."""
    kind = _image_kind(content)
    with _opened(content, kind) as image:
        picture = _clean(image, largest_side)
    if kind is JPEG or (kind is WEBP and picture.mode == "RGB"):
        return _encode(picture.convert("RGB"), "JPEG")
    return _encode(picture, "PNG")


def thumbnail(content: bytes, largest_side: int = 480) -> Encoded:
    """A small JPEG of the picture, transparency on white."""
    with _opened(content, _image_kind(content)) as image:
        picture = _clean(image, largest_side)
    if picture.mode == "RGBA":
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(picture, mask=picture.getchannel("A"))
        picture = paper
    return _encode(picture.convert("RGB"), "JPEG")


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
    """The decoder for this very format, with pixels counted before any is decoded."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=(_FORMATS[kind],)) as image:
                if image.width * image.height > MOST_PIXELS:
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


def _clean(image: Image.Image, largest_side: int) -> Image.Image:
    """Upright, in sRGB, small enough, on a fresh canvas that carries nothing of the original but its pixels."""
    if image.format == "JPEG":
        image.draft("RGB", (largest_side, largest_side))  # decodes straight to a smaller size
    profile = image.info.get("icc_profile")
    upright = ImageOps.exif_transpose(image)
    transparent = upright.has_transparency_data
    if upright.mode.startswith("I") or upright.mode == "F":  # 16 bits of grey and more
        upright = upright.convert("I").point(lambda value: value / 256).convert("L")
    picture = upright.convert("RGBA" if transparent else "RGB")
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
