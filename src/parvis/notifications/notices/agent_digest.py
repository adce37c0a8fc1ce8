"""To an agent, when they chose: what they have not read yet, request by request; sealed ones as a number only."""

from collections.abc import Mapping
from typing import Any

from parvis.notifications.notices.registry import Notice


class AgentDigest(Notice):
    code = "agent_digest"
    label = "Résumé à un agent"
    automatic = True
    example = {
        "requests": [
            {
                "reference": "26-0001",
                "type_label": "Nid-de-poule",
                "sentences": ["Camille Martin vous mentionne dans une note"],
            }
        ],
        "sealed": 1,
        "more": 0,
        "total": 2,
    }

    @classmethod
    def topic(cls, context: Mapping[str, Any]) -> str:
        total = context["total"]
        return "1 demande à lire dans Parvis" if total == 1 else f"{total} demandes à lire dans Parvis"
