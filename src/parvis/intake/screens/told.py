"""A run in the words of its pages: where it is, whether its job is alive, what it did."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from parvis.cases.states import Channel
from parvis.cases.states import State as CaseState
from parvis.intake.importing.importables import IMPORTABLES
from parvis.intake.importing.kinds.registry import kinds
from parvis.intake.models import ImportRun
from parvis.kit import clock

State = ImportRun.State
#: A job that says nothing for so long is dead. What is done in one transaction says nothing before its end.
SILENT, SILENT_AT_ONCE = timedelta(seconds=90), timedelta(minutes=20)
TONES = {
    State.LOOKING: ("hourglass", "teal"),
    State.UNREADABLE: ("alert-circle", "red"),
    State.COLUMNS: ("pencil", "blue"),
    State.CHECKING: ("hourglass", "teal"),
    State.CHECKED: ("list-check", "amber"),
    State.WRITING: ("player-play", "teal"),
    State.STOPPED: ("alert-triangle", "red"),
    State.DONE: ("circle-check", "green"),
    State.UNDOING: ("rotate", "teal"),
    State.UNDONE: ("arrow-back-up", "slate"),
}


@dataclass(frozen=True)
class Told:
    run: ImportRun

    @property
    def icon(self) -> str:
        return "alert-triangle" if self.silent else TONES[State(self.run.state)][0]

    @property
    def tone(self) -> str:
        return "red" if self.silent else TONES[State(self.run.state)][1]

    @property
    def state(self) -> str:
        return "Interrompue" if self.silent else str(self.run.get_state_display())

    @property
    def kind(self) -> str:
        known = IMPORTABLES.get(self.run.kind)
        return known.label if known else self.run.kind

    @property
    def waits_for_somebody(self) -> bool:
        return self.run.state in (State.UNREADABLE, State.COLUMNS, State.CHECKED, State.STOPPED)

    @cached_property
    def silent(self) -> bool:
        """A job that should be at work and is not."""
        if not self.run.is_working or self.run.beat_at is None:
            return False
        limit = SILENT_AT_ONCE if self.at_once else SILENT
        return clock.now() - self.run.beat_at > limit

    @property
    def at_once(self) -> bool:
        """Done in one transaction: no percentage."""
        whole = getattr(kinds().get(self.run.kind), "most_rows", None) is not None
        return self.run.state == State.UNDOING or (self.run.state == State.CHECKING and whole)

    @cached_property
    def queued(self) -> bool:
        return self.run.is_working and self.run.beat_at is None

    @property
    def has_percent(self) -> bool:
        return self.run.is_working and not self.at_once and not self.queued

    @property
    def report(self) -> dict[str, Any]:
        return self.run.written or self.run.checked

    @property
    def facts(self) -> list[tuple[str, str]]:
        """States, origins and days of what was read, for a list of definitions."""
        report = self.report
        first, last = (
            datetime.fromisoformat(report[k]) if report.get(k) else None for k in ("earliest", "latest")
        )
        return [
            ("Reçues", f"du {first:%d/%m/%Y} au {last:%d/%m/%Y}" if first and last else ""),
            ("États", _counted(report.get("states", {}), CaseState)),
            ("Origines", _counted(report.get("channels", {}), Channel)),
        ]

    @property
    def created(self) -> int:
        if self.run.state in (State.STOPPED, State.WRITING):
            return int(self.run.import_batch.created) if self.run.import_batch is not None else 0
        return int(self.report.get("created", 0))

    @property
    def more_refusals(self) -> int:
        return int(self.report.get("refused", 0)) - len(self.report.get("first_refusals", []))


def _counted(found: dict[str, int], choices: Any) -> str:
    labels = dict(choices.choices)
    return ", ".join(f"{str(labels.get(code, code)).lower()} {spaced(n)}" for code, n in found.items())


def spaced(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")
