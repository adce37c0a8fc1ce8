"""Many, a few at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def chunks(found: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(found)
    while chunk := list(islice(iterator, size)):
        yield chunk
