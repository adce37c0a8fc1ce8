"""« Mme Élodie Durand 06 12 34 56 78 », « Dupont Marie pour sa mère », an e-mail…: what is typed in the one search box, as
fields of a new person."""

import re

from parvis.directory.given_names import comes_first, is_given, split_family_first
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
#: « … pour sa mère »: of whom one speaks, when it is not of oneself.
_FOR = re.compile(
    r"\s+pour\s+(?=(?:sa|son|ses|leurs?|la|le|une?|m\.?|mr|mme|mlle|monsieur|madame)\s|l['’])(.+)$",
    re.IGNORECASE,
)
#: A name with one of these words is not somebody's.
_ORGANISATIONS = frozenset(
    """
    association asso amicale assurance boulangerie boucherie brasserie cabinet camping club collectif college comite
    commerce copropriete creche ehpad entreprise ets etablissements eurl federation foyer gaec garage groupe hotel
    immobiliere lycee maternelle micro-creche office paroisse pharmacie pizzeria residence restaurant sarl sas sasu
    sci scop snc societe syndic syndicat tabac union
    """.split()  # noqa: SIM905 - a paragraph reads better than a list of quotes
)
NAMES = (
    "title", "given_names", "family_name", "organisation_name", "phone", "email", "postal_address", "on_behalf_of",
)  # fmt: skip


def typed_identity(words: str) -> dict[str, str]:
    """Digits are the phone, what holds « @ » the e-mail, what follows « pour » who it is for, the rest the names;
    nothing typed is dropped.

    The last word is the family name, unless one stands in capitals or only the last words are given names.
    """
    found, names = split_words(words)
    if not names:
        return found
    if _is_organisation(names):
        return {"organisation_name": " ".join(names)} | found
    title = TITLES.get(names[0].rstrip(".").lower(), "") if len(names) > 1 else ""
    family, given = _family_and_given(names[1:] if title else names)
    told = {"title": title, "given_names": " ".join(given), "family_name": " ".join(family)} | found
    return {name: value for name, value in told.items() if value}


def _is_organisation(words: list[str]) -> bool:
    return any(sort_name(word) in _ORGANISATIONS for word in words)


def _family_and_given(names: list[str]) -> tuple[list[str], list[str]]:
    capitals = [p for p in names if len(p) > 1 and p == p.upper() and re.search(r"[^\W\d_]", p)]
    if 0 < len(capitals) < len(names):
        return capitals, [p for p in names if p not in capitals]
    if comes_first(names):
        return split_family_first(names)
    at = next((i for i, name in enumerate(names) if not is_given(name)), 0)
    # « Anne Marie Le Goff »: the given names one knows, then the family name, whole. Of one word, the family name.
    return (names[at:], names[:at]) if at else (names[-1:], names[:-1])


def split_words(words: str) -> tuple[dict[str, str], list[str]]:
    """The phone, the e-mail and whom it is for among the words, and the other words."""
    text = " ".join(words.replace("\x00", "").replace(",", " ").split())[:LONGEST]
    mails = [word for word in text.split() if "@" in word]
    text = " ".join(word for word in text.split() if "@" not in word)
    numbers = [run.group() for run in _PHONE.finditer(text)]
    phone = max(numbers, key=len, default="")
    if phone:
        text = " ".join(text.replace(phone, " ", 1).split())
    # « Association pour la défense du lac » is a name.
    other = None if _is_organisation(text.split()) else _FOR.search(text)
    if other:
        text = text[: other.start()]
    found = {"email": " ".join(mails), "phone": phone, "on_behalf_of": other.group(1) if other else ""}
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
        told |= {"given_names": "", "family_name": "", "organisation_name": ""}
        told["given_names" if typed.get("family_name") else "family_name"] = rest
    return typed | {name: value for name, value in told.items() if value and not typed.get(name)}
