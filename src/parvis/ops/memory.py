"""How much memory the machine, or the container, gives us; and what the embedded PostgreSQL makes of it."""

from collections.abc import Iterator
from pathlib import Path

import psutil

MB = 1024 * 1024
#: Where Linux says what a container may take (cgroup v2, then v1).
LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


def available() -> int:
    """Bytes."""
    return min([psutil.virtual_memory().total, *_limits()])


def _limits() -> Iterator[int]:
    for path in LIMITS:
        try:
            text = path.read_text().strip()
        except OSError:
            continue
        if text.isdigit():
            yield int(text)


def server_settings(memory: int) -> dict[str, str]:
    """A seventh of the memory for PostgreSQL's own cache, and half as what the system's will hold of its files.

    Pages are taken as they are read: a small town, whatever the machine, fills but what it has.
    """
    shared = min(max(memory // 7, 80 * MB), 1024 * MB)
    return {
        "shared_buffers": f"{shared // MB}MB",
        "effective_cache_size": f"{max(memory // 2, 256 * MB) // MB}MB",
    }
