"""What the embedded server takes of the machine's memory."""

from pathlib import Path

import pytest

from parvis.ops import memory
from parvis.ops.memory import MB, server_settings


@pytest.mark.parametrize(
    ("machine", "shared", "cached"),
    [(512, "80MB", "256MB"), (2_048, "292MB", "1024MB"), (64_000, "1024MB", "32000MB")],
)
def test_the_cache_grows_with_the_machine_within_bounds(machine: int, shared: str, cached: str) -> None:
    assert server_settings(machine * MB) == {"shared_buffers": shared, "effective_cache_size": cached}


def test_a_container_counts_for_what_it_may_take(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limit = tmp_path / "memory.max"
    monkeypatch.setattr(memory, "LIMITS", (limit, tmp_path / "absent"))
    limit.write_text("max\n")
    whole = memory.available()
    limit.write_text(f"{300 * MB}\n")
    assert memory.available() == 300 * MB < whole
