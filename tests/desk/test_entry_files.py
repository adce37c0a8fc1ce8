"""Files of the one-screen entry, when the same screen is sent twice."""

import re

import pytest

from parvis.cases.models import Case, CaseAttachment
from parvis.files.models import Attachment
from parvis.files.storing import path_of
from parvis.kit.env import Env
from tests.desk.test_case_page import photo
from tests.desk.test_entry import GOOD, NEW
from tests.factories import agent


@pytest.fixture
def browser(signed_in, town, tmp_path, monkeypatch):
    monkeypatch.setattr(Env, "files", tmp_path / "files")
    return signed_in(agent("Zoé Lambert", ("front_desk", "ADM")))


def test_a_corrected_screen_sent_twice_answers_the_same_case(browser):
    refused = browser.post(NEW, GOOD | {"description": "", "files": [photo()]})
    assert refused.status_code == 422
    token = re.search(r'name="file_tokens" value="([^"]+)"', refused.content.decode())[1]
    sent = [browser.post(NEW, GOOD | {"file_tokens": token}) for _ in range(2)]
    assert [answer.status_code for answer in sent] == [302, 302]
    assert sent[0]["Location"] == sent[1]["Location"]
    row = CaseAttachment.objects.select_related("attachment").get(case=Case.objects.get())
    assert path_of(row.attachment.key).is_file()


def test_a_second_sending_leaves_no_attachment_without_a_case(browser):
    for _ in range(2):
        assert browser.post(NEW, GOOD | {"files": [photo()]}).status_code == 302
    assert Attachment.objects.count() == CaseAttachment.objects.count() == Case.objects.count() == 1
