"""The reply templates that come with Parvis, from the file beside it: planted in a new town, added to one that lacks some."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

from django.db import connection, transaction

from parvis.catalog.models import RequestType
from parvis.history.actors import Actor
from parvis.history.appending import EventRow, append_many
from parvis.kit.names import sort_name
from parvis.kit.tenant import current_tenant_id
from parvis.organisation.models import Department
from parvis.replies.events import TemplateSaved
from parvis.replies.models import ReplyTemplate, ReplyTemplateVersion
from parvis.replies.templating import require_administrator
from parvis.replies.variables import check

#: Whose words they are.
AUTHOR = "Parvis"


@dataclass(frozen=True, slots=True)
class ReadyReply:
    """``request_type`` and ``department`` are codes; with neither it is offered everywhere."""

    title: str
    body: str
    request_type: str = ""
    department: str = ""


def ready_replies() -> tuple[ReadyReply, ...]:
    """Raises UnknownVariable when a text names a variable that does not exist."""
    text = (files("parvis.replies") / "ready.toml").read_text("utf-8")
    found = tuple(
        ReadyReply(**row | {"body": row["body"].strip()}) for row in tomllib.loads(text)["templates"]
    )
    for one in found:
        check(one.body)
    return found


def plant_ready(
    types: Mapping[str, RequestType], departments: Mapping[str, Department], *, at: datetime
) -> list[ReplyTemplate]:
    """Those of the types and departments given, by their codes, that the town has not: by title and scope. Four statements.

    One that the town renamed counts as missing; one that it withdrew, or rewrote, does not.
    """
    known = {
        (sort_name(title), type_id, department_id)
        for title, type_id, department_id in ReplyTemplate.objects.values_list(
            "title", "request_type_id", "department_id"
        )
    }
    made, bodies = [], []
    for one in ready_replies():
        if one.request_type and one.request_type not in types:
            continue
        if one.department and one.department not in departments:
            continue
        template = ReplyTemplate(
            title=one.title,
            request_type=types.get(one.request_type),
            department=departments.get(one.department),
        )
        if (sort_name(one.title), template.request_type_id, template.department_id) not in known:
            made.append(template)
            bodies.append(one.body)
    ReplyTemplate.objects.bulk_create(made)
    ReplyTemplateVersion.objects.bulk_create(
        ReplyTemplateVersion(template=template, number=1, body=body, by_label=AUTHOR, at=at)
        for template, body in zip(made, bodies, strict=True)
    )
    return made


def add_ready(*, by: Actor, at: datetime) -> list[ReplyTemplate]:
    """To a town that is there already; asked twice, or by two at once, it adds nothing the second time.

    Raises MayNotChangeTemplates.
    """
    require_administrator(by)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
                [f"ready_replies:{current_tenant_id()}"],
            )
        types = {one.code: one for one in RequestType.objects.filter(active=True)}
        departments = {one.code: one for one in Department.objects.filter(active=True)}
        made = plant_ready(types, departments, at=at)
        if made:
            rows = [
                EventRow(TemplateSaved(one.title, 1, template_id=one.pk), at, case_version=None)
                for one in made
            ]
            append_many(rows, by=by, at=at)
    return made
