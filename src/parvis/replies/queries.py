"""Chainable questions asked of drafts. What is written on a case one does not read does not exist."""

from typing import TYPE_CHECKING, Any, Self

from django.db.models import Exists, Q

from parvis.cases.queries import Listed
from parvis.organisation.access import Access
from parvis.organisation.models import Membership, Role

if TYPE_CHECKING:
    from parvis.replies.models import Draft  # noqa: F401


class DraftQuerySet(Listed):
    def readable_by(self, access: Access) -> Self:
        """From inside the sector alone, as notes."""
        from parvis.cases.models import Case

        inside = access.readable_sectors | access.open_sectors
        return self.filter(case__in=Case.objects.readable_by(access).filter(sector_id__in=inside))

    def of(self, access: Access) -> Self:
        """Begun by the reader, even when a colleague took it over."""
        if access.agent_id is None:
            return self.none()
        return self.filter(Q(agent_id=access.agent_id) | Q(first_author_id=access.agent_id))

    def on_hand(self) -> Self:
        return self.filter(state="writing")

    def submitted(self) -> Self:
        return self.filter(state="submitted")

    def leaving(self) -> Self:
        return self.filter(state="leaving")

    def awaiting(self, access: Access) -> Self:
        """Those this reader may approve now: the role that is asked, in its scope, never their own text."""
        if access.agent_id is None:
            return self.none()
        asked = Q(asked_role__in=access.roles - {Role.MANAGER})
        if access.has(Role.MANAGER):
            asked |= Q(asked_role=Role.MANAGER) & _managed(access.agent_id)
        own = (
            Q(agent_id=access.agent_id)
            | Q(first_author_id=access.agent_id)
            | Q(writers__contains=[access.agent_id])
        )
        decided = Q(pk__in=_approvals().filter(by_id=access.agent_id, holds=True).values("draft_id"))
        return (
            self.submitted()
            .readable_by(access)
            .filter(asked)
            .exclude(own & Q(rule__author_may_approve=False))
            .exclude(decided)
        )

    def for_lists(self) -> Self:
        return self.select_related("case__request_type", "case__department", "agent", "rule").defer(
            "case__search", "case__answers", "case__routing", "case__description", "case__closing_text",
            "case__request_type__form", "case__request_type__keywords",
        )  # fmt: skip


def _managed(agent_id: int) -> Q:
    """Cases of the departments one manages, of those under them, and of all when one manages the whole town hall."""
    mine = Membership.objects.filter(agent_id=agent_id, role=Role.MANAGER)
    departments = mine.filter(department__isnull=False).values("department_id")
    return (
        Q(case__department_id__in=departments)
        | Q(case__department__parent_id__in=departments)
        | Q(Exists(mine.filter(department__isnull=True)))
    )


def _approvals() -> Any:
    from parvis.replies.models import Approval

    return Approval.objects.all()
