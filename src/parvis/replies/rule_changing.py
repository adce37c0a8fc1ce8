"""Approval rules, written by administrators. One that is put aside stays: past approvals point at it."""

from datetime import datetime

from django.db import transaction

from parvis.history.actors import Actor
from parvis.history.appending import append
from parvis.organisation.access import Access
from parvis.organisation.models import Role
from parvis.replies.events import ApprovalRuleSaved, ApprovalRuleSwitched
from parvis.replies.models import ApprovalRule
from parvis.replies.ruling import wording

FIELDS = (
    "name", "about", "request_type", "department", "sector", "kind", "role", "then_role", "author_may_approve",
)  # fmt: skip


class MayNotChangeRules(Exception):
    """Rules are the administrator's."""


class RuleChanged(Exception):
    """Somebody saved it since the form was drawn."""


def may_change_rules(access: Access) -> bool:
    return access.has(Role.ADMINISTRATOR)


def save_rule(rule: ApprovalRule, *, by: Actor, at: datetime, version: int | None = None) -> ApprovalRule:
    """Add the rule, or change the one it is. Replies that wait under a changed rule are checked again as they leave."""
    _require_administrator(by)
    with transaction.atomic():
        if rule.pk:
            held = ApprovalRule.objects.select_for_update(no_key=True).get(pk=rule.pk)
            if version is not None and version != held.version:
                raise RuleChanged("Un collègue a changé cette règle entre-temps : relisez-la.")
            rule.version = held.version + 1
            rule.save(update_fields=[*FIELDS, "version"])
        else:
            rule.save(force_insert=True)
        append(ApprovalRuleSaved(rule.name, wording(rule), rule.pk), by=by, at=at)
    return rule


def switch_rule(rule: ApprovalRule, *, active: bool, by: Actor, at: datetime) -> None:
    _require_administrator(by)
    with transaction.atomic():
        held = ApprovalRule.objects.select_for_update(no_key=True).get(pk=rule.pk)
        if held.active != active:
            held.active, held.version = active, held.version + 1
            held.save(update_fields=["active", "version"])
            append(ApprovalRuleSwitched(held.name, active, held.pk), by=by, at=at)


def _require_administrator(by: Actor) -> None:
    if by.access is not None and not may_change_rules(by.access):
        raise MayNotChangeRules("Seul un administrateur change les règles de validation.")
