"""A reference as one says it on the phone: « vingt-six, zéro quatre, douze »."""

UNITS = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
)  # fmt: skip
TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}


def spelled(reference: str) -> str:
    """Year, then the digits two by two; the first alone when their number is odd."""
    year, _dash, number = reference.partition("-")
    odd = len(number) % 2
    pairs = ([number[:1]] if odd else []) + [number[i : i + 2] for i in range(odd, len(number), 2)]
    if not year.isdigit() or not number.isdigit():
        return reference
    return ", ".join(_pair(pair) for pair in [year, *pairs])


def _pair(digits: str) -> str:
    if len(digits) == 2 and digits[0] == "0":
        return f"zéro {UNITS[int(digits[1])]}"
    return in_words(int(digits))


def in_words(number: int) -> str:
    """0 to 99."""
    if number < 20:
        return UNITS[number]
    if number >= 80:
        rest = number - 80
        return f"quatre-vingt-{UNITS[rest]}" if rest else "quatre-vingts"
    ten, unit = divmod(number, 10)
    if ten == 7:
        ten, unit = 6, unit + 10
    if not unit:
        return TENS[ten]
    return f"{TENS[ten]} et {UNITS[unit]}" if unit in (1, 11) else f"{TENS[ten]}-{UNITS[unit]}"
