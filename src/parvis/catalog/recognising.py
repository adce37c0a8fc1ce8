"""Which request type do these free words speak of? No learning, no hidden state: words and phrases of the catalogue.

Each type has keywords in the citizens' own words. Text and keywords are unaccented, cut into words, lightly stemmed
and freed of stop words. A keyword found as a phrase counts for more than its words scattered; a word that many types
share counts for little. A keyword that starts with `~` is a hint: it tips the balance but never decides alone. A word that
everybody uses for another (`everyday.py`) counts as that other, a little less.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from parvis.catalog.everyday import equivalents
from parvis.kit.names import unaccented
from parvis.kit.spelling import one_error_apart

SURE = 0.45  # least score to decide alone
UNSURE = 0.44  # most of a type of which no keyword was said, nor two words of one: lone words never decide
MARGIN = 0.12  # least relative lead over the second
NEAR_BEST = 0.55  # least share of the best score for a type to be proposed beside it
FLOOR = 0.2  # least score to be proposed at all
READ = 2000  # characters read of a long message
NEAR, FAR = 4, 8  # how far apart the words of a keyword may stand
HINT = 0.3
LABEL = 0.25
LEARNED = 0.5  # a learned word alone is proposed, and never sure
BONUS = {1: 1.0, 2: 1.3, 3: 1.5}
SCATTERED = 0.55
PARTIAL = 0.5
BORROWED = 0.6  # of a word said for another
FUZZY_FROM = 7  # shortest word in which one wrong letter is forgiven
SOUND_FROM = 6  # shortest word looked up by its sound

_WORD = re.compile(r"[a-z0-9]+")
STOP = frozenset(
    """
    a ai apres avant au aux avec c ca ce cela ces cet cette chez d dans de depuis des devant du elle en
    entre est et etait etes eu fait faire il ils j je l la le les leur leurs lui m ma mais me mes moi
    mon n ne nos notre nous on ont ou par pour qu que qui quoi s sa se ses si son sont suis sur t ta te
    tes ton tous tout toute toutes tres tu un une vers vos votre vous y bonjour bonsoir merci
    cordialement svp madame monsieur voila toujours encore aussi comme donc alors car bien peu etre
    avoir avez avons sera paix pr ds ya ki ke jai cest svp stp
    """.split()  # noqa: SIM905 - a paragraph reads better than a list of 150 quotes
)


class Recognisable(Protocol):
    """What is read of a request type: a row of the database and a seed both have it."""

    @property
    def code(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def keywords(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class _Keyword:
    code: str
    stems: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Taught:
    """A stem that led to this type before; ``share`` of those who said it, in 0..1."""

    code: str
    stem: str
    share: float


@dataclass(frozen=True)
class Lexicon:
    """The keywords of a catalogue, ready to be looked up; build it once per catalogue, it never changes."""

    by_stem: dict[str, tuple[_Keyword, ...]]
    rarity: dict[str, float]
    by_shape: dict[tuple[str, int], tuple[str, ...]]
    by_sound: dict[str, str]

    def known(self, stem_: str) -> str | None:
        """The stem itself, or the only known one that is a typing error away, or that is said the same."""
        if stem_ in self.rarity:
            return stem_
        return self._misspelt(stem_) or self.by_sound.get(sound(stem_) if len(stem_) >= SOUND_FROM else "")

    def _misspelt(self, stem_: str) -> str | None:
        if len(stem_) < FUZZY_FROM or stem_.isdigit():
            return None
        near = {
            candidate
            for length in (len(stem_) - 1, len(stem_), len(stem_) + 1)
            for candidate in self.by_shape.get((stem_[0], length), ())
            if one_error_apart(stem_, candidate)
        }
        return min(near, key=lambda found: (-self.rarity[found], found)) if near else None


def match_type(free_words: str, types: Iterable[Recognisable] | Lexicon) -> list[tuple[str, float]]:
    """Types these words speak of, best first, scores in 0..1; empty when unsure, so that a person decides."""
    found = suggest_types(free_words, types)
    if not found or found[0][1] < SURE:
        return []
    if len(found) > 1 and found[1][1] > found[0][1] * (1 - MARGIN):
        return []
    return [(code, score) for code, score in found if score >= SURE]


def suggest_types(
    free_words: str, types: Iterable[Recognisable] | Lexicon, *, limit: int = 5
) -> list[tuple[str, float]]:
    """The likeliest types, even when unsure: to be proposed to someone who chooses. Far behind the first, none."""
    lexicon = types if isinstance(types, Lexicon) else lexicon_of(types)
    heard = _heard(free_words[:READ], lexicon)
    positions = heard.positions
    #: By code, then by where it was said: a word and those it stands for count once.
    gained: dict[str, dict[int, float]] = defaultdict(dict)
    whole: set[str] = set()  # of which a keyword was said, or two words of one
    for found in positions:
        for keyword in lexicon.by_stem[found]:
            fit = _fit(keyword, positions)
            own = sum(part in positions and part not in heard.borrowed for part in keyword.stems)
            if keyword.weight == 1.0 and (own >= 2 or (fit and own)):
                whole.add(keyword.code)
            # A lone word of a longer keyword still says a little.
            for part in keyword.stems if fit else (found,):
                value = (fit or PARTIAL) * keyword.weight * lexicon.rarity[part] * heard.sureness(part)
                spot = positions[part][0]
                gained[keyword.code][spot] = max(value, gained[keyword.code].get(spot, 0.0))
    scores = (
        (code, min(_squash(parts.values()), 1.0 if code in whole else UNSURE))
        for code, parts in gained.items()
    )
    ranked = sorted(((code, round(score, 3)) for code, score in scores), key=lambda pair: (-pair[1], pair[0]))
    least = max(FLOOR, ranked[0][1] * NEAR_BEST) if ranked else FLOOR
    return [(code, score) for code, score in ranked[:limit] if score >= least]


@dataclass(frozen=True, slots=True)
class _Heard:
    """Where each known stem was said; ``borrowed`` are those of which only another word was."""

    positions: dict[str, list[int]]
    borrowed: set[str]

    def sureness(self, stem_: str) -> float:
        return BORROWED if stem_ in self.borrowed else 1.0


def _heard(text: str, lexicon: Lexicon) -> _Heard:
    positions: dict[str, list[int]] = defaultdict(list)
    said, everyday = set[str](), _everyday()
    for position, written in enumerate(_stems(text, STOP)):
        found = lexicon.known(written)
        if found is not None:
            positions[found].append(position)
            said.add(found)
        for other in everyday.get(written) or everyday.get(found or "") or ():
            if other in lexicon.rarity:
                positions[other].append(position)
    return _Heard(dict(positions), set(positions) - said)


@lru_cache(maxsize=1)
def _everyday() -> dict[str, frozenset[str]]:
    return equivalents(lambda text: _stems(text, STOP))


def lexicon_of(types: Iterable[Recognisable], taught: tuple[Taught, ...] = ()) -> Lexicon:
    """Prepare a catalogue; the result may be kept as long as the catalogue does not change."""
    return _lexicon(tuple((found.code, found.label, tuple(found.keywords)) for found in types), taught)


@lru_cache(maxsize=64)
def _lexicon(catalogue: tuple[tuple[str, str, tuple[str, ...]], ...], taught: tuple[Taught, ...]) -> Lexicon:
    by_stem: dict[str, list[_Keyword]] = defaultdict(list)
    users: dict[str, set[str]] = defaultdict(set)
    for code, label, keywords in catalogue:
        weights: dict[tuple[str, ...], float] = {}
        for stem_ in _stems(label, STOP):
            weights[(stem_,)] = LABEL
        for text in keywords:
            stems = tuple(dict.fromkeys(_stems(text, STOP)))
            weight = HINT if text.startswith("~") else 1.0
            if stems:
                weights[stems] = max(weight, weights.get(stems, 0.0))
        for stems, weight in weights.items():
            for stem_ in stems:
                by_stem[stem_].append(_Keyword(code, stems, weight))
                users[stem_].add(code)
    codes = {code for code, _label, _keywords in catalogue}
    # Beside the keywords, whose weight a word of the town's own does not change.
    own: dict[str, set[str]] = defaultdict(set)
    for one in taught:
        if one.code in codes and one.code not in users.get(one.stem, ()):
            by_stem[one.stem].append(_Keyword(one.code, (one.stem,), LEARNED * one.share))
            own[one.stem].add(one.code)
    users = {**own, **users}
    most = math.log(1 + len(catalogue))
    rarity = {found: math.log(1 + len(catalogue) / len(codes)) / most for found, codes in users.items()}
    shapes: dict[tuple[str, int], list[str]] = defaultdict(list)
    sounds: dict[str, str] = {}
    # The commonest first, so that of two that are said the same the rarest is kept.
    for found in sorted(rarity, key=lambda known: (rarity[known], known)):
        shapes[(found[0], len(found))].append(found)
        if len(found) >= SOUND_FROM and not found.isdigit():
            sounds[sound(found)] = found
    return Lexicon(
        by_stem={found: tuple(entries) for found, entries in by_stem.items()},
        rarity=rarity,
        by_shape={shape: tuple(entries) for shape, entries in shapes.items()},
        by_sound=sounds,
    )


def _fit(keyword: _Keyword, positions: dict[str, list[int]]) -> float:
    """How well a keyword stands in the text: 0 when a word is missing, most when it stands as written."""
    size = len(keyword.stems)
    if size == 1:
        return BONUS[1]
    if any(part not in positions for part in keyword.stems):
        return 0.0
    for start in positions[keyword.stems[0]]:
        spots = [start]
        for part in keyword.stems[1:]:
            later = [spot for spot in positions[part] if spots[-1] < spot <= spots[-1] + 2]
            if not later:
                break
            spots.append(later[0])
        else:
            return BONUS[min(size, 3)]
    for reach, fit in ((NEAR, 1.0), (FAR, SCATTERED)):
        for start in positions[keyword.stems[0]]:
            if all(any(abs(spot - start) <= reach for spot in positions[part]) for part in keyword.stems[1:]):
                return fit
    return 0.0


def _squash(values: Iterable[float]) -> float:
    """Evidence adds up towards 1: one rare word alone gives about a half."""
    return 1 - math.exp(-0.8 * sum(values))


def _stems(text: str, stop: frozenset[str]) -> list[str]:
    return [stem(word) for word in _WORD.findall(unaccented(text)) if word not in stop]


def stem(word: str) -> str:
    """A light French stem of an unaccented word: plural, feminine and the commonest endings of verbs."""
    if len(word) <= 3 or word.isdigit():
        return word
    for ending, least in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word


_ENDINGS = (
    ("ements", 4), ("ement", 4), ("ees", 3), ("eux", 4), ("euses", 4), ("euse", 4), ("aient", 3), ("ent", 4),
    ("ant", 4), ("ants", 4), ("ante", 4), ("antes", 4), ("ee", 3), ("es", 3), ("er", 3), ("ez", 3), ("aux", 3),
    ("al", 3), ("als", 3), ("e", 3), ("s", 3), ("x", 3),
)  # fmt: skip


@lru_cache(maxsize=4096)
def sound(word: str) -> str:
    """How an unaccented word is said, roughly: « lampader » and « lampadair », « fassade » and « facade » are one."""
    for pattern, said in _SOUNDS:
        word = pattern.sub(said, word)
    return word


_SOUNDS = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"ch|sh", "x"), (r"ph", "f"), (r"h", ""), (r"eaux?|aux?", "o"), (r"gu(?=[eiy])", "g"),
        (r"ge(?=[ao])|g(?=[eiy])", "j"), (r"sc?(?=[eiy])|c(?=[eiy])", "s"), (r"qu|ck|k|c", "k"), (r"z", "s"),
        (r"[ae]i(?!l)|[ae]y", "e"), (r"[ae][mn](?=[^aeiouy]|$)", "an"), (r"y", "i"), (r"(.)\1+", r"\1"),
        (r"(?<=..)[tdsxe]+$", ""),
    )
)  # fmt: skip
