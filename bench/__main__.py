"""``python -m bench [name …] [--cases N] [--data FOLDER]``: run the measures named, or all of them."""

import argparse
import importlib
import os
import tempfile
from contextlib import nullcontext
from pathlib import Path

from bench.setting import Report, Sizes, installation

#: In the order they run, on the generated towns.
INSIDE = ("generator", "lists", "case_page", "dashboards", "search", "trials", "receiving")
#: Those that start and stop Parvis themselves. The last one clones the repository: only when it is named.
OUTSIDE = ("startup", "fresh_clone")
ALL = (*INSIDE, "startup")


def main(arguments: list[str] | None = None) -> Report:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"among {', '.join((*INSIDE, *OUTSIDE))}")
    parser.add_argument("--cases", type=int, default=Sizes.cases, help="requests of the large town")
    parser.add_argument("--small-towns", type=int, default=Sizes.small_towns)
    parser.add_argument("--repeat", type=int, default=Sizes.repeat, help="how often each page is asked for")
    parser.add_argument(
        "--rounds", type=int, default=Sizes.rounds, help="rounds of receive() against its rows"
    )
    parser.add_argument(
        "--data", type=Path, help="folder kept from one run to the next; else a throw-away one"
    )
    parser.add_argument("--report", type=Path, default=Path(".cache/bench.json"))
    asked = parser.parse_args(arguments)
    if unknown := set(asked.names) - {*INSIDE, *OUTSIDE}:
        parser.error(f"no measure is called {', '.join(sorted(unknown))}")
    names = asked.names or ALL
    report = Report(Sizes(asked.cases, asked.small_towns, repeat=asked.repeat, rounds=asked.rounds))
    load = os.getloadavg()
    report.value(
        "Machine", f"{os.cpu_count()} cœurs, charge {load[0]:.1f} au départ ({load[1]:.1f} sur 5 min)"
    )
    kept = nullcontext(asked.data) if asked.data else tempfile.TemporaryDirectory(prefix="parvis-bench-")
    with kept as folder:
        data = Path(folder).absolute()
        data.mkdir(parents=True, exist_ok=True)
        data.chmod(0o755)  # the server may run as another user
        if set(names) - {"fresh_clone"}:
            with installation(data, report):
                for name in (name for name in names if name in INSIDE):
                    _measure(name).run(report)
        for name in (name for name in names if name in OUTSIDE):
            _measure(name).run(report, data)
    report.save(asked.report)
    return report


def _measure(name: str):  # type: ignore[no-untyped-def]
    return importlib.import_module(f"bench.{name}")


if __name__ == "__main__":
    main()
