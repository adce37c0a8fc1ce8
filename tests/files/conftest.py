import pytest

from parvis.kit.env import Env


@pytest.fixture(autouse=True)
def files_folder(tmp_path, monkeypatch):
    """A folder of files for each test."""
    monkeypatch.setattr(Env, "files", tmp_path / "files")
