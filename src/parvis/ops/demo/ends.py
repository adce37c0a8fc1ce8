"""How cases end: which outcome is plausible for which type, and its words."""

import random

from parvis.ops.demo.catalogue import Habit
from parvis.ops.demo.coherence import agrees
from parvis.ops.demo.texts.voice import Service, Voice
from parvis.ops.demo.wording import Slots

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
        "ESV-TON",
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
DUPLICATE = (
    "Merci : ce problème nous a déjà été signalé {dans_rue}. Nous regroupons les deux demandes et vous tiendrons au courant.",
    "Votre signalement rejoint une demande déjà en cours au même endroit ; vous recevrez les mêmes nouvelles.",
    "D'autres riverains nous ont prévenus, une équipe s'en occupe. Votre demande est jointe à la leur.",
)
RECEIVED = (
    "Pièces reçues, dossier complet.",
    "Complément reçu, on continue.",
    "Reçu, lisible. Suite de l'instruction.",
)
REMINDERS = (
    "Sauf erreur, nous n'avons pas reçu les éléments demandés. Pouvez-vous nous les transmettre sous dix jours ?",
    "Petit rappel : il nous manque encore votre réponse pour avancer.",
)
CHASES = (
    "Bonjour, je n'ai aucune nouvelle de ma demande. Où en est-elle ?", "Toujours rien ? Cela devient long.",
    "Je me permets de vous relancer. Merci de me dire quand ce sera traité.", "Rien n'a bougé, pouvez-vous me répondre svp ?",
    "Relance : personne n'est passé. Cordialement.",
)  # fmt: skip
REOPENINGS = {
    "W": ("Le problème est revenu au même endroit.", "Personne n'est passé, rien n'a été fait.", "C'est mieux, mais le travail n'est "
          "pas terminé."),
    "P": ("Cela a recommencé hier soir.", "Rien n'a changé depuis votre passage."),
    "D": ("Je n'ai toujours rien reçu.", "Il y a une erreur dans le document reçu.", "La réponse ne correspond pas à ma demande."),
}  # fmt: skip
AFTER_REOPENING = (
    "Revu avec l'équipe, à reprendre.",
    "Erreur de notre part, corrigée.",
    "Second passage nécessaire.",
    "Rappelé pour excuses.",
)
GAVE_UP = "Sans réponse à nos deux messages, nous clôturons votre demande. Vous pouvez la rouvrir pendant trente jours."


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
        return GAVE_UP
    opening = slots.scene.opening
    pool = tuple(
        text
        for text in (voice.ends.get(outcome, ()) if voice else ())
        if agrees(habit.department, text, opening)
    )
    return rng.choice(pool or service.ends[outcome])
