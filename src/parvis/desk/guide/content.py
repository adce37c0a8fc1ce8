"""The visit of each role, read from ``roles/<role>.toml``: where to go, what to look at, one or two sentences.

``page`` names an address of ``guide/pages.py``; ``look`` a ``data-guide`` of that page, or nothing.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from parvis.organisation.models import Role

FOLDER = Path(__file__).parent / "roles"
#: Whose visit is shown first to somebody who has several roles: the one whose day holds most.
PRECEDENCE = (
    Role.ADMINISTRATOR, Role.DISPATCHER, Role.MANAGER, Role.CASE_WORKER, Role.FRONT_DESK, Role.CABINET, Role.FIELD,
    Role.EXECUTIVE, Role.ELECTED, Role.COMMUNICATION, Role.DPO,
)  # fmt: skip


@dataclass(frozen=True)
class Step:
    page: str
    title: str
    text: str
    look: str = ""


@dataclass(frozen=True)
class Guide:
    role: str
    promise: str
    steps: tuple[Step, ...]

    @property
    def role_label(self) -> str:
        return str(Role(self.role).label)


@cache
def guide_of(role: str) -> Guide:
    """Raises ValueError for what is no role."""
    written = tomllib.loads((FOLDER / f"{Role(role).value}.toml").read_text())
    return Guide(role, written["promise"], tuple(Step(**step) for step in written["steps"]))


def main_role(roles: frozenset[str]) -> str:
    """ "" for an agent without any role."""
    return next((role.value for role in PRECEDENCE if role in roles), "")
