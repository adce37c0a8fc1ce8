"""To somebody from outside: their task is called off, so that nobody comes for nothing."""

from collections.abc import Mapping
from typing import Any

from parvis.notifications.notices.registry import Notice


class CalledOff(Notice):
    code = "called_off"
    label = "Tâche à l'extérieur annulée"
    to_person = False
    example = {
        "titles": ["Reboucher le trou"], "place": "12 rue des Lilas", "service": "Voirie", "phone": "",
    }  # fmt: skip

    @classmethod
    def topic(cls, context: Mapping[str, Any]) -> str:
        titles = context["titles"]
        return (
            f"ne faites plus « {titles[0]} »"
            if len(titles) == 1
            else f"ne faites plus ces {len(titles)} tâches"
        )
