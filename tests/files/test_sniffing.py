import io
import struct
import threading
import time
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from parvis.files.sniffing import (
    ActiveContent,
    BrokenFile,
    EmptyFile,
    Mismatched,
    Refused,
    TooLarge,
    TooManyPixels,
    UnknownKind,
    UnsupportedPhoto,
    recognise,
    reencode,
    reencode_image,
    sniff,
    thumbnail,
)


def picture(form="JPEG", size=(640, 400), mode="RGB", **saving):
    image = Image.new(mode, size, 200 if mode in {"L", "P"} else "steelblue")
    if mode == "RGB":
        ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1] // 2), fill="orange")
    target = io.BytesIO()
    image.save(target, form, **saving)
    return target.getvalue()


def opened(content):
    return Image.open(io.BytesIO(content))


def archive(**entries):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return target.getvalue()


DOCX = archive(**{"[Content_Types]_xml": "<Types/>", "word__document_xml": "<document/>"})
XLSX = archive(**{"[Content_Types]_xml": "<Types/>", "xl__workbook_xml": "<workbook/>"})
ODT = archive(mimetype="application/vnd.oasis.opendocument.text", content_xml="<office/>")
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n0\n%%EOF\n"


@pytest.mark.parametrize(
    ("content", "name", "content_type"),
    [
        (picture("JPEG"), "photo.JPG", "image/jpeg"),
        (picture("PNG"), "capture.png", "image/png"),
        (picture("WEBP"), "photo.webp", "image/webp"),
        (picture("GIF"), "dessin.gif", "image/gif"),
        (picture("PNG"), "IMG_0042.jpeg", "image/png"),
        (picture("JPEG"), "", "image/jpeg"),
        (picture("JPEG", size=(1, 1)), "un.jpg", "image/jpeg"),
        (PDF, "courrier.pdf", "application/pdf"),
        (DOCX, "lettre.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (XLSX, "budget.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (ODT, "C:\\lettres\\lettre.odt", "application/vnd.oasis.opendocument.text"),
    ],
)
def test_kinds_are_known_by_their_content(content, name, content_type):
    assert sniff(content, name).content_type == content_type


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        (b"", "vide.jpg", EmptyFile),
        (b"<html><script>alert(1)</script></html>", "photo.png", UnknownKind),
        (b"GIF89a<script>alert(1)</script>", "photo.gif", BrokenFile),
        (b"\x89PNG\r\n\x1a\n<html>", "photo.png", BrokenFile),
        (b"\xff\xd8\xff<?php system($_GET[0]); ?>", "photo.jpg", BrokenFile),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "dessin.svg", UnknownKind),
        (b"MZ\x90\x00" + b"\0" * 100, "photo.jpg", UnknownKind),
        (b"\x00\x00\x00\x18ftypheic" + b"\0" * 100, "IMG_1.HEIC", UnsupportedPhoto),
        (b"\x00\x00\x00\x18ftypavif" + b"\0" * 100, "IMG_1.avif", UnsupportedPhoto),
        (b"%PDF-1.7\n" + b"0" * 9000, "coupe.pdf", BrokenFile),
        (picture("PNG"), "facture.pdf", Mismatched),
        (PDF, "photo.jpg", Mismatched),
        (DOCX, "photo.png", Mismatched),
        (DOCX, "archive.zip", Mismatched),
        (picture("PNG"), "page.html", Mismatched),
        (archive(readme="hello"), "archive.zip", UnknownKind),
        (DOCX[:40], "lettre.docx", BrokenFile),
        (b"PK\x03\x04" + b"\0" * 60, "lettre.docx", BrokenFile),
        (
            archive(**{"[Content_Types]_xml": "x", "word__document_xml": "x", "word__vbaProject.bin": "x"}),
            "lettre.docx",
            ActiveContent,
        ),
        (picture("TIFF"), "photo.tiff", UnknownKind),
    ],
    ids=lambda value: (
        "content" if isinstance(value, bytes) else None
    ),  # archives carry the hour they were made
)
def test_what_is_refused(content, name, refusal):
    with pytest.raises(refusal) as caught:
        sniff(content, name)
    assert str(caught.value)


def test_sizes_are_bounded():
    photo = picture()
    assert sniff(photo, max_bytes=len(photo))
    with pytest.raises(TooLarge):
        sniff(photo, max_bytes=len(photo) - 1)
    with pytest.raises(TooLarge, match="10 Mo"):
        sniff(b"\xff\xd8\xff" + b"\0" * (50 * 1024 * 1024))


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_truncated_image_is_refused_everywhere(form, keep):
    image = Image.effect_noise((300, 200), 80).convert("RGB")
    target = io.BytesIO()
    image.save(target, form)
    cut = target.getvalue()[: int(len(target.getvalue()) * keep)]
    for call in (
        lambda: sniff(cut, f"x.{form.lower()}"),
        lambda: reencode_image(cut),
        lambda: thumbnail(cut),
    ):
        with pytest.raises(BrokenFile):
            call()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_that_claims(width, height, extra=b""):
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + header
        + extra
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(8000, 8000), (30000, 30000), (2**31 - 1, 2**31 - 1), (1, 60_000_000)])
def test_bombs_are_seen_before_they_are_decoded(size):
    for call in (sniff, reencode_image, thumbnail):
        with pytest.raises((TooManyPixels, BrokenFile)):
            call(png_that_claims(*size))


@pytest.mark.parametrize("form", ["PNG", "GIF", "WEBP"])
def test_a_picture_of_few_bytes_may_not_ask_for_much_memory(form):
    """A palette of 20 million points weighs a few kilobytes, and 80 MB once it is colours and transparency."""
    target = io.BytesIO()
    saving = {} if form == "WEBP" else {"transparency": 0}
    Image.new("RGB" if form == "WEBP" else "P", (5000, 4000)).save(target, form, **saving)
    for call in (sniff, reencode, reencode_image, thumbnail):
        with pytest.raises(TooManyPixels, match="16 pour les autres"):
            call(target.getvalue())


def test_phone_photos_of_forty_million_points_are_taken_and_no_more():
    target = io.BytesIO()
    Image.new("RGB", (7300, 5400)).save(target, "JPEG")
    assert reencode(target.getvalue())[0][2:] == (2400, 1775)
    target = io.BytesIO()
    Image.new("L", (7300, 5500)).save(target, "JPEG")
    with pytest.raises(TooManyPixels):
        reencode(target.getvalue())


def test_one_decoding_gives_the_picture_and_its_thumbnail(monkeypatch):
    content = picture("PNG", size=(900, 600))
    decodings = []
    load = PngImagePlugin.PngImageFile.load_prepare
    monkeypatch.setattr(
        PngImagePlugin.PngImageFile, "load_prepare", lambda image: (decodings.append(image), load(image))[1]
    )
    assert recognise(content, "a.png").is_image
    full, small = reencode(content)
    assert len(decodings) == 1
    assert (full[2:], small[1:]) == ((900, 600), ("image/jpeg", 480, 320))


def test_pictures_are_decoded_one_at_a_time(monkeypatch):
    inside, most, seen = 0, 0, threading.Lock()
    load = PngImagePlugin.PngImageFile.load_prepare

    def slow(image):
        nonlocal inside, most
        with seen:
            inside += 1
            most = max(most, inside)
        time.sleep(0.03)
        load(image)
        with seen:
            inside -= 1

    monkeypatch.setattr(PngImagePlugin.PngImageFile, "load_prepare", slow)
    with ThreadPoolExecutor(4) as threads:
        assert len(list(threads.map(reencode, [picture("PNG")] * 4))) == 4
    assert most == 1


def test_other_bombs():
    text = chunk(b"zTXt", b"a\0\0" + zlib.compress(b"\0" * 100_000_000))
    with pytest.raises(BrokenFile):
        sniff(png_that_claims(10, 10, text))
    with pytest.raises(TooLarge):
        sniff(
            archive(**{"[Content_Types]_xml": "x", "word__document_xml": b"\0" * 201 * 1024 * 1024}), "a.docx"
        )


def test_nothing_but_pixels_survives():
    exif = Image.Exif()
    exif[0x010F] = "Fabricant"
    exif[0x013B] = "Propriétaire"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 44.0, 10.0)})
    for photo in (
        picture("JPEG", exif=exif, comment=b"secret") + b"<script>alert(1)</script>",
        picture("PNG", exif=exif) + b"<script>alert(1)</script>",
        picture("WEBP", exif=exif, xmp=b"<x>secret</x>"),
    ):
        for encoded in (reencode_image(photo), thumbnail(photo)):
            clean = opened(encoded.content)
            assert not clean.getexif()
            assert not set(clean.info) & {"exif", "comment", "xmp", "icc_profile", "GPSInfo"}
            assert b"secret" not in encoded.content
            assert b"script" not in encoded.content


def test_orientation_is_applied():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter to the right
    content, content_type, width, height = reencode_image(picture("JPEG", size=(640, 400), exif=exif))
    assert (content_type, width, height) == ("image/jpeg", 400, 640)
    top_right = opened(content).getpixel((380, 20))
    assert top_right[0] > 200 > top_right[2]  # the orange corner has moved there


def test_large_pictures_shrink_and_small_ones_stay():
    encoded = reencode_image(picture(size=(5000, 2500)))
    assert (encoded.width, encoded.height) == (2400, 1200)
    assert opened(encoded.content).size == (2400, 1200)
    assert reencode_image(picture(size=(1, 1)))[2:] == (1, 1)
    assert thumbnail(picture(size=(5000, 2500)))[1:] == ("image/jpeg", 480, 240)
    assert thumbnail(picture(size=(1, 1)))[2:] == (1, 1)
    assert thumbnail(picture("PNG", size=(4000, 1)))[2:] == (480, 1)


def test_transparency_is_kept_and_white_in_thumbnails():
    see_through = Image.new("RGBA", (20, 20), (255, 0, 0, 0))
    for form in ("PNG", "WEBP"):
        target = io.BytesIO()
        see_through.save(target, form)
        encoded = reencode_image(target.getvalue())
        assert encoded.content_type == "image/png"
        assert opened(encoded.content).getpixel((5, 5))[3] == 0
        assert min(opened(thumbnail(target.getvalue()).content).getpixel((5, 5))) > 250


@pytest.mark.parametrize(
    ("form", "mode"),
    [
        ("PNG", "L"),
        ("PNG", "P"),
        ("PNG", "1"),
        ("PNG", "LA"),
        ("PNG", "I;16"),
        ("JPEG", "CMYK"),
        ("GIF", "P"),
    ],
)
def test_odd_colour_modes(form, mode):
    target = io.BytesIO()
    Image.new(mode, (30, 30)).save(target, form)
    assert reencode_image(target.getvalue())[2:] == (30, 30)
    assert thumbnail(target.getvalue()).content_type == "image/jpeg"


def test_colour_profiles_are_applied_then_dropped():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    encoded = reencode_image(picture("JPEG", icc_profile=profile))
    assert "icc_profile" not in opened(encoded.content).info
    assert reencode_image(picture("JPEG", icc_profile=b"not a profile")).width == 640


def test_the_first_picture_of_an_animation_is_kept():
    target = io.BytesIO()
    frames = [Image.new("RGB", (10, 10), colour) for colour in ("red", "blue", "green")]
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:])
    assert sniff(target.getvalue(), "a.gif").is_image
    encoded = reencode_image(target.getvalue())
    assert opened(encoded.content).convert("RGB").getpixel((5, 5)) == (255, 0, 0)


def test_only_images_are_reencoded():
    for content in (PDF, DOCX, b"<html>"):
        with pytest.raises(Refused):
            reencode_image(content)


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"PK\x03\x04"]),
)
def test_noise_is_refused_and_never_breaks(noise, signature):
    with pytest.raises(Refused):
        reencode_image(signature + noise)
