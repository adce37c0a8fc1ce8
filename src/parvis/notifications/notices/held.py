"""What we need from the person before we can go on. Waiting for a third party is told on the follow-up page only."""

from collections.abc import Mapping
from typing import Any

from parvis.cases import events
from parvis.cases.models import Case
from parvis.cases.states import WaitingFor
from parvis.history.models import Event
from parvis.notifications.greetings import without_greeting
from parvis.notifications.notices.registry import CaseNotice


class Held(CaseNotice):
    code = "held"
    label = "Précision attendue"
    event = events.Held
    example = {"reason": "Le numéro de votre compteur."}

    @classmethod
    def topic(cls, context: Mapping[str, Any]) -> str:
        return f"une précision pour votre demande {context['reference']}"

    @classmethod
    def facts(cls, event: Event, case: Case) -> dict[str, Any] | None:
        held = event.kind
        return cls.said(held.reason) if held.waiting_for == WaitingFor.PERSON else None

    @classmethod
    def said(cls, reason: str) -> dict[str, Any]:
        """What the templates show of a question, asked or not yet."""
        return {"reason": without_greeting(reason)}
