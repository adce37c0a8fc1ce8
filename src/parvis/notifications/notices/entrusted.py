"""The private link of a task, to somebody outside the town hall. Never the person's own link, nor their name."""

from collections.abc import Mapping
from typing import Any

from parvis.notifications.notices.registry import Notice


class Entrusted(Notice):
    code = "entrusted"
    label = "Tâche confiée à l'extérieur"
    to_person = False
    example = {
        "title": "Reboucher le trou", "instructions": "Côté école.", "place": "12 rue des Lilas", "due": "mardi 3 mars",
        "task_url": "https://mairie.example/tache/abc/", "until": None, "service": "Voirie", "phone": "",
    }  # fmt: skip

    @classmethod
    def topic(cls, context: Mapping[str, Any]) -> str:
        return f"une tâche vous est confiée, « {context['title']} »"
