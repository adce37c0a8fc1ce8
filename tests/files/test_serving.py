import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError

from parvis.cases.attaching import attach
from parvis.cases.models import Case
from parvis.files.storing import path_of, store
from parvis.history.actors import Actor
from parvis.history.models import AccessLog
from parvis.kit import clock
from parvis.kit.tenant import activate
from tests import factories
from tests.files.test_storing import PDF, photo


@pytest.fixture
def attached(town):
    def make(name="photo.jpg", content=None, **values):
        case = factories.case(**values)
        attachment = store(SimpleUploadedFile(name, content or photo()))
        attach(case, attachment=attachment, is_public=False, by=Actor.system(), at=clock.now())
        return attachment

    return make


def body(response):
    return b"".join(response.streaming_content)


def test_an_agent_gets_the_files_of_a_case_they_read(attached, signed_in):
    attachment = attached()
    client = signed_in(factories.agent())
    response = client.get(f"/fichiers/{attachment.pk}/")
    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"] == 'inline; filename="photo.jpg"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-store"
    assert body(response) == path_of(attachment.key).read_bytes()
    assert (
        body(client.get(f"/fichiers/{attachment.pk}/?vignette=1"))
        == path_of(attachment.thumbnail_key).read_bytes()
    )


def test_a_document_is_downloaded_never_shown(attached, signed_in):
    attachment = attached('dév"is\r\n;é.pdf', PDF)
    response = signed_in(factories.agent()).get(f"/fichiers/{attachment.pk}/")
    assert response["Content-Disposition"].startswith("attachment")
    assert "\n" not in response["Content-Disposition"]
    assert response["Content-Type"] == "application/pdf"


def test_strangers_get_nothing(attached, client):
    assert client.get(f"/fichiers/{attached().pk}/").status_code == 404


def test_a_file_of_a_sealed_case_does_not_exist_outside_its_sector(attached, signed_in):
    attachment = attached(type_code="SOC-DOM")
    client = signed_in(factories.agent("Paul Petit", ("case_worker", "VOI")))
    assert client.get(f"/fichiers/{attachment.pk}/").status_code == 404


def test_a_file_of_no_case_is_nobodys(town, signed_in):
    attachment = store(SimpleUploadedFile("a.pdf", PDF))
    assert signed_in(factories.agent()).get(f"/fichiers/{attachment.pk}/").status_code == 404


def test_another_towns_file_does_not_exist(town, other_town, signed_in):
    with activate(other_town.pk):
        case = factories.case()
        attachment = store(SimpleUploadedFile("a.pdf", PDF))
        attach(case, attachment=attachment, is_public=True, by=Actor.system(), at=clock.now())
    client = signed_in(factories.agent())
    assert client.get(f"/fichiers/{attachment.pk}/").status_code == 404
    assert client.get(f"/fichiers/{10**30}/").status_code == 404


def test_a_lost_file_is_a_missing_page(attached, signed_in):
    attachment = attached()
    path_of(attachment.key).unlink()
    assert signed_in(factories.agent()).get(f"/fichiers/{attachment.pk}/").status_code == 404


def test_a_file_of_a_sealed_case_is_not_read_without_a_line_in_the_access_log(attached, signed_in):
    attachment = attached(type_code="SOC-DOM")
    case = Case.objects.get()
    insider = factories.agent("Inès Roy", ("case_worker", case.department.code))
    client = signed_in(insider)
    assert client.get(f"/fichiers/{attachment.pk}/").status_code == 200
    assert client.get(f"/fichiers/{attachment.pk}/?vignette=1").status_code == 200
    lines = AccessLog.objects.values_list("object_kind", "object_id", "actor_id", "actor_label", "reason")
    assert (
        list(lines)
        == [("case", case.pk, insider.pk, "Inès Roy", f"fichier de la demande {case.reference}")] * 2
    )


def test_when_the_line_cannot_be_written_nobody_gets_the_file(attached, signed_in, monkeypatch):
    attachment = attached(type_code="SOC-DOM")
    client = signed_in(factories.agent("Inès Roy", ("case_worker", Case.objects.get().department.code)))
    client.raise_request_exception = False

    def full(*_args, **_kwargs):
        raise DatabaseError("no room left")

    monkeypatch.setattr(AccessLog.objects, "bulk_create", full)
    response = client.get(f"/fichiers/{attachment.pk}/")
    assert response.status_code == 500
    assert path_of(attachment.key).read_bytes() not in response.getvalue()


def test_neither_open_files_nor_refused_ones_are_logged(attached, signed_in):
    opened, sealed = attached(), attached(type_code="SOC-DOM")
    client = signed_in(factories.agent("Paul Petit", ("case_worker", "VOI")))
    assert client.get(f"/fichiers/{opened.pk}/").status_code == 200
    assert client.get(f"/fichiers/{sealed.pk}/").status_code == 404
    assert not AccessLog.objects.exists()


def test_a_shared_computer_keeps_the_thumbnails_of_the_open_sectors_alone(attached, signed_in):
    opened, sealed = attached(), attached(type_code="SOC-DOM")
    insider = factories.agent(
        "Inès Roy", ("case_worker", Case.objects.get(sector__sealed=True).department.code)
    )
    client = signed_in(insider)
    kept = {
        (name, path): client.get(f"/fichiers/{attachment.pk}/{path}")["Cache-Control"]
        for name, attachment in (("open", opened), ("sealed", sealed))
        for path in ("", "?vignette=1")
    }
    assert kept.pop(("open", "?vignette=1")) == "private, max-age=3600"
    assert set(kept.values()) == {"private, no-store"}
