"""What is written is true: links lead somewhere, commands exist, dependencies are explained, pictures stay small."""

import ast
import json
import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import click
import pytest

from parvis.ops.cli import cli

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
NAMES = [str(path.relative_to(ROOT)) for path in DOCUMENTS]

LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
#: « parvis word… » where a person would type it: at a prompt, in a unit, or between back quotes.
COMMAND = re.compile(r"(?:^[$#] |`|bin/|; |^)parvis ([a-z][^`\n]*)", re.MULTILINE)
HEAVIEST_PICTURE = 150_000
#: Put together so that this file does not find itself.
MACHINE = re.compile("|".join(("/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "ru" + "nner@")))
REGISTRY = re.compile("|".join(("pypi." + "org/simple", "registry.npm" + "js", "files.python" + "hosted")))


def anchors(text: str) -> set[str]:
    """As code forges make them from headings."""
    titles = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("name", NAMES)
def test_every_internal_link_resolves(name: str) -> None:
    text = (ROOT / name).read_text()
    for link in LINK.findall(FENCE.sub("", text)):
        if link.startswith(("https://", "http://", "mailto:")):
            continue
        path, _, anchor = link.partition("#")
        target = ((ROOT / name).parent / path).resolve() if path else ROOT / name
        assert target.exists(), f"{name}: {link} leads nowhere"
        if anchor:
            assert anchor in anchors(target.read_text()), f"{name}: {link} names no heading"


@pytest.mark.parametrize("name", NAMES)
def test_every_quoted_command_exists(name: str) -> None:
    for line in COMMAND.findall((ROOT / name).read_text()):
        command, context = cli, click.Context(cli)  # type: click.Command, click.Context
        for word in line.replace("'", " ").split():
            if isinstance(command, click.Group):
                found = command.get_command(context, word)
                assert found is not None, f"{name}: no command « parvis {line} »"
                command = found
            elif (option := word.strip("[]").partition("=")[0]).startswith("--") and command.name != "manage":
                known = {known for each in command.params for known in each.opts}
                assert option in known, f"{name}: « parvis {line} » has no {option}"


def test_commands_are_found_where_they_are_written() -> None:
    assert COMMAND.findall("$ parvis tenant list\n`parvis serve`") == ["tenant list", "serve"]


@pytest.mark.parametrize("name", NAMES)
def test_quoted_python_is_python(name: str) -> None:
    for language, code in FENCE.findall((ROOT / name).read_text()):
        if language == "python":
            ast.parse(code)


@cache
def direct_dependencies() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    stated = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    for group in project["project"]["optional-dependencies"].values():
        stated += group
    packages = json.loads((ROOT / "package.json").read_text())
    names = [re.match(r"[\w.-]+", each)[0] for each in stated]  # type: ignore[index]
    return sorted([*names, *packages["dependencies"], *packages["devDependencies"]])


def test_every_dependency_is_explained_and_no_other() -> None:
    rows = re.findall(r"^\| `([^`]+)` \|", (ROOT / "docs/dependencies.md").read_text(), re.MULTILINE)
    assert sorted(rows) == direct_dependencies()


def test_every_document_is_reached_from_the_table_of_contents() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        document = waiting.pop()
        reached.add(document)
        for link in LINK.findall(document.read_text()):
            target = (document.parent / link.partition("#")[0]).resolve()
            if target.suffix == ".md" and target.exists() and target not in reached:
                waiting.append(target)
    assert [name for name, path in zip(NAMES, DOCUMENTS, strict=True) if path not in reached] == []


def test_pictures_are_small_and_shown() -> None:
    shown = " ".join(path.read_text() for path in DOCUMENTS)
    pictures = [path for path in (ROOT / "docs/images").iterdir() if path.is_file()]
    assert pictures
    for picture in pictures:
        assert picture.stat().st_size < HEAVIEST_PICTURE, f"{picture.name} is too heavy"
        assert picture.name in shown, f"{picture.name} is shown nowhere"


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_a_machine_or_a_registry() -> None:
    for path in tracked():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        for pattern in (MACHINE, REGISTRY):
            found = pattern.search(text)
            assert found is None, f"{path.relative_to(ROOT)}: {found and found[0]}"
