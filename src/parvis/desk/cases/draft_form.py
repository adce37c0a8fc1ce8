"""What the acts on one draft of a case share: a reply on its way, or a text still being written."""

from typing import Any

from django.urls import reverse

from parvis.desk.cases.forms import ActForm
from parvis.replies.models import Draft


class DraftActForm(ActForm):
    """The draft's own state guards it: a note written meanwhile on the case makes nothing stale."""

    adds_only = True
    leads_back = True
    ability = "read"

    def __init__(self, *args: Any, draft: Draft, **kwargs: Any) -> None:
        self.draft = draft
        super().__init__(*args, **kwargs)

    @property
    def url(self) -> str:
        return reverse("desk:draft_act", args=[self.case.reference, self.draft.pk, self.noun])

    @property
    def content(self) -> str:
        return f"{self.draft.pk} {super().content}"
