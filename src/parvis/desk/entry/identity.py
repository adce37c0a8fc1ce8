"""« Mme Élodie Durand 06 12 34 56 78 », an e-mail…: what is typed in the one search box, as fields of a new person."""

import re

from parvis.kit.names import sort_name

TITLES = {
    "m": "M.",
    "mr": "M.",
    "monsieur": "M.",
    "mme": "Mme",
    "madame": "Mme",
    "mlle": "Mme",
    "mademoiselle": "Mme",
}
LONGEST = 150
_PHONE = re.compile(r"(?<!\w)[+(]*\d(?:[\s().\-/]*\d){3,}(?!\w)")
_SAID = frozenset({"tel", "telephone", "mobile", "portable", "courriel", "mail", "email"})
NAMES = ("title", "given_names", "family_name", "organisation_name", "phone", "email", "postal_address")


def typed_identity(words: str) -> dict[str, str]:
    """Digits are the phone, what holds « @ » the e-mail, the rest the names; nothing typed is dropped.

    The last word is the family name, unless one stands in capitals.
    """
    found, names = split_words(words)
    if not names:
        return found
    title = TITLES.get(names[0].rstrip(".").lower(), "") if len(names) > 1 else ""
    names = names[1:] if title else names
    capitals = [p for p in names if len(p) > 1 and p == p.upper() and re.search(r"[^\W\d_]", p)]
    if 0 < len(capitals) < len(names):
        family, given = capitals, [p for p in names if p not in capitals]
    else:
        family, given = names[-1:], names[:-1]
    told = {"title": title, "given_names": " ".join(given), "family_name": " ".join(family)} | found
    return {name: value for name, value in told.items() if value}


def split_words(words: str) -> tuple[dict[str, str], list[str]]:
    """The phone and the e-mail among the words, and the other words."""
    text = " ".join(words.replace("\x00", "").replace(",", " ").split())[:LONGEST]
    mails = [word for word in text.split() if "@" in word]
    text = " ".join(word for word in text.split() if "@" not in word)
    numbers = [run.group() for run in _PHONE.finditer(text)]
    phone = max(numbers, key=len, default="")
    if phone:
        text = text.replace(phone, " ", 1)
    found = {"email": " ".join(mails), "phone": phone}
    names = [word for word in text.split() if any(c.isalnum() for c in word)]
    if found["phone"] or found["email"]:
        names = [word for word in names if sort_name(word).strip(" :") not in _SAID]
    return {name: value for name, value in found.items() if value}, names


def completed(typed: dict[str, str], words: str) -> dict[str, str]:
    """The fields as typed, those left empty completed by the search box: a field that was filled wins over it."""
    told = typed_identity(words)
    organisation = sort_name(typed.get("organisation_name", ""))
    if typed.get("family_name") or typed.get("given_names") or organisation:
        known = sort_name(f"{typed.get('given_names', '')} {typed.get('family_name', '')}").split()
        _found, names = split_words(words)
        if told.get("title"):
            names = names[1:]
        # What was searched may be the beginning of what was written afterwards.
        new = [n for n in names if not any(k.startswith(sort_name(n)) for k in known)]
        rest = "" if organisation and sort_name(" ".join(names)) in organisation else " ".join(new)
        told |= {"given_names": "", "family_name": ""}
        told["given_names" if typed.get("family_name") else "family_name"] = rest
    return typed | {name: value for name, value in told.items() if value and not typed.get(name)}
