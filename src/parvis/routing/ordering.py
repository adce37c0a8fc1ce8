"""The ordered list of rules, and what it would be after a change: the same for a trial and for the change itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from parvis.routing.models import Rule

#: Relations that a sentence or a replay of a rule needs.
RELATIONS = ("request_type", "sector", "district", "calendar", "department", "agent")


def rules_in_order() -> list[Rule]:
    """Those put aside included; one query."""
    return list(Rule.objects.select_related(*RELATIONS).order_by("position"))


@dataclass(frozen=True)
class Change:
    """One rule added (no ``old``), deleted (no ``new``), changed or moved, and the whole list after it."""

    before: tuple[Rule, ...]
    after: tuple[Rule, ...]
    old: Rule | None = None
    new: Rule | None = None

    @property
    def touched(self) -> tuple[Rule, ...]:
        """A case that fits none of these goes where it went: the other rules keep their order."""
        return tuple(rule for rule in (self.old, self.new) if rule is not None and rule.active)


def placed(rules: Sequence[Rule], rule: Rule, rank: int | None = None) -> Change:
    """Added when it has no key yet, else put in place of its former self; ``rank`` counts from 0, None keeps or ends."""
    old = next((r for r in rules if r.pk == rule.pk), None) if rule.pk else None
    rest = [r for r in rules if r is not old]
    if rank is None:
        rank = list(rules).index(old) if old else len(rest)
    rest.insert(min(max(rank, 0), len(rest)), rule)
    return Change(tuple(rules), tuple(rest), old, rule)


def moved(rules: Sequence[Rule], rule: Rule, step: int) -> Change:
    return placed(rules, rule, list(rules).index(rule) + step)


def removed(rules: Sequence[Rule], rule: Rule) -> Change:
    return Change(tuple(rules), tuple(r for r in rules if r is not rule), rule, None)


def switched(rules: Sequence[Rule], rule: Rule, active: bool) -> Change:
    copy = copied(rule)
    copy.active = active
    return placed(rules, copy)


def copied(rule: Rule) -> Rule:
    """Another object of the same row: what is kept in ``before`` must not move."""
    fresh = Rule()
    fresh.__dict__.update({k: v for k, v in rule.__dict__.items() if k != "_state"})
    fresh._state.adding = False
    fresh._state.fields_cache.update(rule._state.fields_cache)
    return fresh
