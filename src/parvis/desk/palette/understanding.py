"""What somebody means by « transférer 26-0412 voirie »: an act, a case, and the rest. Words alone, no database.

Accents, capitals and small words do not matter; a verb may be cut short (« transf ») or bear one typing error
(« tranferer »). Nothing is ever done by understanding: a proposal opens a form.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from parvis.cases import references
from parvis.directory.normalising import normalise_phone
from parvis.kit.names import unaccented
from parvis.kit.spelling import one_error_apart

#: The noun of each act (``desk/cases/acts.py``) and the verbs that mean it, unaccented, the clearest first.
VERBS: dict[str, tuple[str, ...]] = {
    "hand-over": ("transferer", "transmettre", "transfert", "reorienter", "rediriger", "passer", "envoyer"),
    "closure": ("clore", "cloturer", "cloture", "fermer", "terminer", "classer", "finir"),
    "assignment": ("assigner", "confier", "attribuer", "affecter", "donner"),
    "claim": ("prendre", "claim"),
    "triage": ("qualifier", "requalifier", "priorite", "prioriser", "type"),
    "hold": ("attente", "attendre", "suspendre", "patienter"),
    "resumption": ("reprendre", "reprise"),
    "schedule": ("planifier", "programmer", "prevoir"),
    "reply": ("repondre", "reponse", "ecrire"),
    "note": ("note", "noter", "annoter", "commenter"),
    "reopening": ("rouvrir", "reouvrir", "reouverture"),
    "tasks": ("tache", "taches", "deleguer"),
    "attachment": ("joindre", "attacher"),
    "links": ("lier", "relier", "lien"),
    "duplicate": ("doublon",),
    "duplicates": ("rapprocher", "doublons"),
    "checklist": ("etape", "etapes"),
    "enlistment": ("suivi", "abonner"),
    "outside": ("entreprise", "prestataire", "exterieur"),
}
#: Words that carry nothing between an act and its object.
SMALL = frozenset(
    [
        "a",
        "au",
        "aux",
        "le",
        "la",
        "les",
        "l",
        "de",
        "du",
        "des",
        "d",
        "un",
        "une",
        "en",
        "et",
        "vers",
        "pour",
        "service",
        "demande",
        "dossier",
        "n",
        "no",
        "numero",
        "ref",
        "reference",
        "moi",
        "mettre",
        "mise",
    ]
)
PRIORITIES = {
    "urgente": 1, "urgent": 1, "urgence": 1, "p1": 1, "1": 1,
    "haute": 2, "elevee": 2, "p2": 2, "2": 2,
    "normale": 3, "normal": 3, "moyenne": 3, "p3": 3, "3": 3,
    "basse": 4, "faible": 4, "p4": 4, "4": 4,
}  # fmt: skip
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre",
)  # fmt: skip
#: Letters of a verb that is cut short, and of one in which a typing error is forgiven.
SHORTEST, FORGIVEN = 3, 5

_WORD = re.compile(r"[^\s,;:]+")
_REFERENCE = re.compile(
    r"(?<![\d.+])(?:n[°o]\s*)?(\d{2}\s*[-/]\s*\d{1,9}|\d{6,9}|\d{3,5})(?![\d])", re.IGNORECASE
)
_DATE = re.compile(r"\b(\d{1,2})[/.](\d{1,2})(?:[/.](\d{2,4}))?\b")
_WHY = re.compile(r"\b(?:car|parce que|parce qu'|motif|raison)\b[\s:,]*(.+)$", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Understood:
    """``noun`` of the act or "", ``reference`` as typed (whole, or the end of one) or "", what is left in words."""

    text: str
    noun: str = ""
    #: How sure the verb is: typed whole, or guessed.
    guessed: bool = False
    reference: str = ""
    phone: str = ""
    words: tuple[str, ...] = ()
    #: What is left, as it was typed: the text of a note.
    rest: str = ""
    reason: str = ""
    priority: int | None = None
    day: date | None = None
    #: What was said in place of a day and is none: « 32/12 ».
    unread_day: str = ""

    @property
    def has_act(self) -> bool:
        return bool(self.noun)


@dataclass
class _Reader:
    """Takes away from the sentence what it recognises."""

    left: str
    found: dict[str, object] = field(default_factory=dict)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.search(self.left)
        if match is not None:
            self.left = f"{self.left[: match.start()]} {self.left[match.end() :]}"
        return match


def understand(text: str, today: date) -> Understood:
    said = " ".join(text.replace("\x00", "").split())[:200]
    if phone := normalise_phone(said):
        return Understood(said, phone=phone)
    reader = _Reader(said)
    noun, guessed = _verb(reader)
    reason = ""
    if noun == "hand-over" and (why := reader.take(_WHY)):
        reason = why[1].strip()
    day, unread = _day(reader, today) if noun == "schedule" else (None, "")
    reference = match[1] if (match := reader.take(_REFERENCE)) else ""
    rest = reader.left.strip(' ,;:«»"')
    words = tuple(w for w in _plain(rest) if w not in SMALL)
    priority, words = _priority(noun, words)
    rest = " ".join(rest.split())
    if noun == "schedule" and day is None and words:
        unread = unread or rest  # a day is all that is said of an intervention
    return Understood(said, noun, guessed, reference, "", words, rest, reason, priority, day, unread)


def _plain(text: str) -> list[str]:
    return re.findall(r"[a-z0-9@._+-]+", unaccented(text))


def _verb(reader: _Reader) -> tuple[str, bool]:
    """The act of the first word that means one; of the first or the second word only, lest a name be taken for it."""
    for place, match in enumerate(_WORD.finditer(reader.left)):
        word = unaccented(match[0]).strip("'’")
        if place and word in SMALL:
            continue
        noun, guessed = noun_of(word, cut=place == 0)
        if noun:
            # « priorité haute », « type éclairage »: the word is the act and tells what it is about.
            reader.left = f"{reader.left[: match.start()]} {reader.left[match.end() :]}"
            return noun, guessed
        if place >= 2:
            break
    return "", False


def noun_of(word: str, *, cut: bool = True) -> tuple[str, bool]:
    """The act a word means, and whether it had to be guessed; ("", False) when it means none, or several."""
    if not word or any(c.isdigit() for c in word):
        return "", False
    for noun, verbs in VERBS.items():
        if word in verbs:
            return noun, False
    if not cut:
        return "", False
    if len(word) >= SHORTEST:
        started = {noun for noun, verbs in VERBS.items() if any(v.startswith(word) for v in verbs)}
        if len(started) == 1:
            return started.pop(), True
        conjugated = {n for n, verbs in VERBS.items() if any(_same_stem(word, v) for v in verbs)}
        if len(conjugated) == 1:
            return conjugated.pop(), True
    if len(word) >= FORGIVEN:
        near = {noun for noun, verbs in VERBS.items() if any(one_error_apart(word, v) for v in verbs)}
        if len(near) == 1:
            return near.pop(), True
    return "", False


def _same_stem(word: str, verb: str) -> bool:
    """« transfère », « assigne », « clos »: the ending alone differs."""
    stem = verb[:-2] if verb.endswith(("er", "ir", "re")) else verb
    return len(stem) >= SHORTEST and word.startswith(stem) and len(word) - len(stem) <= 3


def _priority(noun: str, words: tuple[str, ...]) -> tuple[int | None, tuple[str, ...]]:
    if noun != "triage":
        return None, words
    found = next((PRIORITIES[w] for w in words if w in PRIORITIES), None)
    return found, tuple(w for w in words if w not in PRIORITIES)


def _day(reader: _Reader, today: date) -> tuple[date | None, str]:
    """« demain », « lundi », « 12/03 », « 12 mars »: always to come. And what looks like a day that does not exist."""
    for word, days in (("apres-demain", 2), ("demain", 1), ("aujourd'hui", 0), ("aujourdhui", 0)):
        if _drop(reader, word):
            return today + timedelta(days=days), ""
    for number, name in enumerate(DAYS):
        if _drop(reader, name):
            return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1), ""
    if match := reader.take(_DATE):
        day = _to_come(int(match[1]), int(match[2]), match[3], today)
        return day, "" if day else match[0]
    for number, name in enumerate(MONTHS, 1):
        match = re.search(rf"\b(\d{{1,2}})(?:\s?er)?\s+{name}\b", unaccented(reader.left))
        if match:
            said = reader.left[match.start() : match.end()]
            reader.left = f"{reader.left[: match.start()]} {reader.left[match.end() :]}"
            day = _to_come(int(match[1]), number, None, today)
            return day, "" if day else said
    return None, ""


def _drop(reader: _Reader, word: str) -> bool:
    plain = reader.left.lower().replace("è", "e").replace("’", "'")
    match = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", plain)
    if match is None:
        return False
    reader.left = f"{reader.left[: match.start()]} {reader.left[match.end() :]}"
    return True


def _to_come(day: int, month: int, year: str | None, today: date) -> date | None:
    try:
        if year:
            return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
        found = date(today.year, month, day)
        return found if found >= today else date(today.year + 1, month, day)
    except ValueError:
        return None


def references_meant(typed: str, year: int) -> list[str]:
    """Whole as typed, else this year's before last year's: « 0412 », « 412 »."""
    whole = references.read(typed)
    return [whole] if whole else references.guesses(typed, year)
