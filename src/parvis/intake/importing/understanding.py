"""One row → everything a case needs, or why it cannot be one. The rules of the door, where history allows them."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from parvis.cases.states import State
from parvis.directory.matching import Identity
from parvis.intake.importing.classifying import Classifier, Wanted
from parvis.intake.importing.holding import Holders
from parvis.intake.importing.mapping import Mapping, Values, known_states
from parvis.intake.importing.numbering import Occurrences, identity
from parvis.intake.importing.reading import Row
from parvis.intake.importing.refusals import RowRefused
from parvis.intake.submission import LONGEST_DESCRIPTION

_STATES = known_states()
_DEGREE = Decimal("0.000001")


@dataclass(frozen=True)
class Understood:
    external_id: str
    type: Wanted
    kind: str
    channels: tuple[str, ...]
    state: str
    outcome: str
    waiting_for: str
    text: str
    address: str
    latitude: Decimal | None
    longitude: Decimal | None
    received_at: datetime
    closed_at: datetime | None
    due_at: datetime | None
    person: Identity
    department_id: int | None
    agent_id: int | None
    #: What the row says and nobody can use (« courriel », « service »…): counted, it refuses nothing.
    left_out: tuple[str, ...]

    @property
    def is_closed(self) -> bool:
        return self.state == State.CLOSED


class Reader:
    """Reads rows with one mapping, for one town."""

    def __init__(
        self,
        mapping: Mapping,
        classifier: Classifier,
        holders: Holders,
        occurrences: Occurrences,
        *,
        zone: ZoneInfo,
        now: datetime,
    ) -> None:
        self._mapping, self._classifier, self._occurrences = mapping, classifier, occurrences
        self._holders = holders
        self._zone, self._now = zone, now

    def identify(self, row: Row) -> tuple[str, int]:
        """The external identifier, and a number drawn from it. Counted for every row, refused ones included."""
        return identity(row, self._mapping.identifier, self._occurrences)

    def read(self, row: Row, external_id: str, seed: int) -> Understood:
        """Raises RowRefused."""
        cells = row.cells
        assert cells is not None
        mapping = self._mapping
        received_at = mapping.received.read(cells, seed=seed, zone=self._zone, now=self._now)
        state, outcome, waiting_for = _STATES[self._translated(mapping.state, cells, "état")[0]]
        wanted = self._classifier.wanted(cells[mapping.type.column] if mapping.type.column else "")
        latitude, longitude = self._point(cells)
        person, left_out = mapping.person.read(cells)
        department_id, unknown_department = self._holders.department(cells)
        agent_id, unknown_agent = self._holders.agent(cells)
        left_out += ("service",) * unknown_department + ("agent",) * unknown_agent
        return Understood(
            external_id=external_id,
            type=wanted,
            kind=self._translated(mapping.kind, cells, "nature", optional=True)[0],
            channels=self._translated(mapping.channel, cells, "origine"),
            state=state,
            outcome=outcome,
            waiting_for=waiting_for,
            text=self._text(cells, wanted),
            address=_clean(cells[mapping.place.address])[:300] if mapping.place.address else "",
            latitude=latitude,
            longitude=longitude,
            received_at=received_at,
            closed_at=self._closed_at(cells, state, received_at, seed),
            due_at=self._due_at(cells, seed),
            person=person,
            department_id=department_id,
            agent_id=agent_id,
            left_out=left_out,
        )

    def _translated(
        self, rules: Values, cells: dict[str, str], what: str, *, optional: bool = False
    ) -> tuple[str, ...]:
        """The values of the cell, each once, in its order; never empty."""
        if not rules.column:
            return (rules.constant,)
        cell = cells[rules.column].strip()
        words = [word.strip() for word in cell.split(rules.separator)] if rules.separator else [cell]
        found = []
        for word in words:
            if word and word not in rules.values:
                raise RowRefused(f"{what} : « {word[:60]} » n'est pas dans la correspondance")
            value = rules.values[word] if word else rules.empty
            if not value and not optional:
                raise RowRefused(f"{what} : cellule vide")
            found.append(value)
        return tuple(dict.fromkeys(found))

    def _text(self, cells: dict[str, str], wanted: Wanted) -> str:
        rules = self._mapping.text
        parts = [_clean(cells[column]) for column in rules.columns]
        text = "\n\n".join(part for part in parts if part)
        if len(text) > LONGEST_DESCRIPTION:
            raise RowRefused(f"texte de plus de {LONGEST_DESCRIPTION} caractères")
        if text:
            return text
        known = self._classifier.types.get(wanted.code)
        return rules.empty.replace("{type}", wanted.label or (known.label if known else ""))

    def _point(self, cells: dict[str, str]) -> tuple[Decimal | None, Decimal | None]:
        place = self._mapping.place
        if not place.latitude:
            return None, None
        written = (
            cells[place.latitude].strip().replace(",", "."),
            cells[place.longitude].strip().replace(",", "."),
        )
        if not any(written):
            return None, None
        try:
            latitude, longitude = (Decimal(part).quantize(_DEGREE) for part in written)
        except InvalidOperation as error:
            raise RowRefused(f"coordonnées illisibles : « {' '.join(written)[:60]} »") from error
        if not (latitude.is_finite() and longitude.is_finite()):
            raise RowRefused(f"coordonnées illisibles : « {' '.join(written)[:60]} »")
        if not (abs(latitude) <= 90 and abs(longitude) <= 180):
            raise RowRefused(f"ce point n'existe pas : {' '.join(written)[:60]}")
        return latitude, longitude

    def _closed_at(
        self, cells: dict[str, str], state: str, received_at: datetime, seed: int
    ) -> datetime | None:
        dating = self._mapping.closed
        if (
            state != State.CLOSED
            or dating is None
            or not any(cells[column].strip() for column in dating.columns)
        ):
            return None
        closed_at = dating.read(cells, seed=seed, zone=self._zone, now=self._now)
        if closed_at < received_at:
            raise RowRefused("date de clôture avant la réception")
        return closed_at

    def _due_at(self, cells: dict[str, str], seed: int) -> datetime | None:
        dating = self._mapping.due
        if dating is None or not any(cells[column].strip() for column in dating.columns):
            return None
        return dating.read(cells, seed=seed, zone=self._zone, now=self._now, to_come=True)


def _clean(text: str) -> str:
    return text.replace("\x00", "").strip()
