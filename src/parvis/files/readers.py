"""Who may read an attachment: slices that show attachments register a rule here; without one nobody reads.

A rule takes what the signed-in agent's roles open (``organisation.access.Access``) and the attachment. A tracer says,
of a file that is about to be read, which lines the access log must hold of it.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from parvis.files.models import Attachment

Rule = Callable[[Any, Attachment], bool]
_rules: list[Rule] = []


class Trace(NamedTuple):
    """A line of the access log: what is read with the file."""

    object_kind: str
    object_id: int
    reason: str


Tracer = Callable[[Any, Attachment], list[Trace]]
_tracers: list[Tracer] = []


def reader(rule: Rule) -> Rule:
    """Register a rule; used as a decorator."""
    if rule not in _rules:
        _rules.append(rule)
    return rule


def may_read(access: Any, attachment: Attachment) -> bool:
    return any(rule(access, attachment) for rule in _rules)


def tracer(trace: Tracer) -> Tracer:
    """Register a tracer; used as a decorator."""
    if trace not in _tracers:
        _tracers.append(trace)
    return trace


def traces(access: Any, attachment: Attachment) -> list[Trace]:
    return [line for trace in _tracers for line in trace(access, attachment)]
