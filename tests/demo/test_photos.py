"""Drawn photographs: right size, deterministic, and different before and after."""

import io

import pytest
from PIL import Image

from parvis.ops.demo.catalogue import HABITS
from parvis.ops.demo.photos import draw
from parvis.ops.demo.plan import Photo
from parvis.ops.demo.scenes import SCENES


def test_every_kind_asked_for_is_drawn() -> None:
    assert {habit.photo for habit in HABITS.values() if habit.photo} == set(SCENES)


@pytest.mark.parametrize("kind", list(SCENES))
def test_before_and_after(kind: str) -> None:
    before = draw(Photo(kind, 3))
    image = Image.open(io.BytesIO(before))
    assert image.format == "JPEG"
    assert image.size == (1024, 768)
    assert draw(Photo(kind, 3)) == before
    assert draw(Photo(kind, 3, after=True)) != before
    assert draw(Photo(kind, 4)) != before
