"""Reply templates: offered where they are meant for, written by administrators, never changed but by a new version."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from parvis.cases.models import Case
from parvis.catalog.models import RequestType
from parvis.history.actors import Actor
from parvis.history.appending import append
from parvis.kit.names import sort_name
from parvis.kit.text import clean_text
from parvis.organisation.access import Access
from parvis.organisation.models import Department, Role
from parvis.replies.events import TemplateSaved, TemplateSwitched
from parvis.replies.models import ReplyTemplate, ReplyTemplateVersion
from parvis.replies.variables import check

LONGEST_TITLE, LONGEST_BODY = 120, 20_000
#: Offered at once in the composer.
MOST = 12


class MayNotChangeTemplates(Exception):
    """Templates are the administrator's."""


class TemplateChanged(Exception):
    """Somebody saved another version since the form was drawn."""

    def __init__(self, version: ReplyTemplateVersion) -> None:
        super().__init__("Un collègue a enregistré une autre version pendant que vous écriviez.")
        self.version = version


@dataclass(frozen=True)
class Wording:
    """A template as it is written."""

    title: str
    body: str
    request_type: RequestType | None = None
    department: Department | None = None


def may_change_templates(access: Access) -> bool:
    return access.has(Role.ADMINISTRATOR)


def offered(case: Case, words: str = "") -> list[ReplyTemplateVersion]:
    """For this case: its type's, then its department's, then the town's; every word must be found. One statement.

    A template of another type or department is not offered, so that a sealed sector's stay inside it.
    """
    scope = Q(template__request_type_id=case.request_type_id) | Q(template__department_id=case.department_id)
    scope |= Q(template__request_type__isnull=True, template__department__isnull=True)
    found = ReplyTemplateVersion.objects.filter(
        scope, template__active=True, number=F("template__number")
    ).select_related("template")
    wanted = sort_name(words).split()
    kept = [v for v in found if all(w in sort_name(f"{v.template.title} {v.body}") for w in wanted)]
    return sorted(kept, key=lambda v: _nearness(v.template, wanted))[:MOST]


def _nearness(template: ReplyTemplate, wanted: list[str]) -> tuple[bool, bool, bool, str]:
    title = sort_name(template.title)
    return (
        not all(w in title for w in wanted),
        template.request_type_id is None,
        template.department_id is None,
        title,
    )


def save_template(
    template: ReplyTemplate | None,
    wording: Wording,
    *,
    by: Actor,
    at: datetime,
    number: int | None = None,
    back_to: int | None = None,
) -> ReplyTemplate:
    """A new template, or a new version of this one; ``number`` is the version the form was drawn from.

    Raises UnknownVariable and TemplateChanged.
    """
    require_administrator(by)
    check(wording.body)
    with transaction.atomic():
        held = _locked(template) if template is not None else ReplyTemplate()
        if template is not None and number is not None and number != held.number:
            raise TemplateChanged(version_of(held))
        held.title = clean_text(wording.title).strip()[:LONGEST_TITLE]
        held.request_type, held.department = wording.request_type, wording.department
        text = clean_text(wording.body).replace("\r\n", "\n").strip()[:LONGEST_BODY]
        new = template is None or version_of(held).body != text
        if template is None:
            held.save(force_insert=True)
        elif new:
            held.number = _last_number(held) + 1
        if new:
            version = ReplyTemplateVersion(
                template=held, number=held.number, body=text, by_label=by.label, at=at
            )
            version.save(force_insert=True)
        held.save(update_fields=["title", "request_type", "department", "number"])
        append(TemplateSaved(held.title, held.number, back_to, held.pk), by=by, at=at)
    return held


def bring_back(template: ReplyTemplate, number: int, *, by: Actor, at: datetime, drawn: int) -> ReplyTemplate:
    """The words of a former version, as a new one: nothing is lost on the way."""
    old = ReplyTemplateVersion.objects.get(template=template, number=number)
    wording = Wording(template.title, old.body, template.request_type, template.department)
    return save_template(template, wording, by=by, at=at, number=drawn, back_to=number)


def switch_template(template: ReplyTemplate, *, active: bool, by: Actor, at: datetime) -> None:
    require_administrator(by)
    with transaction.atomic():
        held = _locked(template)
        if held.active == active:
            return
        held.active = active
        held.save(update_fields=["active"])
        append(TemplateSwitched(held.title, active, held.pk), by=by, at=at)


def version_of(template: ReplyTemplate) -> ReplyTemplateVersion:
    """The one in use."""
    found: ReplyTemplateVersion = ReplyTemplateVersion.objects.get(template=template, number=template.number)
    return found


def _last_number(template: ReplyTemplate) -> int:
    last = ReplyTemplateVersion.objects.filter(template=template).order_by("-number").first()
    return last.number if last else 0


def _locked(template: ReplyTemplate) -> ReplyTemplate:
    found: ReplyTemplate = ReplyTemplate.objects.select_for_update(no_key=True).get(pk=template.pk)
    return found


def require_administrator(by: Actor) -> None:
    if by.access is not None and not may_change_templates(by.access):
        raise MayNotChangeTemplates("Seul un administrateur change les modèles.")
