from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol

import pytest

from parvis.history import reactions
from parvis.history.types import EventType


class Subscribe(Protocol):
    def __call__(
        self, react: reactions.Reaction, *types: type[EventType], queue: str = "notifications"
    ) -> AbstractContextManager[str]: ...


@pytest.fixture
def subscribed() -> Subscribe:
    """Within the block, a function reacts; its name is given, and it is forgotten after."""

    @contextmanager
    def subscribe(
        react: reactions.Reaction, *types: type[EventType], queue: str = "notifications"
    ) -> Iterator[str]:
        reactions.on(*types, queue=queue)(react)
        name = f"{react.__module__.removeprefix('parvis.')}.{react.__name__}"
        try:
            yield name
        finally:
            del reactions._subscribers[name]

    return subscribe


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
