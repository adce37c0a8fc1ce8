"""How cases end: which outcome is plausible for which type, and its words."""

import random

from parvis.ops.demo.catalogue import Habit
from parvis.ops.demo.coherence import agrees
from parvis.ops.demo.slots import Slots
from parvis.ops.demo.texts.exchanges import GAVE_UP
from parvis.ops.demo.texts.voice import Service, Voice

# Where the service's own words for that outcome make sense.
NOTHING_SEEN = frozenset({"VOI", "PRO", "ESV", "BAT", "PM", "URB"})
NOT_OURS = frozenset(["VOI-NDP", "VOI-TRO", "VOI-ECL", "PRO-TAG", "PRO-DEJ", "PRO-RAT", "ESV-ELA", "PM-BRU", "BAT-SAL", "SPO-EQU", "CUL-EVE", "SOC-AID", "ECO-ODP", "PEJ-ALS"])  # fmt: skip
ELSEWHERE = frozenset(
    [
        "VOI-NDP",
        "VOI-TRO",
        "VOI-SIG",
        "VOI-MAR",
        "ESV-ELA",
        "PM-BRU",
        "CAB-INT",
        "ADM-AUT",
        "ETC-ACN",
    ]
)
MIX: dict[str, dict[str, float]] = {
    "W": {"good": 86, "no_action": 7, "refused": 3, "transferred": 4, "withdrawn": 1, "cancelled": 1},
    "P": {"good": 76, "no_action": 12, "refused": 5, "transferred": 6, "withdrawn": 4, "cancelled": 1},
    "D": {"good": 88, "answered": 5, "withdrawn": 5, "cancelled": 2},
    "Q": {"good": 92, "withdrawn": 3, "transferred": 6, "cancelled": 1},
    "X": {"good": 97, "withdrawn": 2, "cancelled": 1},
    "R": {"good": 78, "refused": 15, "withdrawn": 5, "answered": 3, "cancelled": 1},
    "C": {"good": 95, "transferred": 5},
}
HAND_OVERS = {
    "VOI-TRO": ("ESV", "Le trottoir est soulevé par les racines : à voir d'abord par les espaces verts."),
    "PRO-DEP": ("PM", "Un auteur peut être identifié : procès-verbal à dresser avant l'enlèvement."),
    "ESV-ELA": ("PM", "La haie est privée : mise en demeure du propriétaire à prévoir."),
    "SOC-HAB": ("URB", "Visite technique du logement à faire par l'urbanisme."),
    "PM-STA": ("VOI", "Il faut un aménagement (potelets), pas seulement des passages."),
    "URB-INF": ("PM", "Constat à dresser sur place par un agent assermenté."),
    "CAB-INT": ("VOI", "Question technique sur les travaux : réponse du service demandée."),
    "BAT-ECO": ("SCO", "Le problème vient de l'organisation du périscolaire, pas du bâtiment."),
    "PRO-TAG": ("BAT", "Le support est un mur de bâtiment communal, nacelle nécessaire."),
    "ADM-AUT": ("VOI", "Après échange, la question porte sur la voirie."),
}


def good(habit: Habit, voice: Voice, rng: random.Random, opening: str) -> str:
    """The ordinary end: done, answered, or passed on where another body is in charge."""
    options = [
        end
        for end in ("done", "answered", "transferred")
        if any(agrees(habit.department, text, opening) for text in voice.ends.get(end, ()))
    ]
    if not options:
        return "done" if habit.kind in "WP" else "answered"
    if habit.kind == "X":
        return rng.choices(options, [3.0 if end == "transferred" else 1.0 for end in options])[0]
    usual = [end for end in options if end != "transferred"] or options
    return rng.choices(usual, [4.0 if end == usual[0] else 1.0 for end in usual])[0]


def _possible(outcome: str, habit: Habit, voice: Voice) -> bool:
    if outcome in ("good", "answered", "withdrawn", "cancelled") or voice.ends.get(outcome):
        return True
    if outcome == "no_action":
        return habit.department in NOTHING_SEEN
    return habit.code in (NOT_OURS if outcome == "refused" else ELSEWHERE)


def outcome(habit: Habit, voice: Voice, rng: random.Random, asked: bool, opening: str) -> str:
    mix = {o: weight for o, weight in MIX[habit.kind].items() if _possible(o, habit, voice)}
    if asked:
        mix.pop("cancelled", None)
    drawn = rng.choices(list(mix), list(mix.values()))[0]
    return good(habit, voice, rng, opening) if drawn == "good" else drawn


def words(
    outcome: str,
    habit: Habit,
    voice: Voice | None,
    service: Service,
    slots: Slots,
    rng: random.Random,
    silent: bool = False,
) -> str:
    if silent and outcome == "no_action":
        return rng.choice(GAVE_UP)
    opening = slots.scene.opening
    pool = tuple(
        text
        for text in (voice.ends.get(outcome, ()) if voice else ())
        if agrees(habit.department, text, opening)
    )
    return rng.choice(pool or service.ends[outcome])
