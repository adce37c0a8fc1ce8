from pathlib import Path

import pytest

from parvis.kit.env import Env


@pytest.fixture(autouse=True)
def _files_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of files for each test."""
    monkeypatch.setattr(Env, "files", tmp_path / "files")


@pytest.fixture(autouse=True)
def _quick_passwords(settings: pytest.FixtureRequest) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]
