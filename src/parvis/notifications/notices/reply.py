"""The public reply, signed as the law asks: first name, name, quality, department, unless the agent is anonymous."""

from collections.abc import Mapping
from typing import Any

from parvis.cases import events
from parvis.cases.models import Case, CaseAttachment, Message
from parvis.history.models import Event
from parvis.notifications.notices.registry import CaseNotice


class Reply(CaseNotice):
    code = "reply"
    label = "Réponse"
    event = events.Replied
    example = {"body": "C'est prévu mardi.", "agent": "Camille Martin", "agent_title": "agente", "files": 1}

    @classmethod
    def topic(cls, context: Mapping[str, Any]) -> str:
        return f"réponse à votre demande {context['reference']}"

    @classmethod
    def facts(cls, event: Event, case: Case) -> dict[str, Any] | None:
        message = Message.objects.select_related("author").filter(pk=event.kind.message_id).first()
        if message is None:
            return None
        author = message.author if message.author and not message.author.anonymous else None
        return {
            "body": message.body,
            "agent": author.display_name if author else "",
            "agent_title": author.title if author else "",
            "files": CaseAttachment.objects.filter(message=message, is_public=True).count(),
        }

    @classmethod
    def message_id(cls, event: Event) -> int | None:
        return int(event.kind.message_id)
