"""Words as files write them: spelt in many ways."""

import re

from parvis.kit.names import unaccented


def folded(name: str) -> str:
    """« N° de la Demande » → « n de la demande »."""
    return re.sub(r"[\W_]+", " ", unaccented(name)).strip()
