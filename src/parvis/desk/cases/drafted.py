"""Forms whose text is kept by the server while it is being written: the reply to the person, the note."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.urls import reverse

from parvis.cases.models import Case
from parvis.desk.cases.forms import ActForm
from parvis.history.actors import Actor
from parvis.replies.drafting import draft_of, forget
from parvis.replies.models import Draft
from parvis.replies.sending import Origin

LARGEST = 2**53


def hidden_number() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=LARGEST)


class DraftedForm(ActForm):
    draft_kind: ClassVar[str]

    draft = hidden_number()
    draft_version = hidden_number()
    template = hidden_number()

    def __init__(self, *args: Any, drafts: Sequence[Draft] | None = None, **kwargs: Any) -> None:
        """``drafts``: those of the case when they are known already."""
        self.drafts = drafts
        self.held: Draft | None = None
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        self._find_held()
        self._keep_as_typed()

    def _keep_as_typed(self) -> None:
        """The page of this form saves its text as the composer does; one that was refused is saved at once."""
        if self.draft_kind not in (Draft.Kind.REPLY, Draft.Kind.NOTE):
            return
        kept = self.held.body if self.held is not None else ""
        self.fields["body"].widget.attrs |= {
            "data-draft": f"{self.case.reference}-{self.noun}",
            "data-draft-url": reverse("desk:draft_saving", args=[self.case.reference]),
            "data-draft-kind": str(self.draft_kind),
            "data-draft-version": str(self.held.version if self.held is not None else 0),
        }
        if self.is_bound and self.data.get("body", "") != kept:
            self.fields["body"].widget.attrs["data-draft-unsaved"] = ""

    def _find_held(self) -> None:
        if self.drafts is None:
            self.held = draft_of(self.case, self.draft_kind, self.access.agent_id)
        else:
            self.held = next(
                (
                    d
                    for d in self.drafts
                    if d.kind == self.draft_kind
                    and d.agent_id == self.access.agent_id
                    and d.state == Draft.State.WRITING
                ),
                None,
            )
        if self.held is not None and not self.is_bound:
            self.initial.update(
                body=self.held.body,
                draft=self.held.pk,
                draft_version=self.held.version,
                template=self.held.template_version_id,
            )

    @property
    def content(self) -> str:
        """Which draft it came from, and how often that was saved, does not make it another text."""
        data = self.cleaned_data
        kept = {name: data.pop(name, None) for name in ("draft", "draft_version", "template")}
        try:
            return super().content
        finally:
            data.update(kept)

    @property
    def origin(self) -> Origin:
        given = self.cleaned_data
        return Origin(given.get("draft") or None, given.get("draft_version") or 0)

    def forget_draft(self, case: Case, body: str, *, by: Actor) -> None:
        """It was said: what the form was drawn from has nothing more to keep."""
        loaded = self.origin
        forget(case, kind=self.draft_kind, body=body, by=by, draft_id=loaded.draft_id, version=loaded.version)
