"""A form with a photo sent twice, or sent again from the browser's history: no file is lost, nothing breaks."""

import os
import re

import pytest

from parvis.cases.following import path_of
from parvis.cases.models import Case, CaseAttachment, Message
from parvis.files.models import Attachment
from parvis.files.storing import path_of as disk_path
from parvis.files.sweeping import sweep
from parvis.kit.env import env
from tests import factories
from tests.portal.test_asking import FORM, answers, hidden


@pytest.fixture
def case(town):
    return factories.case()


def on_disk():
    return {path for path in env().files.rglob("*") if path.is_file()}


def kept_by(response):
    assert response.status_code == 422
    (token,) = hidden(response, "kept")
    return token


def test_a_corrected_form_sent_twice_is_one_case_with_its_photo(client, picture):
    token = kept_by(client.post(FORM, answers(description="", files=picture())))
    sent = [client.post(FORM, answers(kept=[token])) for _ in range(2)]
    assert [response.status_code for response in sent] == [302, 302]
    assert sent[0]["Location"] == sent[1]["Location"]
    row = CaseAttachment.objects.select_related("attachment").get(case=Case.objects.get())
    assert Attachment.objects.count() == 1
    assert on_disk() == {disk_path(row.attachment.key), disk_path(row.attachment.thumbnail_key)}


def test_the_same_photo_chosen_again_on_the_second_sending_leaves_the_first(client, picture):
    token = kept_by(client.post(FORM, answers(description="", files=picture())))
    client.post(FORM, answers(kept=[token]))
    assert client.post(FORM, answers(files=picture())).status_code == 302
    row = Attachment.objects.get()
    assert on_disk() == {disk_path(row.key), disk_path(row.thumbnail_key)}


def test_going_back_and_changing_the_text_keeps_the_photo_of_both_cases(client, picture):
    token = kept_by(client.post(FORM, answers(description="", files=picture())))
    client.post(FORM, answers(kept=[token]))
    again = client.post(FORM, answers(kept=[token], description="Un autre trou."))
    assert again.status_code == 409
    (key,) = hidden(again, "key")
    (token,) = hidden(again, "kept")
    sent = client.post(FORM, answers(kept=[token], description="Un autre trou.", key=key))
    assert sent.status_code == 302
    first, second = Attachment.objects.order_by("id")
    assert {row.case_id for row in CaseAttachment.objects.all()} == set(
        Case.objects.values_list("pk", flat=True)
    )
    assert first.key != second.key
    assert disk_path(first.key).read_bytes() == disk_path(second.key).read_bytes()
    assert disk_path(second.thumbnail_key).is_file()


def test_the_same_key_with_another_photo_is_not_taken_for_the_first(client, picture):
    client.post(FORM, answers(files=picture()))
    other = client.post(FORM, answers(files=picture(colour="red")))
    assert other.status_code == 409
    assert Attachment.objects.count() == Case.objects.count() == 1
    assert hidden(other, "kept")


def test_a_corrected_message_sent_twice_keeps_its_photo(client, case, picture):
    to = f"{path_of(case)}messages/"
    token = kept_by(client.post(to, {"body": "x" * 20_001, "key": "k1", "files": picture()}))
    for _ in range(2):
        assert client.post(to, {"body": "Voici.", "key": "k2", "kept": [token]}).status_code == 302
    assert Message.objects.count() == 1
    row = Attachment.objects.get()
    page = client.get(path_of(case)).content.decode()
    assert re.search(rf"fichiers/{row.pk}/", page)
    assert client.get(f"{path_of(case)}fichiers/{row.pk}/").status_code == 200
    for path in on_disk():
        os.utime(path, (1, 1))
    assert sweep() == 0


def test_the_same_photo_in_two_messages_is_two_files(client, case, picture):
    to = f"{path_of(case)}messages/"
    token = kept_by(client.post(to, {"body": "x" * 20_001, "key": "k1", "files": picture()}))
    for key in ("k2", "k3"):
        assert client.post(to, {"body": "Voici.", "key": key, "kept": [token]}).status_code == 302
    keys = Attachment.objects.values_list("key", flat=True)
    assert len(set(keys)) == 2
    assert all(disk_path(key).is_file() for key in keys)
