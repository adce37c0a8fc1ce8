"""From the stable name of a built file (`desk.css`) to its hashed address."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

DIST = Path(__file__).parent / "static" / "dist"


class AssetsNotBuilt(RuntimeError):
    """The front end is not built: run `python scripts/build_assets.py`."""


@lru_cache(maxsize=4)
def _read(path: Path, changed_at: int) -> dict[str, str]:
    return json.loads(path.read_text("utf-8"))


def manifest() -> dict[str, str]:
    path = DIST / "manifest.json"
    try:
        changed_at = path.stat().st_mtime_ns
    except FileNotFoundError:
        raise AssetsNotBuilt(AssetsNotBuilt.__doc__) from None
    return _read(path, changed_at)


def asset_url(name: str) -> str:
    """The address of a built file, for instance /static/dist/desk-4hR2.css.

    A list names hundreds: the file system is asked again only while one develops.
    """
    return _address(name) if settings.DEBUG else _kept_address(name)


def _address(name: str) -> str:
    try:
        return static(f"dist/{manifest()[name]}")
    except KeyError:
        raise AssetsNotBuilt(f"{name} is not in the build: {', '.join(manifest())}") from None


_kept_address = cache(_address)
