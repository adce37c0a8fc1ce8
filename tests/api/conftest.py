import json
from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _full_buckets() -> None:
    from parvis.api.throttling import throttle

    throttle.forget()


@pytest.fixture
def token(town: Any) -> tuple[Any, str]:
    """The row and the secret of a partner's token in « town »."""
    from parvis.api.tokens import create_token
    from parvis.kit import clock

    return create_token("Application Voirie+", at=clock.now())


@pytest.fixture
def call(client: Any, token: tuple[Any, str]) -> Callable[..., Any]:
    """``call("POST", "/cases", {…})``, with the partner's token unless ``secret`` says otherwise."""

    def send(method: str, path: str, body: Any = None, *, secret: str = "", **headers: str) -> Any:
        text = body if isinstance(body, bytes | str) else json.dumps(body)
        return client.generic(
            method,
            f"/api/v1{path}",
            b"" if body is None else text,
            content_type="application/json",
            headers={"authorization": f"Bearer {secret or token[1]}", **headers},
        )

    return send
