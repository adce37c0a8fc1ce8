"""The registration receipt, at once. The legal acknowledgement (ARE), where one is due, is another message."""

from collections.abc import Mapping
from typing import Any

from parvis.cases import events
from parvis.cases.answering import was_answered_on_the_spot
from parvis.cases.models import Case
from parvis.history.models import Event
from parvis.notifications.notices.registry import CaseNotice


class Registered(CaseNotice):
    code = "registered"
    label = "Accusé d'enregistrement"
    automatic = True
    event = events.Opened
    example = {"type_label": "Nid-de-poule", "received_at": None, "due_at": None}

    @classmethod
    def topic(cls, context: Mapping[str, Any]) -> str:
        return f"demande {context['reference']} enregistrée"

    @classmethod
    def facts(cls, event: Event, case: Case) -> dict[str, Any] | None:
        if was_answered_on_the_spot(case):
            return None  # nothing is waited for
        # A shared mailbox shows its subjects and first lines: what the law seals is not named there.
        quiet = case.sector.sealed or case.request_type.confidential
        return {
            "type_label": "" if quiet else event.kind.type_label,
            "received_at": case.received_at,
            "due_at": case.due_at,
        }
