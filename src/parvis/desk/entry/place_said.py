"""The street a person names while they say what is wrong: « plus de lumière devant chez elle rue des Lilas »."""

import re

_NUMBER = r"(?:\d{1,4}(?:\s?(?:bis|ter|quater))?,?\s+)"
_KINDS = r"(?:rue|avenue|av\.?|boulevard|bd\.?|impasse|all[ée]e|chemin|quai|ruelle|venelle|sentier)"
_SOMETIMES = r"(?:place|route|square|cours|passage|r[ée]sidence|lotissement|parking|rond-point)"
_OF = r"(?:de\s+la\s+|de\s+l['’]\s?|du\s+|des\s+|de\s+|d['’]\s?)"
_PROPER = r"[A-ZÀ-ÖØ-Þ][\w'’\-]*(?:\s+(?:de\s+|du\s+|des\s+|la\s+|et\s+)?[A-ZÀ-ÖØ-Þ][\w'’\-]*)*"
_WORD = r"[^\W\d_][\w'’\-]+"
#: The number, the kind and the name; an everyday word (« la rue est sale », « une place en crèche ») names no street.
_STREET = re.compile(
    rf"(?<!\w)({_NUMBER}?(?i:{_KINDS})\s+(?:(?i:{_OF})?{_PROPER}|(?i:{_OF}){_WORD}(?:\s{_PROPER})?)"
    rf"|{_NUMBER}(?i:{_KINDS})\s+{_WORD}(?:\s{_WORD})?"
    rf"|{_NUMBER}?(?i:{_SOMETIMES})\s+(?i:{_OF})?{_PROPER})"
)
_BEFORE_NAME = re.compile(rf"^{_NUMBER}?", re.IGNORECASE)
READ = 600


def place_said(words: str) -> str:
    """The first street named, as it was written; "" when none is."""
    found = _STREET.search(" ".join(words[:READ].replace("\x00", "").split()))
    return found.group(1).strip(" ,'’-") if found else ""


def street_of(address: str) -> str:
    """« 12 bis, rue des Lilas 28100 Dreux » → « rue des Lilas »: what two addresses of a street share; "" when unsure."""
    text = " ".join(address.replace("\x00", "").split())
    text = re.split(r"\s\d{5}\b|,\s*(?!\D*(?:rue|avenue))", _BEFORE_NAME.sub("", text), maxsplit=1)[0].strip(
        " ,"
    )
    return text if len(text) >= 8 and " " in text else ""
