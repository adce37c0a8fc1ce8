"""Folders and ports for the tests that start whole systems."""

import socket
from collections.abc import Iterator

import pytest

from tests.ops.folders import Folder, passing_folder


@pytest.fixture
def folder() -> Iterator[Folder]:
    yield from passing_folder()


@pytest.fixture
def other_folder() -> Iterator[Folder]:
    yield from passing_folder()


@pytest.fixture(scope="module")
def served_folder() -> Iterator[Folder]:
    """One folder for the tests of a module that leave it as they found it."""
    yield from passing_folder()


@pytest.fixture
def port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])
