"""How the request ended, in plain words, how to say what one thinks of it, and how to have it reopened."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from parvis.cases import events
from parvis.cases.models import Case
from parvis.cases.reopening import WINDOW
from parvis.cases.states import NOT_TREATED, Outcome
from parvis.history.models import Event
from parvis.notifications.greetings import without_greeting
from parvis.notifications.notices.registry import CaseNotice

PLAIN = {
    Outcome.DONE: "Ce que vous demandiez est fait.",
    Outcome.ANSWERED: "Votre demande a reçu sa réponse.",
    Outcome.NO_ACTION: "Votre demande est classée sans suite.",
    Outcome.REFUSED: "Votre demande est refusée.",
    Outcome.TRANSFERRED: "Votre demande relève d'un autre organisme, à qui elle est transmise.",
    Outcome.DUPLICATE: "Votre demande porte sur le même sujet qu'une autre, déjà suivie par nos services.",
    Outcome.WITHDRAWN: "Votre demande est retirée.",
    Outcome.CANCELLED: "Votre demande est annulée.",
}


class Closed(CaseNotice):
    code = "closed"
    label = "Demande close"
    event = events.Closed
    example = {
        "outcome": PLAIN[Outcome.DONE],
        "text": "La chaussée est réparée.",
        "until": None,
        "asked": True,
    }

    @classmethod
    def topic(cls, context: Mapping[str, Any]) -> str:
        return f"votre demande {context['reference']} est close"

    @classmethod
    def facts(cls, event: Event, case: Case) -> dict[str, Any] | None:
        if event.kind.on_the_spot:
            return None  # they were told by whoever took the request
        return cls.said(event.kind.outcome, event.kind.text, event.at)

    @classmethod
    def said(cls, outcome: str, text: str, at: datetime) -> dict[str, Any]:
        """What the templates show of a closure, done or not yet."""
        plain = PLAIN[Outcome(outcome)] if outcome in Outcome.values else "Votre demande est close."
        return {
            "outcome": plain,
            "text": without_greeting(text),
            "until": at + WINDOW,
            "asked": outcome not in NOT_TREATED,
        }
