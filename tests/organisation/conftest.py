from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def client(town: Any) -> Client:
    """A browser on the town's host, which the tenant comes from."""
    return Client(headers={"host": "testserver"})
