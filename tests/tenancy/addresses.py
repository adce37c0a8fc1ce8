"""Every address of the product, and what to put in its arguments. Whoever adds an argument registers a sample here."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from parvis.cases import references
from parvis.cases.contributing import token_of as task_token
from parvis.cases.following import token_of
from parvis.cases.models import Case, CaseLink, Contributor, Task
from parvis.catalog.models import RequestType
from parvis.desk.models import BulkRun, SavedView
from parvis.files.models import Attachment
from parvis.history.actors import Actor
from parvis.intake.models import ImportRun, SavedMapping
from parvis.kit import clock
from parvis.organisation.models import Agent, Department
from parvis.organisation.passwords import tokens
from parvis.replies.models import ApprovalRule, Draft, ReplyTemplate, ReplyTemplateVersion
from parvis.routing.changing import delete_rule
from parvis.routing.models import Rule
from parvis.territory.models import District
from tests.tenancy.furnished import furnish, one_row_of_each

#: Addresses that answer for nobody in particular and take any path.
IGNORED = ("static/", "__debug__/")
#: Arguments that name no row of a town.
NEUTRAL: dict[str, list[str]] = {
    "noun": [
        "closure", "reopening", "assignment", "claim", "hand-over", "hold", "resumption", "schedule", "reply", "note",
        "attachment", "triage", "tasks", "outside", "checklist", "links", "duplicate", "duplicates", "zzz",
    ],
    "desk:tie_act.noun": ["removal", "zzz"],
    "desk:contributor_act.noun": ["renewal", "withdrawal", "zzz"],
    "desk:draft_act.noun": ["recall", "takeover", "removal", "approval", "return", "zzz"],
    "desk:task_act.noun": ["claim", "completion", "cancellation", "zzz"],
    "name": ["untreated", "by-origin", "by-day-priority", "by-department", "received", "zzz"],
    "portal:language.code": ["en", "fr", "zz"],
    "desk:place_view.act": ["epingle", "masque", "monte", "copie", "mise-a-jour", "suppression", "zzz"],
    "desk:guide_step.role": ["manager", "zzz"],
    "number": ["1"],
    "rest": ["26-0001", "26-0001/xxxx/yyyy"],
}  # fmt: skip


@dataclass
class Address:
    route: str
    name: str
    arguments: list[str]
    #: Filled by a pattern that is a regular expression and takes anything.
    catch_all: bool = False

    def key(self, argument: str) -> str:
        exact = f"{self.name}.{argument}"
        return exact if exact in NEUTRAL or exact in FOREIGN else argument

    def paths(self, samples: dict[str, list[str]]) -> Iterator[str]:
        """One path for each value of the neutral arguments."""
        if self.catch_all:
            yield "/" + self.route
            return
        found = ["/" + self.route]
        for argument in self.arguments:
            values = samples.get(self.key(argument)) or NEUTRAL.get(self.key(argument))
            assert values, (
                f"{self.route}: no sample for « {argument} ». Register one in tests/tenancy/addresses.py: in NEUTRAL when"
                " it names no row of a town, else in samples_of() so that another town's is tried."
            )
            found = [_fill(path, argument, value) for path in found for value in values]
        yield from found

    @property
    def foreign(self) -> list[str]:
        return [a for a in self.arguments if self.key(a) not in NEUTRAL]


TASK_LINKS = ("task", "task_answer", "task_steps", "task_refusal", "task_file")
BULK = ("bulk_run", "confirm_bulk", "stop_bulk", "resume_bulk", "undo_bulk", "drop_bulk")
TEMPLATES = ("change_template", "switch_template", "bring_version_back")
APPROVAL_RULES = ("change_rule", "switch_rule")
FOREIGN = frozenset(
    {"organisation:choose_password.token", "desk:tie_act.pk", "desk:contributor_act.pk"}
    | {f"desk:{name}.pk" for name in ("task_act", "task_steps")}
    | {f"portal:{name}.token" for name in TASK_LINKS}
    | {f"desk:{name}.pk" for name in ("draft", "draft_act", "template_use")}
    | {f"replies:{name}.pk" for name in (*TEMPLATES, *APPROVAL_RULES)}
    | {f"desk:{name}.run_id" for name in BULK}
    | {f"routing:{name}.pk" for name in ("change_rule", "move", "switch", "deletion")}
)


def _fill(path: str, argument: str, value: str) -> str:
    start = next(i for i in range(len(path)) if path[i] == "<" and _name_at(path, i) == argument)
    return path[:start] + value + path[path.index(">", start) + 1 :]


def _name_at(path: str, start: int) -> str:
    return path[start + 1 : path.index(">", start)].split(":")[-1]


def addresses() -> list[Address]:
    found = list(_walk(get_resolver(), "", ""))
    assert len(found) > 30, "the resolver was not walked"
    return [a for a in found if not a.route.startswith(IGNORED)]


def _walk(resolver: URLResolver, route: str, namespace: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        here = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, here, inner)
            continue
        assert isinstance(entry, URLPattern)
        arguments = list(entry.pattern.converters)
        if "^" in here or "(?" in here:
            assert "(?P<" not in here, f"{here}: write it with path(), so that its arguments are known"
            yield Address(here.split("^")[0] + "zzz", f"{namespace}{entry.name}", [], catch_all=True)
        else:
            yield Address(here, f"{namespace}{entry.name}", arguments)


@dataclass
class Sampled:
    """A furnished town and the values that name its rows."""

    case: Case
    values: dict[str, list[str]] = field(default_factory=dict)
    #: Identifiers to slip into forms.
    form: dict[str, Any] = field(default_factory=dict)


def samples_of(slug: str, *, references_from: int = 0) -> Sampled:
    """Furnish the active town. ``references_from`` keeps its references apart from those of another."""
    if references_from:
        references.take(clock.now().year, references_from)
    made = furnish(slug)
    rows = one_row_of_each()
    file, agent = rows[Attachment], Agent.objects.select_related("account").order_by("id")[0]
    own_type = RequestType.objects.get(code="VOI-NDP")
    own_type.pk, own_type.code = None, f"VOI-{slug.upper()}"
    own_type._state.adding = True
    own_type.save()
    link = token_of(made)
    values = {
        "reference": [made.reference],
        "token": [link],
        "pk": [str(file.pk)],
        "person_id": [str(made.person_id)],
        "desk:task_act.pk": [str(rows[Task].pk)],
        "desk:task_steps.pk": [str(rows[Task].pk)],
        "desk:tie_act.pk": [str(rows[CaseLink].pk)],
        "desk:contributor_act.pk": [str(rows[Contributor].pk)],
        "code": [own_type.code],
        "view_id": [str(rows[SavedView].pk)],
        "run_id": [str(rows[ImportRun].pk)],
        "mapping_id": [str(rows[SavedMapping].pk)],
        "uid": [base64.urlsafe_b64encode(str(agent.account_id).encode()).decode().rstrip("=")],
        "organisation:choose_password.token": [tokens.make_token(agent.account)],
    }
    private = task_token(rows[Contributor])
    values |= {f"portal:{name}.token": [private] for name in TASK_LINKS}
    rule = Rule.objects.order_by("id")[0]
    gone = delete_rule(_spare_rule(made).pk, by=Actor.system(), at=clock.now())
    values |= {f"routing:{name}.pk": [str(rule.pk)] for name in ("change_rule", "move", "switch", "deletion")}
    values |= {f"desk:{name}.run_id": [str(rows[BulkRun].pk)] for name in BULK}
    values["event"] = [str(gone.pk)]
    values |= {f"desk:{name}.pk": [str(rows[Draft].pk)] for name in ("draft", "draft_act")}
    values |= {f"replies:{name}.pk": [str(rows[ReplyTemplate].pk)] for name in TEMPLATES}
    values |= {f"replies:{name}.pk": [str(rows[ApprovalRule].pk)] for name in APPROVAL_RULES}
    values["desk:template_use.pk"] = [str(rows[ReplyTemplateVersion].pk)]
    department = Department.objects.get(code="SCO")
    form = {
        "person_id": made.person_id, "person": made.person_id, "department": department.pk, "to": agent.pk, "agent": agent.pk,
        "assignee": agent.pk, "addressed_to": agent.pk, "request_type": own_type.pk, "type": own_type.code, "case": made.pk,
        "reference": made.reference, "attachment": file.pk, "version": made.version, "key": "k", "idempotency_key": "k",
        "reason": "x", "body": "x", "text": "x", "outcome": "done", "description": "Un trou", "waiting_for": "person",
        "what": "x", "result": "x", "score": "3", "comment": "x",
        "name": "x", "how": "related", "other": made.reference, "understood": "on", "act": "say",
        "on": "2026-12-01", "day": "2026-12-01", "channel": "phone", "rule": rule.pk,
        "sector": own_type.sector_id, "words": "x", "trial": "1",
        "district": District.objects.order_by("id")[0].pk, "action": "change", "role": "manager",
        "email": f"jeanne@{slug}.test", "q": made.reference,
    }  # fmt: skip
    return Sampled(made, values, form)


def _spare_rule(made: Case) -> Rule:
    """One to delete, so that its event can be asked back."""
    rule = Rule(position=9_000, name="De trop", words=["x"], department=made.department)
    rule.save()
    return rule
