"""Who may read an attachment: slices that show attachments register a rule here; without one nobody reads.

A rule takes what the signed-in agent's roles open (``organisation.access.Access``) and the attachment.
"""

from collections.abc import Callable
from typing import Any

from parvis.files.models import Attachment

Rule = Callable[[Any, Attachment], bool]
_rules: list[Rule] = []


def reader(rule: Rule) -> Rule:
    """Register a rule; used as a decorator."""
    if rule not in _rules:
        _rules.append(rule)
    return rule


def may_read(access: Any, attachment: Attachment) -> bool:
    return any(rule(access, attachment) for rule in _rules)
