"""From a voice to a text: the manner of each channel and of each person, tones, slips, signatures."""

import random
import re
import unicodedata

from parvis.ops.demo.slots import Scene, Slots, choose
from parvis.ops.demo.texts import residents
from parvis.ops.demo.texts.crisis import AFTER, CALLS
from parvis.ops.demo.texts.voice import Voice

COMMON_START = re.compile(
    r"(Il|Je|Un|Une|Le|La|Les|Des|Mon|Ma|Mes|Notre|Nous|Comment|Pouvez|Puis|Où|Quel|Quelle|Encore|Besoin|Impossible|Plus|Voici)\b"
)
FIRST_PERSON = re.compile(
    r"\b(je|j'|mes|mon|ma|notre|nous|nos|merci|vous|on|svp)\b|J'|Merci|[Qq]ue dit", re.IGNORECASE
)
# How people write, by age: under 40, to 65, over.
MANNERS = ("plain", "curt", "angry", "courteous", "talkative", "careless", "texting")
SHARES = ((30, 20, 8, 8, 6, 14, 14), (34, 16, 11, 14, 10, 12, 3), (24, 8, 9, 32, 20, 7, 0))
SLIPS = (
    (" à ", " a "), ("ça ", "sa "), ("apparemment", "apparament"), ("trottoir", "trotoir"), ("beaucoup", "beaucoups"),
    ("c'est ", "c est "), ("C'est ", "Cest "), ("lampadaire", "lampadere"), ("dangereux", "dangeureux"), ("voiture", "voitur"),
    ("mairie", "Mairie"), ("enfants", "enfant"), ("toujours", "toujour"), ("rendez-vous", "rdv"), ("l'", "l "), ("é ", "er "),
    ("s'il vous plaît", "svp"), ("quelqu'un", "quelquun"), ("voisins", "voisin"), ("malgré", "malgrés"), (" où ", " ou "),
    (".", ". "), ("impossible", "imposible"), ("plusieurs", "plusieur"), ("depuis", "depui"), ("ê", "e"), ("è", "é"),
)  # fmt: skip
SHORT = (
    ("bonjour", "bjr"), ("s'il vous plait", "svp"), ("rendez-vous", "rdv"), ("quelqu'un", "qqun"), ("toujours", "tjrs"), ("beaucoup", "bcp"),
    ("probleme", "pb"), ("c'est", "c"), ("il y a", "ya"), ("pourquoi", "pk"), ("merci", "mrc"), ("dans", "ds"), ("avec", "avc"), ("quand", "qd"),
)  # fmt: skip


CONTEXTS = {
    "W": residents.CONTEXT_STREET,
    "P": residents.CONTEXT_STREET,
    "Q": residents.CONTEXT_QUESTION,
    "C": residents.CONTEXT_POST,
}
HEARD = {
    "W": residents.HEARD_STREET,
    "P": residents.HEARD_STREET,
    "Q": residents.HEARD_QUESTION,
    "C": residents.HEARD_QUESTION,
}


def manner(scene: Scene) -> str:
    """The same for a person all their life."""
    if scene.person and scene.person.kind != "natural":
        return scene.person.kind
    age = scene.age if scene.person else 38
    shares = SHARES[0 if age < 40 else 1 if age < 65 else 2]
    own = random.Random(f"manner {scene.rank}") if scene.person else scene.rng
    how = own.choices(MANNERS, shares)[0]
    # Nobody is angry with a form.
    return "curt" if how == "angry" and scene.kind in "DQRX" else how


def speak(slots: Slots, voice: Voice, code: str) -> str:
    """The description of a new case, in the manner of its channel."""
    scene, rng = slots.scene, slots.scene.rng
    if scene.crisis and not scene.aftermath and code in CALLS:
        return _cried(slots, code)
    if scene.channel == "field":
        scene.opening = rng.choice(voice.found or voice.told)
        return slots.fill(scene.opening)
    told, written, more = voice.told, voice.written, voice.more
    if scene.aftermath and code in AFTER:
        told, written, more = AFTER[code].heard, AFTER[code].written, ()
    if scene.channel in ("phone", "counter", "elected"):
        scene.opening = choose(rng, told, scene)
        return _heard(slots, scene.opening, more)
    scene.opening = choose(rng, written, scene)
    return _written(slots, more)


def _cried(slots: Slots, code: str) -> str:
    """In a storm nobody makes sentences, and the switchboard even less."""
    scene, rng = slots.scene, slots.scene.rng
    calls = CALLS[code]
    if scene.channel in ("phone", "counter", "elected", "field"):
        scene.opening = rng.choice(calls.heard)
        return slots.fill(scene.opening)
    scene.opening = rng.choice(calls.written)
    text = slots.fill(scene.opening)
    if scene.channel == "mobile" and rng.random() < 0.35:
        return texted(text, rng)
    return text


def _written(slots: Slots, more: tuple[str, ...]) -> str:
    scene, rng = slots.scene, slots.scene.rng
    how = manner(scene)
    if how == "texting" and scene.channel in ("letter", "email"):
        how = "plain"
    body = scene.opening.removeprefix("Bonjour, ")
    parts = [body[0].upper() + body[1:]]
    chatty = {
        "talkative": 0.9,
        "courteous": 0.55,
        "angry": 0.45,
        "association": 0.5,
        "company": 0.5,
        "plain": 0.15,
    }
    if rng.random() < chatty.get(how, 0):
        leads = (
            residents.LETTER_LEADS
            if scene.channel == "letter" and how in ("courteous", "plain")
            else residents.LEADS[how]
        )
        parts.insert(0, rng.choice(leads))
    if more and rng.random() < {"curt": 0.12, "texting": 0.2}.get(how, 0.38):
        parts.append(choose(rng, more, scene))
    if rng.random() < {"curt": 0.06, "texting": 0.12, "talkative": 0.85}.get(how, 0.36):
        parts.append(rng.choice(_context(scene, how)))
    if rng.random() < {"angry": 0.85, "curt": 0.2}.get(how, 0.4):
        parts.append(rng.choice(_mood(scene, how)))
    text = slots.fill(" ".join(parts))
    return _posted(slots, text, how)


def _context(scene: Scene, how: str) -> tuple[str, ...]:
    if how in residents.CONTEXT_OTHERS:
        return residents.CONTEXT_OTHERS[how]
    return CONTEXTS.get(scene.kind, residents.CONTEXT_PAPER)


def _mood(scene: Scene, how: str) -> tuple[str, ...]:
    if scene.kind in "QC" and how not in ("courteous", "angry"):
        return residents.POLITE
    return residents.MOODS.get(how, residents.MOODS["plain"])


def _heard(slots: Slots, opening: str, more: tuple[str, ...]) -> str:
    scene, rng = slots.scene, slots.scene.rng
    body = [opening]
    facts = [text for text in more if not FIRST_PERSON.search(text)]
    if facts and rng.random() < 0.3:
        body.append(rng.choice(facts))
    asked = HEARD.get(scene.kind, residents.HEARD_PAPER)
    natural = scene.person and scene.person.kind == "natural"
    if scene.channel == "phone" and natural and rng.random() < 0.42:
        body.append(rng.choice(asked))
    if scene.channel == "phone" and rng.random() < 0.12:
        body.insert(0, f"{slots['heure_appel']}.")
    return slots.fill(" ".join(body))


def _posted(slots: Slots, text: str, how: str) -> str:
    scene, rng = slots.scene, slots.scene.rng
    name = _signed(slots)
    if how == "careless":
        text = slipped(text, rng)
    if how == "angry" and rng.random() < 0.25:
        text = text.replace(".", " !", 1)
    if scene.channel == "letter":
        return f"{slots['maire']},\n\n{text}\n\n{slots.fill(rng.choice(residents.LETTERS))}\n\n{name}"
    if scene.channel == "email":
        hello = rng.choice(("Bonjour,", "Bonjour,", "Bonjour Madame, Monsieur,", "Madame, Monsieur,"))
        return f"{hello}\n\n{text}\n\n{rng.choice(residents.FAREWELLS[how])}\n{name}".strip()
    if how == "texting":
        return texted(text, rng)
    if how == "curt" and rng.random() < 0.5:
        return text.rstrip(".")
    if how != "curt" and rng.random() < 0.34:
        if COMMON_START.match(text):
            return f"Bonjour, {text[0].lower()}{text[1:]}"
        return f"Bonjour.\n{text}"
    if how in ("courteous", "talkative", "association", "company") and name and rng.random() < 0.5:
        return f"{text}\n\n{name}"
    return text


def _signed(slots: Slots) -> str:
    person = slots.scene.person
    if person is None:
        return ""
    if person.kind == "natural":
        return person.full_name
    return f"Pour {'l’association' if person.kind == 'association' else 'la société'} {person.birth_name}, {slots['fonction']}"


def slipped(text: str, rng: random.Random) -> str:
    """One to three of the slips people make in a hurry."""
    present = [pair for pair in SLIPS if pair[0] in text]
    for old, new in rng.sample(present, min(len(present), rng.randint(1, 3))):
        text = text.replace(old, new, 1)
    if rng.random() < 0.25:
        text = text[0].lower() + text[1:]
    return re.sub(r"[^\S\n]{2,}", " ", text).strip()


def texted(text: str, rng: random.Random) -> str:
    """As one types on a telephone, walking."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    for long, short in SHORT:
        if rng.random() < 0.5:
            plain = plain.replace(long, short)
    plain = plain.replace(" ?", "?").replace(" !", "!")
    plain = re.sub(r"\.(?!\d)", lambda _: rng.choice((".", "", " !!", "...")), plain)
    return re.sub(r"[^\S\n]{2,}", " ", plain).strip()
