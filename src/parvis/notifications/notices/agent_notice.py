"""To an agent, at once: who did what on which request. Nothing of the person, nothing of what was written."""

from collections.abc import Mapping
from typing import Any

from parvis.notifications.notices.registry import Notice


class AgentTold(Notice):
    code = "agent_notice"
    label = "Notification à un agent"
    automatic = True
    example = {
        "reference": "26-0001",
        "type_label": "Nid-de-poule",
        "sentence": "Camille Martin vous mentionne dans une note",
    }

    @classmethod
    def topic(cls, context: Mapping[str, Any]) -> str:
        if not context["reference"]:
            return "une demande cloisonnée à lire dans Parvis"
        return f"{context['sentence']} ({context['reference']})"
