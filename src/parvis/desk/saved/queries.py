"""Which saved views a reader sees, and which of them they may change."""

from typing import TYPE_CHECKING, Any, Self

from django.db.models import Q

from parvis.organisation.access import Access
from parvis.organisation.models import Role
from parvis.tenancy.isolation import TenantQuerySet

if TYPE_CHECKING:
    from parvis.desk.saved.models import SavedView


class SavedViewQuerySet(TenantQuerySet[Any]):
    def seen_by(self, access: Access) -> Self:
        """One's own, those of one's departments, those of the town; administrators see all that is shared."""
        if access.agent_id is None:
            return self.none()
        seen = Q(owner_id=access.agent_id) | Q(audience="town")
        if access.has(Role.ADMINISTRATOR):
            seen |= Q(audience="department")
        elif access.departments:
            seen |= Q(audience="department", department_id__in=access.departments)
        return self.filter(seen)


def may_change(access: Access, view: "SavedView") -> bool:
    """Its owner; of what is shared, an administrator too, and a manager of the department it is shared with."""
    if access.agent_id is None:
        return False
    if view.owner_id == access.agent_id:
        return True
    if view.audience == "private":
        return False
    if access.has(Role.ADMINISTRATOR):
        return True
    return (
        view.audience == "department"
        and access.has(Role.MANAGER)
        and view.department_id in access.acting_departments
    )
