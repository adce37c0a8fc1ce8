"""The verbs of rules: add, change, move, put aside, delete, restore. Each is one event, and refuses a stale form.

Rules are few and ordered: one at a time changes them, under a lock of the tenant.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Case as Choose
from django.db.models import PositiveIntegerField, Value, When

from parvis.history.actors import Actor
from parvis.history.appending import append
from parvis.history.models import Event
from parvis.history.types import EventType
from parvis.kit.tenant import current_tenant_id
from parvis.organisation.access import Access
from parvis.organisation.models import Role
from parvis.routing import events, ordering
from parvis.routing.models import Rule
from parvis.routing.wording import sentence

#: Fields that make a rule, its place aside.
CONTENT = (
    "name", "request_type_id", "sector_id", "district_id", "channel", "words", "when", "calendar_id", "partner",
    "department_id", "agent_id", "active",
)  # fmt: skip
LAST_CHANGES = 20


class MayNotChangeRules(Exception):
    """Rules are the administrator's."""


class RulesChanged(Exception):
    """Somebody changed the rules since the form was drawn; ``changes`` are those events, oldest first."""

    def __init__(self, changes: list[Event]) -> None:
        super().__init__("Les règles ont changé entre-temps.")
        self.changes = changes


class AlreadyChanged(Exception):
    """This very form was received before: it is done."""


class RuleGone(Exception):
    """The rule was deleted meanwhile, or never existed here."""


class CannotRestore(Exception):
    """What the deleted rule pointed at is no longer there, or the rule is back already."""


def may_change_rules(access: Access) -> bool:
    return access.has(Role.ADMINISTRATOR)


def may_read_rules(access: Access) -> bool:
    return access.has(Role.ADMINISTRATOR, Role.DISPATCHER)


def version_of(rules: Sequence[Rule]) -> str:
    """What a form carries: the last event, to say what came after it, and a digest that sees changes made by hand too."""
    rows = [(r.pk, *(getattr(r, name) for name in CONTENT)) for r in rules]
    last = Event.objects.filter(type__in=events.CODES).order_by("-id").values_list("id", flat=True).first()
    return f"{last or 0}-{hashlib.sha256(repr(rows).encode()).hexdigest()[:16]}"


def last_changes() -> list[Event]:
    return list(Event.objects.filter(type__in=events.CODES).order_by("-at", "-id")[:LAST_CHANGES])


@dataclass
class _Editing:
    rules: list[Rule]
    by: Actor
    at: datetime
    key: str

    def rule(self, pk: int) -> Rule:
        found = next((r for r in self.rules if r.pk == pk), None)
        if found is None:
            raise RuleGone("Cette règle n'existe plus.")
        return found

    def reorder(self, rules: Sequence[Rule]) -> None:
        """One statement. New places are all above, or all below, those in use: none is taken twice meanwhile."""
        used = [r.position for r in self.rules if r.pk]
        step = 10
        room = step * (len(rules) + 1)
        start = step if not used or min(used) > room else max(used) + step
        places = {r.pk: start + step * n for n, r in enumerate(rules)}
        Rule.objects.filter(pk__in=places).update(
            position=Choose(
                *(When(pk=pk, then=Value(place)) for pk, place in places.items()),
                output_field=PositiveIntegerField(),
            )
        )

    def tell(self, what: EventType) -> Event:
        return append(what, by=self.by, at=self.at)


@contextmanager
def _editing(*, by: Actor, at: datetime, version: str | None, key: str) -> Iterator[_Editing]:
    """``version`` is the one the form was drawn from, None to skip; an empty ``key`` asks for no protection."""
    if by.access is not None and not may_change_rules(by.access):
        raise MayNotChangeRules("Seul un administrateur change les règles.")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
                [f"parvis.rules:{current_tenant_id()}"],
            )
        if key and Event.objects.filter(type__in=events.CODES, data__key=key).exists():
            raise AlreadyChanged("C'était déjà enregistré.")
        rules = ordering.rules_in_order()
        if version is not None and version != version_of(rules):
            raise RulesChanged(_changes_since(version))
        yield _Editing(rules, by, at, key)


def _changes_since(version: str) -> list[Event]:
    number = version.partition("-")[0]
    since = int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0
    found = Event.objects.filter(type__in=events.CODES, id__gt=since).order_by("-id")[:LAST_CHANGES]
    return list(reversed(found))


def save_rule(
    rule: Rule, *, rank: int | None, by: Actor, at: datetime, version: str | None = None, key: str = ""
) -> Rule:
    """Add the rule, or change the one it is; ``rank`` counts from 0, None keeps its place, or ends the list."""
    with _editing(by=by, at=at, version=version, key=key) as edit:
        old = edit.rule(rule.pk) if rule.pk else None
        after = ordering.placed(edit.rules, rule, rank).after
        if old is None:
            rule.position = max((r.position for r in edit.rules), default=0) + 10
            rule.save(force_insert=True)
            edit.rules.append(rule)
        else:
            rule.position = old.position
            rule.save(update_fields=[name.removesuffix("_id") for name in CONTENT])
        if [r.pk for r in after] != [r.pk for r in edit.rules]:
            edit.reorder(after)
        says = sentence(rule)
        if old is None:
            edit.tell(events.RuleAdded(rule.name, says, rule_id=rule.pk, key=key))
        else:
            edit.tell(events.RuleChanged(rule.name, sentence(old), says, rule_id=rule.pk, key=key))
    return rule


def move_rule(
    pk: int, *, step: int, by: Actor, at: datetime, version: str | None = None, key: str = ""
) -> None:
    with _editing(by=by, at=at, version=version, key=key) as edit:
        rule = edit.rule(pk)
        after = ordering.moved(edit.rules, rule, step).after
        here, there = edit.rules.index(rule), after.index(rule)
        if here == there:
            return
        edit.reorder(after)
        edit.tell(events.RuleMoved(rule.name, here + 1, there + 1, rule_id=pk, key=key))


def switch_rule(
    pk: int, *, active: bool, by: Actor, at: datetime, version: str | None = None, key: str = ""
) -> None:
    with _editing(by=by, at=at, version=version, key=key) as edit:
        rule = edit.rule(pk)
        if rule.active == active:
            return
        Rule.objects.filter(pk=pk).update(active=active)
        edit.tell(events.RuleSwitched(rule.name, active, rule_id=pk, key=key))


def delete_rule(pk: int, *, by: Actor, at: datetime, version: str | None = None, key: str = "") -> Event:
    """The event keeps the whole rule: ``restore_rule`` brings it back."""
    with _editing(by=by, at=at, version=version, key=key) as edit:
        rule = edit.rule(pk)
        rank = edit.rules.index(rule) + 1
        rule_id = rule.pk
        rule.delete()
        return edit.tell(
            events.RuleDeleted(rule.name, sentence(rule), rank, _as_data(rule), rule_id=rule_id, key=key)
        )


def restore_rule(event_id: int, *, by: Actor, at: datetime) -> Rule:
    with _editing(by=by, at=at, version=None, key="") as edit:
        event = Event.objects.filter(pk=event_id, type=events.RuleDeleted.code).first()
        if event is None:
            raise RuleGone("Cette règle n'existe plus.")
        gone: Any = event.kind
        if any(r.pk == gone.rule_id for r in edit.rules):
            raise CannotRestore("Cette règle est déjà revenue.")
        rule = _from_data(gone.content)
        rule.pk = gone.rule_id
        rule.position = max((r.position for r in edit.rules), default=0) + 10
        rule.save(force_insert=True)
        kept = Rule.objects.select_related(*ordering.RELATIONS).get(pk=rule.pk)
        edit.rules.append(kept)
        edit.reorder(ordering.placed(edit.rules[:-1], kept, (gone.rank or 1) - 1).after)
        edit.tell(events.RuleRestored(kept.name, sentence(kept), rule_id=kept.pk))
    return kept


def _as_data(rule: Rule) -> dict[str, list[str]]:
    found = {}
    for name in CONTENT:
        value = getattr(rule, name)
        if value not in (None, "", []):
            found[name] = value if isinstance(value, list) else [str(value)]
    return found


def _from_data(content: dict[str, list[str]]) -> Rule:
    """Raises CannotRestore when a row it points at went away."""
    rule = Rule()
    for name in CONTENT:
        values = content.get(name)
        if name == "words":
            rule.words = list(values or [])
        elif name == "active":
            rule.active = (values or ["True"])[0] == "True"
        elif name.endswith("_id"):
            pk = int(values[0]) if values else None
            target = Rule._meta.get_field(name.removesuffix("_id")).related_model
            if pk is not None and not target._default_manager.filter(pk=pk).exists():  # type: ignore[union-attr]
                raise CannotRestore("Ce que cette règle désigne n'existe plus : écrivez-en une nouvelle.")
            setattr(rule, name, pk)
        elif values:
            setattr(rule, name, values[0])
    return rule
