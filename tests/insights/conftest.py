from collections.abc import Iterator

import pytest

from parvis.kit import clock
from tests.insights.world import NOW


@pytest.fixture(autouse=True)
def _spring_morning() -> Iterator[None]:
    """Tuesday 31 March 2026, 11:30 in Paris, two days after the clocks changed."""
    with clock.travel(NOW):
        yield
