"""Say what a request type has done, by whom and in how many days. Cases that are open keep the tasks they have."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from parvis.catalog.checklists import Step, checked
from parvis.catalog.events import ChecklistChanged
from parvis.catalog.models import RequestType
from parvis.history.actors import Actor
from parvis.history.appending import append
from parvis.organisation.models import Department


class ChangedMeanwhile(Exception):
    """Somebody changed the steps since the form was drawn."""


def mark_of(found: RequestType) -> str:
    """The same as long as the steps are."""
    said = json.dumps([found.checklist, found.checklist_automatic], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def change_checklist(
    code: str, *, steps: Sequence[Step], automatic: bool, mark: str, by: Actor, at: datetime
) -> RequestType:
    """Raises BadChecklist, ChangedMeanwhile. Saying the same again changes nothing."""
    with transaction.atomic():
        found: RequestType = RequestType.objects.select_for_update(no_key=True).get(code=code)
        departments = Department.objects.filter(active=True).values_list("code", flat=True)
        rows = checked(steps, set(departments))
        automatic = automatic and bool(rows)
        if rows == found.checklist and automatic == found.checklist_automatic:
            return found
        if mark != mark_of(found):
            raise ChangedMeanwhile
        before = len(found.checklist)
        found.checklist, found.checklist_automatic = rows, automatic
        found.save(update_fields=["checklist", "checklist_automatic"])
        append(ChecklistChanged(found.code, found.label, before, len(rows), automatic), by=by, at=at)
    return found
