import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from parvis.kit.env import Env
from parvis.portal.limiting import forget_limits
from parvis.portal.offer import forget_habits


@pytest.fixture(autouse=True)
def fresh(tmp_path, monkeypatch):
    """A folder of files and a clean memory for each test."""
    monkeypatch.setattr(Env, "files", tmp_path / "files")
    forget_limits()
    forget_habits()


@pytest.fixture
def picture():
    def make(name="photo.jpg", size=(400, 300), colour="steelblue"):
        target = io.BytesIO()
        Image.new("RGB", size, colour).save(target, "JPEG")
        return SimpleUploadedFile(name, target.getvalue(), "image/jpeg")

    return make


@pytest.fixture
def client(town, client):
    """Every page of the portal is a town's."""
    return client
