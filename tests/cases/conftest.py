from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from parvis.files.models import Attachment
from parvis.files.storing import store
from parvis.kit.env import Env


@pytest.fixture(autouse=True)
def _quick_passwords(settings: pytest.FixtureRequest) -> None:
    """Nobody signs in here: hundreds of agents need no slow hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]


@pytest.fixture
def shared_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Attachment]:
    """A photo on the disk of this test."""
    monkeypatch.setattr(Env, "files", tmp_path / "files")

    def make() -> Attachment:
        drawn = BytesIO()
        Image.new("RGB", (40, 30), "teal").save(drawn, "PNG")
        return store(SimpleUploadedFile("avant.png", drawn.getvalue(), "image/png"))

    return make
