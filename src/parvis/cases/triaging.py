"""Triage: correct the type, the priority, the district or the place. Routing reacts and sends the case where it belongs."""

from datetime import datetime, timedelta

from parvis.cases.acting import NotPossible, Unclear, acting, require_open
from parvis.cases.events import Triaged
from parvis.cases.models import Case
from parvis.catalog.delays import due_at
from parvis.catalog.models import Priority, RequestType
from parvis.history.actors import Actor
from parvis.tenancy.configuration import snapshot
from parvis.territory.models import District


def triage(
    case: Case,
    *,
    request_type: RequestType | None = None,
    priority: int | None = None,
    district: District | None = None,
    stays: bool = False,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> None:
    """What is None stays; with ``stays``, so does the case: routing does not move it.

    The sector follows the type at once, so that a sealed type seals without delay.
    """
    with acting(case, "triage", by=by, at=at, version=version) as act:
        require_open(act.case)
        changes: dict[str, list[str]] = {}
        locked = act.case
        if request_type is not None and request_type.pk != locked.request_type_id:
            if not request_type.active:
                raise Unclear("Ce type de demande n'est plus proposé.", "request_type")
            changes["type"] = [str(locked.request_type), str(request_type)]
            due = _due_at(locked, request_type)
            act.set(request_type_id=request_type.pk, kind=request_type.kind, due_at=due)
            act.enter_sector(request_type.sector_id)
            if priority is None:
                priority = request_type.priority
        if priority is not None and priority != locked.priority:
            if priority not in Priority.values:
                raise Unclear("Cette priorité n'existe pas.", "priority")
            changes["priority"] = [Priority(locked.priority).label, Priority(priority).label]
            act.set(priority=priority)
        if district is not None and district.pk != locked.district_id:
            changes["district"] = [str(locked.district or ""), str(district)]
            act.set(district_id=district.pk)
        if not changes:
            raise NotPossible("Rien n'a changé.")
        act.append(Triaged(changes, stays=stays))


def _due_at(case: Case, new: RequestType) -> datetime | None:
    """The new type's delay, later by the time already spent waiting for the person. Imported history has no clock."""
    if case.batch_id is not None:
        return None
    known = snapshot()
    due = due_at(new, new.department_id, case.received_at, known)
    before = due_at(case.request_type, case.department_id, case.received_at, known)
    if due is None or before is None or case.due_at is None:
        return due
    return due + max(case.due_at - before, timedelta(0))
