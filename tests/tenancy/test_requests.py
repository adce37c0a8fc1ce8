"""A whole request against a database that really commits: a GET cannot write, a refused POST leaves nothing."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from parvis.kit.tenant import activate
from parvis.organisation.models import Sector


def writes(request: HttpRequest, status: int) -> HttpResponse:
    Sector(code=f"s{status}", name="x").save()
    return HttpResponse(status=status)


def breaks(request: HttpRequest) -> HttpResponse:
    Sector(code="broken", name="x").save()
    raise ZeroDivisionError


urlpatterns = [path("writes/<int:status>", writes), path("breaks", breaks)]


@pytest.mark.urls(__name__)
def test_what_a_request_may_leave_behind(committed_town: Any) -> None:
    client = Client(headers={"host": "testserver"})
    with activate(None):
        for method in (client.get, client.head, client.options):
            with pytest.raises(DatabaseError, match="read-only"):
                method("/writes/200")
        for status in (400, 404, 409, 422, 500):
            assert client.post(f"/writes/{status}").status_code == status
        with pytest.raises(ZeroDivisionError):
            client.post("/breaks")
        for status in (200, 204, 302, 303):
            assert client.post(f"/writes/{status}").status_code == status
        assert not connection.in_atomic_block
    with transaction.atomic():
        kept = set(Sector.objects.filter(name="x").values_list("code", flat=True))
    assert kept == {"s200", "s204", "s302", "s303"}
