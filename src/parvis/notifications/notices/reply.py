"""The public reply, signed as the law asks: first name, name, quality, department, unless the agent is anonymous."""

from collections.abc import Mapping
from typing import Any

from parvis.cases import events
from parvis.cases.models import Case, CaseAttachment, Message
from parvis.history.models import Event
from parvis.notifications.greetings import without_greeting
from parvis.notifications.notices.registry import CaseNotice
from parvis.organisation.models import Agent


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
        files = CaseAttachment.objects.filter(message=message, is_public=True).count()
        return cls.said(message.body, message.author, files)

    @classmethod
    def said(cls, body: str, author: Agent | None, files: int) -> dict[str, Any]:
        """What the templates show of a reply, sent or not yet."""
        signed = author if author and not author.anonymous else None
        return {
            "body": without_greeting(body),
            "agent": signed.display_name if signed else "",
            "agent_title": signed.title if signed else "",
            "files": files,
        }

    @classmethod
    def message_id(cls, event: Event) -> int | None:
        return int(event.kind.message_id)
