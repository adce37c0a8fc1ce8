"""The words, icons and tones that states, priorities and channels wear everywhere on screen."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class Term:
    """A value of the domain as people see it: `tone` is one of the tone-* classes of the style sheets."""

    code: str
    label: str | Promise
    icon: str
    tone: str = "slate"


def _by_code(*terms: Term) -> dict[str, Term]:
    return {term.code: term for term in terms}


STATES = _by_code(
    Term("received", pgettext_lazy("état d'une demande", "Reçue"), "inbox", "blue"),
    Term(
        "in_progress",
        pgettext_lazy("état d'une demande", "En cours"),
        "player-play",
        "teal",
    ),
    Term(
        "waiting",
        pgettext_lazy("état d'une demande", "En attente"),
        "hourglass",
        "amber",
    ),
    Term(
        "scheduled",
        pgettext_lazy("état d'une demande", "Planifiée"),
        "calendar-event",
        "violet",
    ),
    Term("closed", pgettext_lazy("état d'une demande", "Close"), "circle-check", "slate"),
)

OUTCOMES = _by_code(
    Term("done", _("Réalisée"), "check", "green"),
    Term("answered", _("Réponse apportée"), "message", "green"),
    Term("no_action", _("Classée sans suite"), "ban", "slate"),
    Term("refused", _("Refusée"), "circle-x", "red"),
    Term("transferred", _("Transmise à l'organisme compétent"), "arrow-right", "violet"),
    Term("duplicate", _("Doublon"), "copy", "slate"),
    Term("withdrawn", _("Retirée par l'usager"), "arrow-back-up", "slate"),
    Term("cancelled", _("Annulée"), "x", "slate"),
)

PRIORITIES = _by_code(
    Term("P1", _("Urgente"), "flame", "red"),
    Term("P2", _("Haute"), "chevrons-up", "orange"),
    Term("P3", _("Normale"), "equal", "slate"),
    Term("P4", _("Basse"), "chevrons-down", "slate"),
)

CHANNELS = _by_code(
    Term("counter", _("Guichet"), "building-community"),
    Term("phone", _("Téléphone"), "phone"),
    Term("letter", _("Courrier"), "mail"),
    Term("email", _("Courriel"), "at"),
    Term("web", _("Site web"), "world"),
    Term("mobile", _("Application mobile"), "device-mobile"),
    Term("field", _("Terrain"), "map-pin"),
    Term("elected", _("Élu"), "id-badge-2"),
    Term("social", _("Réseau social"), "messages"),
    Term("api", _("Partenaire"), "plug"),
)


def term(table: dict[str, Term], code: object) -> Term:
    """The term of a code; also accepts an enumeration member or a number of priority (1 → P1)."""
    text = str(getattr(code, "value", code))
    if table is PRIORITIES and text.isdigit():
        text = f"P{text}"
    return table[text]


def label(table: dict[str, Term], code: object) -> str:
    return str(term(table, code).label)
