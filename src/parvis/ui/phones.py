"""French telephone numbers as people read them aloud."""

import re

#: Mainland, then the overseas departments that keep a country code of their own.
_FRENCH = re.compile(r"\+(?:33|262|590|594|596)([1-9][0-9]{8})")


def said(number: str) -> str:
    """« 02 61 91 00 00 » for « +33261910000 »; a number of another country stays as it is."""
    found = _FRENCH.fullmatch("".join(number.split()))
    if not found:
        return number
    digits = f"0{found[1]}"
    return " ".join(digits[i : i + 2] for i in range(0, 10, 2))
