"""``python -m bench [name …]``: run the measures named, or all of them."""

import importlib
import sys
from pathlib import Path

from bench.setting import Report, installation

#: In the order they run: each adds to the same town.
ALL = ("receiving",)


def main() -> None:
    names = sys.argv[1:] or ALL
    report = Report()
    with installation():
        for name in names:
            importlib.import_module(f"bench.{name}").run(report)
    report.save(Path(".cache/bench.json"))


if __name__ == "__main__":
    main()
