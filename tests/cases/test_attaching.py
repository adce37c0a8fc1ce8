from typing import Any

import pytest
from django.db import IntegrityError, transaction

from parvis.cases.attaching import attach
from parvis.cases.file_readers import reads_its_case
from parvis.files.models import Attachment
from parvis.history.actors import Actor
from parvis.kit.tenant import activate
from parvis.organisation.access import Access
from tests.cases.steps import AT, colleague, insider, nothing_happens, one_event, sealed_type, worker
from tests.cases.test_acting import a_file
from tests.factories import case


def test_a_file_of_an_agent_and_one_of_the_person(town: Any) -> None:
    made, by = case(), worker()
    with one_event(made, "case.attached", by):
        inside = attach(made, attachment=a_file(), is_public=False, by=by, at=AT)
    assert (inside.is_public, inside.by_person) == (False, False)


def test_the_persons_file_says_so(town: Any) -> None:
    made = case()
    row = attach(made, attachment=a_file(), is_public=True, by=Actor.person(), at=AT)
    assert row.by_person


def test_the_same_file_twice_is_refused_by_the_database(town: Any) -> None:
    made, file = case(), a_file()
    attach(made, attachment=file, is_public=True, by=Actor.person(), at=AT)
    with (
        nothing_happens(made),
        pytest.raises(IntegrityError, match="case_attachment_unique"),
        transaction.atomic(),
    ):
        attach(made, attachment=file, is_public=True, by=Actor.person(), at=AT)


def test_the_file_of_another_town_cannot_be_attached(town: Any, other_town: Any) -> None:
    made = case()
    with activate(other_town.pk):
        theirs = a_file()
    with nothing_happens(made), pytest.raises(IntegrityError, match="_tenant_fk"), transaction.atomic():
        attach(made, attachment=theirs, is_public=True, by=Actor.person(), at=AT)


def test_who_reads_the_case_reads_its_files_and_nobody_else(town: Any) -> None:
    made, file = case(type_code=sealed_type().code), a_file()
    attach(made, attachment=file, is_public=True, by=Actor.person(), at=AT)
    inside, outside = insider().access, colleague().access
    assert inside is not None
    assert reads_its_case(inside, file)
    assert outside is not None
    assert not reads_its_case(outside, file)
    assert not reads_its_case(Access.partner(), file)
    assert not reads_its_case(inside, a_file_of_nobody())


def a_file_of_nobody() -> Any:
    other = Attachment(key="z", name="z", content_type="text/plain", size=1, sha256="1" * 64, created_at=AT)
    other.save()
    return other
