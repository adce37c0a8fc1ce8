"""One written form for what people write in many ways: names, e-mail, phones, company and association numbers.

Each function answers None for what cannot be right, and never raises on odd input: what a person typed is kept beside.
"""

import re
import unicodedata

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from parvis.kit.names import sort_name

__all__ = [
    "format_phone",
    "normalise_email",
    "normalise_phone",
    "normalise_rna",
    "normalise_siren",
    "normalise_siret",
    "sort_name",
]

#: National prefixes that lead overseas, as dialled from anywhere in France.
OVERSEAS: dict[str, str] = {
    "0590": "GP", "0690": "GP", "0691": "GP",
    "0594": "GF", "0694": "GF",
    "0596": "MQ", "0696": "MQ", "0697": "MQ",
    "0262": "RE", "0263": "RE", "0692": "RE", "0693": "RE",
    "0269": "YT", "0639": "YT",
}  # fmt: skip
FRENCH_REGIONS = frozenset({"FR", *OVERSEAS.values()})
LONGEST = 60

_EMAIL = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@"
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})"
)
_RNA = re.compile(r"W(?:\d{3}|2[AB]\d|9[A-Z]\d)\d{6}")
_FRENCH = re.compile(r"0[1-9][0-9]{8}")
#: Numbers in 08 are read otherwise.
_FRENCH_BY_TWO = re.compile(r"\+33[1-79][0-9]{8}")
LA_POSTE = "356000000"


def normalise_email(text: str) -> str | None:
    """Lower case, spaces and « mailto: » dropped, international domains in ASCII; None when it is no address."""
    folded = (
        unicodedata.normalize("NFKC", text).strip().strip("<>.,;").strip().lower().removeprefix("mailto:")
    )
    local, at, domain = folded.rpartition("@")
    if not at or len(folded) > 254 or len(local) > 64:
        return None
    try:
        domain = domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    address = f"{local}@{domain}"
    return address if _EMAIL.fullmatch(address) else None


def normalise_phone(text: str, *, region: str = "FR") -> str | None:
    """E.164 (`+33612345678`) of a phone number however it is spelt; None when no such number exists.

    Numbers without a country code are French, overseas prefixes included, or of `region` when that is where
    the town is.
    """
    if len(text) > LONGEST:
        return None
    digits = unicodedata.normalize("NFKC", text).strip()
    digits = re.sub(r"^(?:t[eé]l(?:[eé]phone)?|mobile|portable)[\s.:]*", "", digits, flags=re.IGNORECASE)
    if re.search(r"[^\d\s+()./\-‐-―]", digits):  # letters: an extension or a word, not a number
        return None
    digits = re.sub(r"\(\s*0\s*\)", "", digits)  # +33 (0)6…
    international = digits.startswith(("+", "00", "(+"))
    digits = re.sub(r"[^\d]", "", digits)
    if international:
        digits = digits[2:] if digits.startswith("00") else digits
        return _international(digits)
    if digits.startswith("33") and len(digits) == 11:  # the + was lost on the way
        return _international(digits)
    return _valid(digits, _region_of(digits, region))


def _region_of(national: str, region: str) -> str:
    return OVERSEAS.get(national[:4], "FR" if region in FRENCH_REGIONS else region)


def _international(digits: str) -> str | None:
    if digits.startswith("33"):
        national = "0" + digits[2:].removeprefix("0")
        return _valid(national, _region_of(national, "FR"))
    return _valid("+" + digits, None)


def _valid(number: str, region: str | None) -> str | None:
    if region == "FR" and _FRENCH.fullmatch(number):
        return (
            "+33" + number[1:]
        )  # what the library answers, fifty times faster: imports read thousands a second
    try:
        parsed = phonenumbers.parse(number, region)
    except NumberParseException:
        return None
    # The French numbering plan opens new blocks faster than libraries learn them: nine digits in order are enough.
    french = parsed.country_code == 33 and re.fullmatch(r"[1-9]\d{8}", str(parsed.national_number))
    if not french and not phonenumbers.is_valid_number(parsed):
        # 06 39 is Mayotte's, but 06 39 98 is kept for fiction in the metropolitan plan.
        return _valid(number, "FR") if region in FRENCH_REGIONS - {"FR"} else None
    return str(phonenumbers.format_number(parsed, PhoneNumberFormat.E164))


def format_phone(e164: str) -> str:
    """As read in France: « 06 12 34 56 78 », with its country code when it is foreign; other text unchanged."""
    if _FRENCH_BY_TWO.fullmatch(e164):
        return " ".join(("0" + e164[3], *(e164[n : n + 2] for n in range(4, 12, 2))))
    try:
        parsed = phonenumbers.parse(e164, None)
    except NumberParseException:
        return e164
    home = phonenumbers.region_code_for_number(parsed) in FRENCH_REGIONS
    style = PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(parsed, style))


def normalise_siren(text: str) -> str | None:
    """Nine digits whose Luhn key is right."""
    digits = _digits(text)
    return digits if len(digits) == 9 and digits != "0" * 9 and _luhn(digits) else None


def normalise_siret(text: str) -> str | None:
    """Fourteen digits: a right SIREN and a right Luhn key, or for La Poste a sum of digits that 5 divides."""
    digits = _digits(text)
    if len(digits) != 14 or normalise_siren(digits[:9]) is None:
        return None
    if _luhn(digits) or (digits[:9] == LA_POSTE and sum(map(int, digits)) % 5 == 0):
        return digits
    return None


def normalise_rna(text: str) -> str | None:
    """Number of an association: W and nine characters, the first three telling the prefecture."""
    compact = re.sub(r"[\s.\-]", "", text).upper()
    return compact if compact.isascii() and _RNA.fullmatch(compact) else None


def _digits(text: str) -> str:
    compact = re.sub(r"[\s.\-]", "", text) if len(text) <= LONGEST else ""
    return compact if compact.isascii() and compact.isdigit() else ""


def _luhn(digits: str) -> bool:
    total = 0
    for rank, char in enumerate(reversed(digits)):
        value = int(char) * (1 + rank % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
