#!/usr/bin/env python3
"""Every language offered to citizens says everything: what the public templates mark for translation is in its catalogue."""

import ast
import gettext
import os
import re
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")

from django.conf import settings
from django.utils.translation.template import templatize

SOURCES = Path(__file__).resolve().parent.parent / "src" / "parvis"
PUBLIC = ("portal",)
STRING = r"""u?((?:'(?:[^'\\]|\\.)*')|(?:"(?:[^"\\]|\\.)*"))"""
CALL = re.compile(rf"\b(n?p?gettext|_)\({STRING}(?:, {STRING})?")


def marked(template: Path) -> set[tuple[str | None, str]]:
    """(context, message) of each text the template marks."""
    found: set[tuple[str | None, str]] = set()
    for function, first, second in CALL.findall(templatize(template.read_text(), origin=str(template))):
        texts = [ast.literal_eval(each) for each in (first, second) if each]
        found.add((texts[0], texts[1]) if "pgettext" in function else (None, texts[0]))
    return found


def catalogue(language: str) -> gettext.GNUTranslations | None:
    for folder in settings.LOCALE_PATHS:
        path = Path(folder) / language / "LC_MESSAGES" / "django.mo"
        if path.exists():
            with path.open("rb") as file:
                return gettext.GNUTranslations(file)
    return None


def main() -> None:
    templates = sorted(
        path for slice_name in PUBLIC for path in (SOURCES / slice_name / "templates").rglob("*.html")
    )
    wanted = {text for template in templates for text in marked(template)}
    troubles = []
    for language, name in settings.LANGUAGES:
        if language == settings.LANGUAGE_CODE:
            continue
        known = catalogue(language)
        if known is None:
            troubles.append(f"{name} is offered, and has no compiled catalogue")
            continue
        for context, message in sorted(wanted, key=str):
            key = f"{context}\x04{message}" if context else message
            if (
                key not in known._catalog and (key, 0) not in known._catalog
            ):  # a plural is kept as (message, 0)
                troubles.append(f"{language}: {message!r} is not translated")
    print(f"{len(wanted)} public texts in {len(templates)} templates, {len(troubles)} troubles")
    sys.exit("\n".join(troubles) or 0)


if __name__ == "__main__":
    main()
