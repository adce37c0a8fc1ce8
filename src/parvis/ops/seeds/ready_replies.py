"""The reply templates of a new town, from the TOML file beside it."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files

from parvis.replies.variables import check


@dataclass(frozen=True, slots=True)
class TemplateSeed:
    """``request_type`` and ``department`` are codes; with neither it is offered everywhere."""

    title: str
    body: str
    request_type: str = ""
    department: str = ""


def ready_replies() -> tuple[TemplateSeed, ...]:
    """Raises UnknownVariable when a text names a variable that does not exist."""
    text = (files("parvis.ops.seeds") / "data" / "reply_templates.toml").read_text("utf-8")
    found = tuple(
        TemplateSeed(**row | {"body": row["body"].strip()}) for row in tomllib.loads(text)["templates"]
    )
    for seed in found:
        check(seed.body)
    return found
