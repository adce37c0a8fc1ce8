"""Words as files write them: spelt in many ways, and full names in either order."""

import re

from parvis.kit.names import unaccented


def folded(name: str) -> str:
    """« N° de la Demande » → « n de la demande »."""
    return re.sub(r"[\W_]+", " ", unaccented(name)).strip()


def split_name(name: str, order: str) -> tuple[str, str]:
    """(given names, family name). « auto »: what is in capitals is the family name, else the first word is given."""
    words = name.split()
    if len(words) < 2:
        return "", name
    if order == "auto":
        family = [word for word in words if word.isupper() and len(word) > 1]
        if family and len(family) < len(words):
            return " ".join(word for word in words if word not in family), " ".join(family)
    if order == "family-first":
        return " ".join(words[1:]), words[0]
    return words[0], " ".join(words[1:])
