"""A department follows a case: its agents who see the case, those of each moment, are told of what happens to it.

It opens nothing: who did not see the case before does not see it after. As when an agent follows, its version stays.
"""

from datetime import datetime

from parvis.cases.abilities import may_be_given, may_enlist
from parvis.cases.acting import Act, NotAllowed, Unclear, acting
from parvis.cases.events import DepartmentFollowed, DepartmentUnfollowed
from parvis.cases.followers import followers_of, set_follow
from parvis.cases.mentioning import readers
from parvis.cases.models import Case
from parvis.history.actors import Actor
from parvis.history.appending import append
from parvis.organisation.models import Department

NOT_YOURS = "Seul le service chargé de la demande peut ajouter ou retirer un autre service que le vôtre."


def enlist(case: Case, *, department: Department, by: Actor, at: datetime) -> bool:
    """Whether it did not follow yet. Raises NotAllowed, or Unclear (``department``) when nobody there sees the case."""
    with acting(case, "follow", by=by, at=at) as act:
        _check(act, department)
        if not may_be_given(department, act.case) or not readers(act.case, [department]):
            raise Unclear(
                f"{department} : personne de ce service ne voit cette demande. Le suivi ne la lui ouvrirait pas.",
                "department",
            )
        found = followers_of(act.case)
        # Followed with a duplicate, it follows until the two are set apart: chosen here, it stays.
        if department in found.departments and department not in found.with_duplicates:
            return False
        set_follow(act, True, department_id=department.pk)
        _say(act, DepartmentFollowed(department.name, department.pk))
    return True


def release(case: Case, *, department: Department, by: Actor, at: datetime) -> bool:
    """Whether it followed, be it a duplicate of the case."""
    with acting(case, "follow", by=by, at=at) as act:
        _check(act, department)
        if department not in followers_of(act.case).departments:
            return False
        set_follow(act, False, department_id=department.pk)
        _say(act, DepartmentUnfollowed(department.name, department.pk))
    return True


def _check(act: Act, department: Department) -> None:
    if act.by.access is not None and not may_enlist(act.by.access, act.case, department.pk):
        raise NotAllowed(NOT_YOURS)


def _say(act: Act, what: DepartmentFollowed | DepartmentUnfollowed) -> None:
    append(what, by=act.by, at=act.at, case_id=act.case.pk, case_version=None)
