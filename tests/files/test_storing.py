import io
import os

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image

from parvis.files.jobs import sweep_files
from parvis.files.models import Attachment
from parvis.files.sniffing import ActiveContent, EmptyFile, Mismatched, Refused, TooLarge, UnknownKind
from parvis.files.storing import clean_name, discard, path_of, record, redeem, store, write
from parvis.files.sweeping import sweep
from parvis.kit.env import env
from parvis.kit.tenant import activate

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def photo(form="JPEG", size=(800, 500), **saving):
    target = io.BytesIO()
    Image.new("RGB", size, "steelblue").save(target, form, **saving)
    return target.getvalue()


def upload(name, content):
    return SimpleUploadedFile(name, content)


def with_position():
    exif = Image.Exif()
    exif[0x010F] = "Telephone de Paul"
    exif.get_ifd(0x8825)[2] = (48.0, 26.0, 50.0)
    return photo(exif=exif)


def test_a_photo_is_kept_without_its_metadata_and_with_a_thumbnail(town):
    kept = store(upload("photo.jpg", with_position()))
    content = path_of(kept.key).read_bytes()
    assert b"Telephone de Paul" not in content
    assert not Image.open(io.BytesIO(content)).getexif()
    assert (kept.content_type, kept.width, kept.height, kept.size) == ("image/jpeg", 800, 500, len(content))
    small = Image.open(path_of(kept.thumbnail_key))
    assert max(small.size) <= 480


def test_keys_are_unguessable_belong_to_the_town_and_never_hold_the_name(town):
    first, second = (store(upload("../../etc/passwd.pdf", PDF)) for _ in range(2))
    assert first.key != second.key
    assert first.key.startswith(f"{town.pk}/")
    assert first.name == "passwd.pdf"
    assert path_of(first.key).stat().st_mode & 0o077 == 0
    assert path_of(first.key).resolve().is_relative_to(env().files.resolve())


@pytest.mark.parametrize(
    ("name", "content", "kind", "words"),
    [
        ("photo.jpg", b"<script>alert(1)</script>", UnknownKind, "« photo.jpg » n'est pas une image"),
        ("notes.txt", b"bonjour", UnknownKind, "« notes.txt » ne peut pas être joint"),
        ("photo.jpg", PDF, Mismatched, "ne correspond pas à son nom"),
        ("vide.pdf", b"", EmptyFile, "« vide.pdf » ne peut pas être joint : ce fichier est vide."),
        ("photo.jpg", photo()[:300], Refused, "abîmé"),
    ],
)
def test_refusals_name_the_file_and_leave_nothing(town, name, content, kind, words):
    before = files_of(town)
    with pytest.raises(kind) as refused:
        store(upload(name, content))
    assert words in str(refused.value)
    assert not Attachment.objects.exists()
    assert files_of(town) == before


def test_a_document_with_macros_is_refused(town):
    import zipfile

    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for name in ("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"):
            file.writestr(name, "<x/>")
    with pytest.raises(ActiveContent):
        store(upload("lettre.docx", target.getvalue()))


def test_too_heavy_is_said_with_the_limit(town):
    heavy = upload("film.pdf", b"%PDF-" + b"0" * (env().max_upload_mb * 1024 * 1024 + 1))
    with pytest.raises(
        TooLarge, match=f"« film.pdf » est trop lourd : {env().max_upload_mb} Mo au plus par fichier."
    ):
        store(heavy)


@pytest.mark.parametrize(
    ("given", "label"),
    [
        ("C:\\Users\\paul\\photo.jpg", "photo.jpg"),
        ("gpj.\u202eexe", "gpj.exe"),
        ("a\x00b\n.png", "ab.png"),
        ("🌳 arbre.png", "🌳 arbre.png"),
        ("صورة.jpg", "صورة.jpg"),
        ("...", "fichier"),
        ("x" * 400 + ".pdf", "x" * 144 + ".pdf"),
    ],
)
def test_names_are_labels(given, label):
    assert clean_name(given) == label


def test_a_waiting_upload_comes_back_by_its_token(town):
    waiting = write(upload("photo.jpg", photo()))
    assert not Attachment.objects.exists()
    assert redeem([waiting.token, waiting.token]) == [waiting]
    assert record(waiting).key == waiting.key


def test_a_token_of_another_town_forged_or_too_old_is_worth_nothing(town, other_town, monkeypatch):
    waiting = write(upload("photo.jpg", photo()))
    token = waiting.token
    with activate(other_town.pk):
        assert redeem([token]) == []
    assert redeem([token[:-2] + "AA", "", "x" * 5000]) == []
    with monkeypatch.context() as patched:
        patched.setattr("parvis.files.storing.KEPT", -1)
        assert redeem([token]) == []
    discard([waiting])
    assert redeem([token]) == []


def test_a_token_signed_for_something_else_is_refused(town):
    assert redeem([signing.dumps([town.pk, {}], salt="autre")]) == []


def test_a_process_killed_while_writing_leaves_no_half_file(town, monkeypatch):
    before = files_of(town)

    def killed(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        write(upload("a.pdf", PDF))
    assert files_of(town) == before


def test_sweeping_takes_only_old_files_without_a_row(town):
    row, orphan, fresh = (
        store(upload("a.jpg", photo())),
        write(upload("b.pdf", PDF)),
        write(upload("c.pdf", PDF)),
    )
    for key in (row.key, row.thumbnail_key, orphan.key):
        os.utime(path_of(key), (1, 1))
    assert sweep() == 1
    assert not path_of(orphan.key).exists()
    assert all(path_of(key).exists() for key in (row.key, row.thumbnail_key, fresh.key))


def test_the_nightly_round_sweeps_each_town_and_keeps_what_has_a_row(committed_town):
    with transaction.atomic():
        row = store(upload("a.jpg", photo()))
    orphan = write(upload("b.pdf", PDF))
    for key in (row.key, row.thumbnail_key, orphan.key):
        os.utime(path_of(key), (1, 1))
    with activate(None):
        sweep_files(timestamp=0)
    assert [path_of(key).exists() for key in (row.key, row.thumbnail_key, orphan.key)] == [True, True, False]


def test_a_second_row_of_the_same_files_has_files_of_its_own(town):
    waiting = write(upload("a.jpg", photo()))
    first, second = record(waiting), record(waiting)
    assert first.key == waiting.key
    assert len({first.key, first.thumbnail_key, second.key, second.thumbnail_key}) == 4
    assert path_of(second.key).read_bytes() == path_of(first.key).read_bytes()
    assert (second.name, second.sha256, second.width) == (first.name, first.sha256, first.width)


def files_of(town):
    return sorted(path for path in (env().files / str(town.pk)).rglob("*") if path.is_file())
