"""What happens to the rules: events of the history like the others, of no case in particular."""

from dataclasses import dataclass, field

from parvis.history.types import EventType, event_type


def _told(what: str, says: str) -> str:
    """What was done, then the rule in words if they are known."""
    plain = says.strip().strip(" .:").strip()
    return f"{what} : {plain}." if plain else f"{what}."


@event_type("routing.rule_added")
@dataclass(frozen=True)
class RuleAdded(EventType):
    """``says`` is the rule in words; ``key`` is that of the form, so that it adds once."""

    name: str = ""
    says: str = ""
    rule_id: int | None = None
    key: str = ""

    def sentence(self) -> str:
        return _told(f"Règle « {self.name} » ajoutée", self.says)


@event_type("routing.rule_changed")
@dataclass(frozen=True)
class RuleChanged(EventType):
    name: str = ""
    before: str = ""
    says: str = ""
    rule_id: int | None = None
    key: str = ""

    def sentence(self) -> str:
        before = f" (avant : {self.before.rstrip('.')})" if self.before else ""
        return _told(f"Règle « {self.name} » modifiée{before}", self.says)


@event_type("routing.rule_moved")
@dataclass(frozen=True)
class RuleMoved(EventType):
    """Ranks are counted from 1."""

    name: str = ""
    before: int | None = None
    after: int | None = None
    rule_id: int | None = None
    key: str = ""

    def sentence(self) -> str:
        return f"Règle « {self.name} » déplacée du rang {self.before or '?'} au rang {self.after or '?'}."


@event_type("routing.rule_switched")
@dataclass(frozen=True)
class RuleSwitched(EventType):
    name: str = ""
    active: bool = False
    rule_id: int | None = None
    key: str = ""

    def sentence(self) -> str:
        return f"Règle « {self.name} » {'remise en service' if self.active else 'mise de côté'}."


@event_type("routing.rule_deleted")
@dataclass(frozen=True)
class RuleDeleted(EventType):
    """``content`` is the whole rule, field by field, so that it can come back."""

    name: str = ""
    says: str = ""
    rank: int | None = None
    content: dict[str, list[str]] = field(default_factory=dict)
    rule_id: int | None = None
    key: str = ""

    def sentence(self) -> str:
        return _told(f"Règle « {self.name} » supprimée", self.says)


@event_type("routing.rule_restored")
@dataclass(frozen=True)
class RuleRestored(EventType):
    name: str = ""
    says: str = ""
    rule_id: int | None = None
    key: str = ""

    def sentence(self) -> str:
        return _told(f"Règle « {self.name} » rétablie", self.says)


CODES = tuple(
    cls.code for cls in (RuleAdded, RuleChanged, RuleMoved, RuleSwitched, RuleDeleted, RuleRestored)
)
