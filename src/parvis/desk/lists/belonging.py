"""Which cases a list keeps, as the browser can tell from what a live event says of them."""

import json
from collections.abc import Mapping
from typing import Any

from parvis.cases.states import IN_PROGRESS_STATES, OPEN_STATES
from parvis.desk.lists.conditions import Reading
from parvis.desk.lists.filters import ARRANGING, QueueFilter

STATES: Mapping[str, tuple[str, ...]] = {"open": OPEN_STATES, "ongoing": IN_PROGRESS_STATES}


def belonging(chosen: QueueFilter, reading: Reading) -> str:
    """JSON of the values kept by column; ``ask`` is true when other filters leave it to the server to tell."""
    kept: dict[str, Any] = {}
    for name, value in chosen.values.items():
        if name in ARRANGING:
            continue
        found = None if name == "channel" and chosen.get("any_channel") else _values(name, value, reading)
        if found is None:
            kept["ask"] = True
        else:
            kept[name] = found
    return json.dumps(kept)


def _values(name: str, value: str, reading: Reading) -> list[str | int] | None:
    choices = reading.choices
    match name, value:
        case "state", _:
            return list(STATES.get(value, (value,)))
        case "department", "mine":
            return sorted(choices.own_departments)
        case "department", _:
            return [choices.departments[value][0]]
        case "assignee", "me":
            return [reading.agent_id or -1]
        case "assignee", "none":
            return [0]
        case (("assignee" | "priority"), _) if value.isdigit():
            return [int(value)]
        case "type", _:
            return [choices.types[value][0]]
        case "district", _:
            return [0 if value == "none" else choices.districts[value][0]]
        case "channel", _:
            return [value]
    return None
