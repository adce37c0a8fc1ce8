"""``python -m bench [name …] [--sizes N,…] [--data FOLDER]``: run the measures named, or all of them."""

import argparse
import importlib
import os
import tempfile
from contextlib import nullcontext
from pathlib import Path

from bench.setting import Report, Sizes, installation

#: In the order they run, on the largest of the generated towns.
INSIDE = ("generator", "lists", "case_page", "dashboards", "search", "trials", "receiving", "portability")
#: On towns of several sizes, only when named: a million requests take minutes to make.
COMPARING = ("million",)
#: In Chromium, only when named.
BROWSING = ("page_weight",)
#: With a web process and three hundred readers beside it, only when named.
STREAMING = ("live",)
#: Those that start and stop Parvis themselves. The last ones, in bases of their own, only when they are named.
OUTSIDE = ("startup", "importing", "fresh_clone")
ALL = (*INSIDE, "startup")
MILLION = ((10_000, 100_000, 1_000_000), 1_000)


def main(arguments: list[str] | None = None) -> Report:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    known = (*INSIDE, *COMPARING, *BROWSING, *STREAMING, *OUTSIDE)
    parser.add_argument("names", nargs="*", metavar="name", help=f"among {', '.join(known)}")
    parser.add_argument("--sizes", type=_sizes, help="requests of each large town, as 10000,100000,1000000")
    parser.add_argument("--small-towns", type=int)
    parser.add_argument("--repeat", type=int, default=Sizes.repeat, help="how often each page is asked for")
    parser.add_argument(
        "--rounds", type=int, default=Sizes.rounds, help="rounds of receive() against its rows"
    )
    parser.add_argument(
        "--imported", type=int, nargs="*", default=Sizes.imported, help="rows of each file that is imported"
    )
    parser.add_argument(
        "--data", type=Path, help="folder kept from one run to the next; else a throw-away one"
    )
    parser.add_argument("--report", type=Path, default=Path(".cache/bench.json"))
    asked = parser.parse_args(arguments)
    if unknown := set(asked.names) - set(known):
        parser.error(f"no measure is called {', '.join(sorted(unknown))}")
    names = asked.names or ALL
    sizes, small = MILLION if set(names) & set(COMPARING) else (Sizes.towns, Sizes.small_towns)
    small = small if asked.small_towns is None else asked.small_towns
    report = Report(
        Sizes(
            asked.sizes or sizes,
            small,
            repeat=asked.repeat,
            rounds=asked.rounds,
            imported=tuple(asked.imported),
        )
    )
    load = os.getloadavg()
    report.value(
        "Machine", f"{os.cpu_count()} cœurs, charge {load[0]:.1f} au départ ({load[1]:.1f} sur 5 min)"
    )
    kept = nullcontext(asked.data) if asked.data else tempfile.TemporaryDirectory(prefix="parvis-bench-")
    with kept as folder:
        data = Path(folder).absolute()
        data.mkdir(parents=True, exist_ok=True)
        data.chmod(0o755)  # the server may run as another user
        if set(names) - {"importing", "fresh_clone"}:
            with installation(data, report):
                for name in (name for name in names if name not in OUTSIDE):
                    _measure(name).run(report)
        for name in (name for name in names if name in OUTSIDE):
            _measure(name).run(report, data)
    report.save(asked.report)
    return report


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted({int(part) for part in text.split(",")}))


def _measure(name: str):  # type: ignore[no-untyped-def]
    return importlib.import_module(f"bench.{name}")


if __name__ == "__main__":
    main()
