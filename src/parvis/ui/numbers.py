"""Numbers as French readers write them, whatever the active language."""

from __future__ import annotations

NARROW_SPACE = "\u202f"


def number(value: float, decimals: int = 1) -> str:
    """« 12 340 », « 3,5 »; no decimals when they are nought."""
    rounded = round(float(value), decimals)
    text = f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,.{decimals}f}"
    return text.replace(",", NARROW_SPACE).replace(".", ",").replace("-", "−")
