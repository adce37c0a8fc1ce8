"""The registration receipt of a request that was first answered on the spot, then left to its service after all."""

from collections.abc import Mapping
from typing import Any

from parvis.cases import events
from parvis.cases.models import Case
from parvis.history.models import Event
from parvis.notifications.notices.registered import Registered
from parvis.notifications.notices.registry import CaseNotice


class RegisteredLate(CaseNotice):
    code = "registered_late"
    label = "Accusé d'enregistrement, après une réponse sur place annulée"
    automatic = True
    event = events.AnswerTakenBack
    example = Registered.example

    @classmethod
    def topic(cls, context: Mapping[str, Any]) -> str:
        return Registered.topic(context)

    @classmethod
    def facts(cls, event: Event, case: Case) -> dict[str, Any] | None:
        quiet = case.sector.sealed or case.request_type.confidential
        return {
            "type_label": "" if quiet else case.request_type.label,
            "received_at": case.received_at,
            "due_at": case.due_at,
        }
