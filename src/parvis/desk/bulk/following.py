"""Follow many cases, or stop: nobody else's affair, and so taken back whatever colleagues did meanwhile."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, ClassVar

from parvis.cases.abilities import abilities, sees_inside
from parvis.cases.followers import follow, followed, own_choices, put_back, unfollow
from parvis.cases.models import Case
from parvis.desk.bulk import forms
from parvis.desk.bulk.act import BulkAct, Parameters
from parvis.history.actors import Actor
from parvis.organisation.access import Access

OUTSIDE = (
    "Elle ne se suit pas : vous n'y lisez pas, ou pour un temps seulement, ce que les collègues se disent."
)


class Choosing(BulkAct):
    """What both share: the choice of before is kept, « none yet » included, which acts on the case may still change."""

    ability = "follow"
    adds_only = own_affair = True
    #: What this act chooses, and what is said where it is so already.
    chosen: ClassVar[bool]
    already: ClassVar[str]

    def look_up(self, case_ids: Collection[int], access: Access) -> None:
        self.agent_id = access.agent_id
        self.choices = own_choices(case_ids, access.agent_id)
        mine = Case.objects.filter(followed(access, case_ids), pk__in=case_ids)
        self.followed = set(mine.values_list("pk", flat=True))

    def refusal(self, case: Case, access: Access) -> str:
        return self.objection(case, access)

    def objection(self, case: Case, access: Access) -> str:
        if self.ability not in abilities(access, case) or not sees_inside(access, case):
            return OUTSIDE
        return self.already if self.is_so(case) else ""

    def is_so(self, case: Case) -> bool:
        """To follow with a service, or with a duplicate, is not yet to follow oneself; to stop ends them all."""
        return bool(self.choices.get(case.pk)) if self.chosen else case.pk not in self.followed

    def before(self, case: Case) -> dict[str, Any]:
        return {"following": own_choices([case.pk], self.agent_id).get(case.pk)}

    def undo(self, case: Case, before: Parameters, *, by: Actor, at: datetime) -> None:
        put_back(case, was=before["following"], now=self.chosen, by=by, at=at)


class FollowThem(Choosing):
    code, label, done, done_once = "follow", "Suivre", "suivies", "suivie"
    icon, key = "bell", "s"
    form = forms.FollowForm
    chosen, already = True, "Vous la suivez déjà."

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        follow(case, by=by, at=at)


class UnfollowThem(Choosing):
    code, label, done, done_once = (
        "unfollow",
        "Ne plus suivre",
        "retirées de votre suivi",
        "retirée de votre suivi",
    )
    icon, key = "bell-off", "l"
    form = forms.UnfollowForm
    chosen, already = False, "Vous ne la suivez pas."
    warning = "Rien ne vous y remettra que vous-même."

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        unfollow(case, by=by, at=at)
