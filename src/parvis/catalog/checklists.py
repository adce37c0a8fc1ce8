"""The steps of a request type: what each service does when a case of this type comes. Kept on the type as plain data::

    [{"title": "Vérifier sur place", "department": "VOI", "days": 5, "instructions": ""}, …]

``department`` is a code, "" for the one that has the case; ``days`` may be absent.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from parvis.kit.text import clean_text

MOST, LONGEST_TITLE, LONGEST, FARTHEST = 20, 200, 2_000, 730


class BadChecklist(ValueError):
    """Its text is for the person who wrote the steps."""


@dataclass(frozen=True)
class Step:
    title: str
    department: str = ""
    days: int | None = None
    instructions: str = ""

    def row(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value not in ("", None)}


def steps_of(rows: Any) -> list[Step]:
    """As stored; what makes no sense is left out rather than breaking a case's page."""
    found = []
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, dict) and str(row.get("title", "")).strip():
            days = row.get("days")
            found.append(
                Step(
                    str(row["title"]),
                    str(row.get("department", "")),
                    days if isinstance(days, int) else None,
                    str(row.get("instructions", "")),
                )
            )
    return found


def checked(steps: Collection[Step], departments: Collection[str]) -> list[dict[str, Any]]:
    """What to store. ``departments`` are the codes in use. Raises BadChecklist."""
    if len(steps) > MOST:
        raise BadChecklist(f"{MOST} étapes au plus.")
    rows, titles = [], set()
    for step in steps:
        title = " ".join(clean_text(step.title).split())
        if not title:
            raise BadChecklist("Dites ce qu'il y a à faire à chaque étape.")
        if len(title) > LONGEST_TITLE or len(step.instructions) > LONGEST:
            raise BadChecklist(f"« {title[:40]}… » est trop long.")
        if title in titles:
            raise BadChecklist(f"« {title} » est écrit deux fois.")
        if step.department and step.department not in departments:
            raise BadChecklist(f"Aucun service n'a le code « {step.department} ».")
        if step.days is not None and not 0 <= step.days <= FARTHEST:
            raise BadChecklist(f"« {title} » : un délai de 0 à {FARTHEST} jours.")
        titles.add(title)
        rows.append(Step(title, step.department, step.days, clean_text(step.instructions).strip()).row())
    return rows
