"""Which cases an act on many is for: those ticked, or all that answer a filter, frozen at their version of now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from parvis.cases.models import Case
from parvis.cases.searching import MOST_CLOSED
from parvis.desk.lists.conditions import Reading
from parvis.desk.lists.counting import Count, bounded_counts
from parvis.desk.lists.fields import chips
from parvis.desk.lists.filters import QueueFilter
from parvis.organisation.access import Access

#: At once; and ticked one by one.
MOST, MOST_TICKED = 5_000, 500
STATES = {
    "open": "ouvertes", "received": "reçues", "ongoing": "prises en charge", "in_progress": "en cours",
    "waiting": "en attente", "scheduled": "planifiées", "closed": "closes",
}  # fmt: skip


class CannotSelect(ValueError):
    """Nothing, or too much, was chosen: said to whoever chose."""


@dataclass(frozen=True)
class Selection:
    """``ids`` of ticked cases, or with ``everything`` all that ``chosen`` keeps."""

    chosen: QueueFilter
    everything: bool
    ids: tuple[int, ...]
    #: The filter as it was sent.
    sent: str = ""
    #: Values of it that mean nothing any more: without them it would keep more cases than were shown.
    unknown: tuple[str, ...] = ()

    @classmethod
    def read(cls, given: QueryDict, reading: Reading) -> "Selection":
        sent = given.get("filtre", "")
        chosen = QueueFilter.from_query(QueryDict(sent), reading.choices)
        ids = [
            int(value)
            for value in given.getlist("case")
            if value.isascii() and value.isdigit() and len(value) < 19
        ]
        everything, ticked = given.get("tout") == "1", tuple(dict.fromkeys(ids))[:MOST_TICKED]
        return cls(chosen.with_(view=""), everything, ticked, sent, chosen.ignored)

    @property
    def widened(self) -> str:
        """What stands in the way of « all that the filter keeps », "" when nothing does."""
        if not (self.everything and self.unknown):
            return ""
        told = ", ".join(self.unknown)
        return f"Le filtre ne vaut plus ({told}) : revenez à la liste et choisissez de nouveau."

    def cases(self, access: Access, reading: Reading) -> Any:
        readable = Case.objects.readable_by(access)
        if self.widened:
            return readable.none()
        return self.chosen.apply(readable, reading) if self.everything else readable.filter(pk__in=self.ids)

    def count(self, access: Access, reading: Reading) -> Count:
        """Up to MOST; one statement."""
        return bounded_counts({"n": self.cases(access, reading)}, most=MOST)["n"]

    def frozen(self, access: Access, reading: Reading) -> list[Case]:
        """Every case with what deciding needs, oldest first. Raises CannotSelect."""
        if self.widened:
            raise CannotSelect(self.widened)
        found = list(
            self.cases(access, reading)
            .select_related("sector")
            .only(
                "id", "tenant", "reference", "version", "state", "priority", "kind", "request_type", "department", "assignee",
                "opened_by", "addressed_to", "scheduled_on", "person", "sector__id", "sector__tenant", "sector__sealed",
            )
            .order_by("received_at", "id")[: MOST + 1]
        )  # fmt: skip
        if not found:
            raise CannotSelect("Aucune demande n'est choisie : revenez à la liste et cochez-en.")
        if len(found) > MOST:
            raise CannotSelect(f"Plus de {MOST} demandes répondent à ce filtre : ajoutez-en un autre.")
        return found

    def told(self, reading: Reading, agents: Mapping[int, str]) -> str:
        """In words: « 12 demandes cochées », « tout ce qui répond à : ouvertes, Voirie »."""
        if not self.everything:
            return "Demandes cochées dans la liste"
        now = self.chosen.get("state")
        labels = [STATES[now]] if now else []
        labels += [chip.label for chip in chips(self.chosen, reading.choices, agents, "")]
        if self.chosen.get("q") and now in ("", "closed") and reading.holding(self.chosen.get("q")).more:
            labels.append(f"parmi les closes, les {MOST_CLOSED} plus récentes qui ont ces mots")
        return "Tout ce qui répond au filtre : " + (", ".join(labels) or "toutes les demandes")

    def fields(self) -> Sequence[tuple[str, str]]:
        """What a form must carry to choose the same again."""
        return [
            ("filtre", self.sent if self.unknown else self.chosen.url().partition("?")[2]),
            *([("tout", "1")] if self.everything else [("case", str(pk)) for pk in self.ids]),
        ]
