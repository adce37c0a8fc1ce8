"""What the tests of the intake share."""

import dataclasses
from typing import Any

import pytest


@pytest.fixture
def imports_folder(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files to import are kept in the test's own folder."""
    from parvis.intake.importing import uploads

    own = dataclasses.replace(uploads.env(), data=tmp_path)
    monkeypatch.setattr(uploads, "env", lambda: own)
