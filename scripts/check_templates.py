#!/usr/bin/env python3
"""Compile every template: a misspelt tag or filter fails here, not on the screen of an agent."""

import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")

import django
from django.template import TemplateSyntaxError, loader

SOURCES = Path(__file__).resolve().parent.parent / "src" / "parvis"


def main() -> None:
    django.setup()
    names = sorted(
        str(path.relative_to(folder))
        for folder in SOURCES.glob("*/templates")
        for path in folder.rglob("*.*")
    )
    failures = 0
    for name in names:
        try:
            loader.get_template(name)
        except (TemplateSyntaxError, UnicodeDecodeError) as error:
            failures += 1
            print(f"{name}: {error}", file=sys.stderr)
    if twice := sorted({name for name in names if names.count(name) > 1}):
        failures += len(twice)
        print(f"the same name in two slices: {', '.join(twice)}", file=sys.stderr)
    print(f"{len(names)} templates, {failures} faulty")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
