"""Reads the sources: what the house rules say and no other tool checks."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "parvis"
PYTHON = sorted(p for p in SOURCE.rglob("*.py") if "migrations" not in p.parts)
TEMPLATES = sorted(
    p
    for p in SOURCE.rglob("templates/**/*")
    if p.is_file() and p.suffix in (".html", ".txt", ".css", ".xml", ".svg", ".typ")
)
#: The only source of time, and the files that ask the machine's: ages and dates of files on a disk.
CLOCK = "kit/clock.py"
MACHINE_TIME = {"files/sweeping.py", "ops/archive.py", "ops/backup.py"}
#: Where text is declared safe, and why that is true.
SAFE = {
    "ui/charts.py": "draws its own SVG from numbers; texts go through format_html",
    "ui/templatetags/parvis.py": "builds attributes and icons through format_html",
}
#: Templates that Django or a library finds by a name it makes up.
FOUND_BY_NAME = {"404.html", "500.html", "403.html", "400.html"}


def relative(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def calls(path: Path) -> Iterator[tuple[int, str]]:
    """Every dotted name that this file calls, with its line."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func) + ("" if node.args or node.keywords else "()")


def test_the_files_are_found() -> None:
    assert len(PYTHON) > 100
    assert len(TEMPLATES) > 20


def test_time_comes_from_the_clock_alone() -> None:
    told = re.compile(
        r"(^|\.)(datetime\.(now|utcnow|today)(\(\))?|date\.today\(\)|timezone\.(now|localdate|localtime)\(\)|time\.time\(\))$"
    )
    wrong = [
        f"{relative(p)}:{line} {name}"
        for p in PYTHON
        if relative(p) not in {CLOCK} | MACHINE_TIME
        for line, name in calls(p)
        if told.search(name)
    ]
    assert wrong == []
    assert any(told.search(name) for _, name in calls(SOURCE / CLOCK)), "the search finds what it looks for"


def test_no_business_by_signal() -> None:
    """Nothing reacts to a model being saved: events and reactions do."""
    signals = re.compile(
        r"(^|\.)(receiver|(pre|post)_(save|delete|init)\.connect|m2m_changed\.connect|Signal)$"
    )
    wrong = [
        f"{relative(p)}:{line} {name}" for p in PYTHON for line, name in calls(p) if signals.search(name)
    ]
    assert wrong == []
    imported = re.compile(r"django\.(db\.models\.signals|dispatch)")
    assert [relative(p) for p in PYTHON if imported.search(p.read_text())] == []


def test_text_is_declared_safe_only_where_it_is() -> None:
    marked = [
        relative(p)
        for p in PYTHON
        if any(name.removesuffix("()").split(".")[-1] in ("mark_safe", "SafeString") for _, name in calls(p))
    ]
    assert sorted(set(marked) - set(SAFE)) == []
    filtered = [
        f"{relative(p)}:{number}"
        for p in TEMPLATES
        for number, line in enumerate(p.read_text().splitlines(), 1)
        if re.search(r"\|\s*safe(seq)?\b|\{%-?\s*autoescape\s+off", line)
    ]
    assert [entry for entry in filtered if not entry.split(":")[0].endswith(".txt")] == []


def test_no_inline_script_style_or_handler() -> None:
    """The content security policy refuses them: they would silently do nothing."""
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"(application/(ld\+)?json|importmap)\")[^>]*>|\sstyle=|\son[a-z]+=\"",
        re.IGNORECASE,
    )
    wrong = [
        f"{relative(p)}:{number} {found.group(0)}"
        for p in TEMPLATES
        if p.suffix == ".html"
        and not relative(p).startswith("notifications/")  # mail readers know no stylesheet
        for number, line in enumerate(p.read_text().splitlines(), 1)
        if (found := inline.search(line))
    ]
    assert wrong == []


def test_every_template_is_used() -> None:
    names = {str(p.relative_to(_templates_folder(p))): p for p in TEMPLATES}
    spoken = "\n".join(p.read_text() for p in (*PYTHON, *TEMPLATES))
    unused = []
    for name in sorted(names):
        if name in FOUND_BY_NAME or f'"{name}"' in spoken or f"'{name}'" in spoken:
            continue
        # A name made of a folder and a variable: its folder and an f-string that ends like it.
        folder, stem = name.rsplit("/", 1) if "/" in name else ("", name)
        made = re.escape(folder) + r"/[^\"'\n]*\{[^\"'\n]*\}[^\"'\n]*" + re.escape(Path(stem).suffix)
        if not re.search(made, spoken):
            unused.append(name)
    assert unused == []


def _templates_folder(path: Path) -> Path:
    return next(parent for parent in path.parents if parent.name == "templates")


def test_no_folder_that_swallows_everything() -> None:
    names = {"core", "common", "utils", "services", "helpers", "misc"}
    wrong = [
        relative(p)
        for p in SOURCE.rglob("*")
        if p.stem in names and p.suffix in ("", ".py") and "assets" not in p.parts
    ]
    assert [w for w in wrong if "static" not in w and "__pycache__" not in w] == []


def test_only_screens_and_fronts_answer_http() -> None:
    """A slice's ``screens/`` is the only place of it that may speak HTTP; fronts and the platform's middleware do too."""
    fronts = ("desk/", "portal/", "api/", "config/", "kit/", "ui/")
    allowed = (
        "tenancy/hosts.py",
        "organisation/current.py",
        "organisation/language.py",
        "insights/screens",
        "files/uploading.py",
    )
    wrong = [
        relative(p)
        for p in PYTHON
        if re.search(
            r"^\s*from django\.(http|shortcuts) import|^\s*import django\.http", p.read_text(), re.MULTILINE
        )
        and not relative(p).startswith(fronts)
        and "screens/" not in relative(p)
        and not relative(p).startswith(allowed)
    ]
    assert wrong == []


def test_verbs_take_by_and_at_by_name() -> None:
    """Each public function of a verb's module that acts on a case is keyword-only after it, with ``by`` and ``at``."""
    verbs = (
        "assigning",
        "attaching",
        "closing",
        "handing_over",
        "holding",
        "noting",
        "reopening",
        "replying",
        "scheduling",
        "tasking",
        "triaging",
    )
    seen = 0
    for verb in verbs:
        for node in ast.parse((SOURCE / "cases" / f"{verb}.py").read_text()).body:
            if (
                not isinstance(node, ast.FunctionDef)
                or not node.args.args
                or node.args.args[0].arg not in ("case", "task")
            ):
                continue
            if not any(
                "acting(" in ast.unparse(inner) for inner in ast.walk(node) if isinstance(inner, ast.With)
            ):
                continue
            seen += 1
            assert len(node.args.args) == 1, f"{verb}.{node.name}: only the case is positional"
            named = {
                a.arg: default for a, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
            }
            for mandatory in ("by", "at"):
                assert mandatory in named, f"{verb}.{node.name} has no {mandatory}="
                assert named[mandatory] is None, f"{verb}.{node.name}: {mandatory}= is mandatory"
    assert seen >= 16


def test_models_of_slices_are_tenant_models_or_platform_tables() -> None:
    from django.apps import apps

    from parvis.tenancy.isolating import PLATFORM, tenant_models

    ours = [m for m in apps.get_models() if m.__module__.startswith("parvis.")]
    loose = [m._meta.label for m in ours if m not in tenant_models() and m._meta.db_table not in PLATFORM]
    assert loose == []


@pytest.mark.parametrize(
    "path", [p for p in PYTHON if p.parent.name == "jobs" or p.name == "jobs.py"], ids=relative
)
def test_every_task_names_its_queue(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("app.task"):
            named = {k.arg for k in node.keywords}
            assert {"name", "queue"} <= named, f"{relative(path)}:{node.lineno}"


def test_every_queue_is_worked() -> None:
    from procrastinate.contrib.django import app

    from parvis.history.reactions import QUEUES, _subscribers
    from parvis.ops.worker import known_queues

    served = set(known_queues())
    assert {t.queue for t in app.tasks.values() if t.name.startswith("parvis.")} <= served
    assert {s.queue for s in _subscribers.values()} <= set(QUEUES) <= served
