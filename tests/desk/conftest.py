from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def client() -> Any:
    """A browser on the town's host: the tenant comes from that header."""
    return Client(headers={"host": "testserver"})
