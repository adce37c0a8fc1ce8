"""« Mme Élodie Durand », « 06 12 34 56 78 » or an e-mail typed in the one search box, as the fields of a new person."""

import re

from parvis.directory.normalising import normalise_email, normalise_phone

TITLES = {
    "m": "M.",
    "mr": "M.",
    "monsieur": "M.",
    "mme": "Mme",
    "madame": "Mme",
    "mlle": "Mme",
    "mademoiselle": "Mme",
}
NAMES = ("title", "given_names", "family_name", "organisation_name", "phone", "email", "postal_address")


def typed_identity(words: str) -> dict[str, str]:
    """The last word is the family name, unless one stands in capitals; empty when the words say nothing."""
    text = " ".join(words.replace("\x00", "").split())[:150]
    if not text:
        return {}
    if normalise_phone(text):
        return {"phone": text}
    if normalise_email(text):
        return {"email": text}
    if any(c.isdigit() or c == "@" for c in text):
        return {}
    parts = text.split()
    title = TITLES.get(parts[0].rstrip(".").lower(), "") if len(parts) > 1 else ""
    parts = parts[1:] if title else parts
    capitals = [p for p in parts if len(p) > 1 and p == p.upper() and re.search(r"[^\W\d_]", p)]
    if 0 < len(capitals) < len(parts):
        family, given = capitals, [p for p in parts if p not in capitals]
    else:
        family, given = parts[-1:], parts[:-1]
    found = {"title": title, "given_names": " ".join(given), "family_name": " ".join(family)}
    return {name: value for name, value in found.items() if value}
