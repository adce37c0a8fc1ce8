"""The town's colour, made readable: contrasts are computed as WCAG 2 defines them."""

WHITE, BLACK = "#ffffff", "#000000"
#: Text in this colour also stands on its own pale tint, which costs some contrast: 5.5 on white leaves 4.5 there.
READABLE = 5.5


def contrast(one: str, other: str) -> float:
    """1 (same) to 21 (black on white)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of « #rrggbb », 0 to 1."""
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ink_on(colour: str) -> str:
    """Black or white, whichever is read best on this colour: never under 4.58."""
    return WHITE if contrast(colour, WHITE) >= contrast(colour, BLACK) else BLACK


def readable(colour: str, least: float = READABLE) -> str:
    """The colour itself when it can be read on white, else the nearest darker one that can, of the same hue."""
    parts = _parts(colour)
    for step in range(101):
        darker = "#{:02x}{:02x}{:02x}".format(*(round(part * (100 - step) / 100) for part in parts))
        if contrast(darker, WHITE) >= least:
            return darker
    raise AssertionError("black can be read on white")


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
