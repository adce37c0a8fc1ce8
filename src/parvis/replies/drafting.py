"""Drafts kept by the server: saved as one types, found again on another device, taken over by a colleague.

Saving is no act on the case: it takes no lock on it, and tells nobody. Two tabs never overwrite each other in silence.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from parvis.cases.abilities import abilities
from parvis.cases.acting import NotAllowed, NotPossible, acting
from parvis.cases.models import Case, Note
from parvis.cases.replying import LONGEST
from parvis.history.actors import Actor
from parvis.kit.text import clean_text
from parvis.replies.events import DraftTakenOver
from parvis.replies.models import Draft, DraftFile, ReplyTemplateVersion

#: How late a saving may come after the text it holds was sent.
LATE = timedelta(seconds=30)
#: What one must be able to do with the case to write this on it.
ABILITIES = {
    Draft.Kind.REPLY: "reply",
    Draft.Kind.CLOSURE: "close",
    Draft.Kind.QUESTION: "hold",
    Draft.Kind.NOTE: "note",
}


class DraftChanged(Exception):
    """The draft is not the one that was loaded: ``draft`` is what it holds now, None when it left or was taken over."""

    def __init__(self, draft: Draft | None) -> None:
        super().__init__("Ce brouillon a changé ailleurs.")
        self.draft = draft


@dataclass(frozen=True)
class Saved:
    """``version`` is 0 once there is nothing to keep."""

    draft: Draft | None

    @property
    def version(self) -> int:
        return self.draft.version if self.draft else 0


def draft_of(case: Case, kind: str, agent_id: int | None) -> Draft | None:
    """The draft at hand of this agent on this case."""
    if agent_id is None:
        return None
    found: Draft | None = Draft.objects.on_hand().filter(case=case, kind=kind, agent_id=agent_id).first()
    return found


def save_draft(
    case: Case,
    *,
    kind: str,
    body: str,
    version: int,
    by: Actor,
    at: datetime,
    template_version: int | None = None,
) -> Saved:
    """``version`` is that of the draft that was loaded, 0 when there was none. Raises DraftChanged."""
    require_able(case, kind, by)
    text = clean_text(body)[:LONGEST]
    with transaction.atomic():
        held: Draft | None = (
            Draft.objects.select_for_update(no_key=True)
            .filter(case=case, kind=kind, agent_id=by.agent_id, state=Draft.State.WRITING)
            .first()
        )
        if held is None:
            if version:
                raise DraftChanged(None)
            if not text.strip() or _just_sent(case, kind, text, by=by, at=at):
                return Saved(None)
            return Saved(_begun(case, kind, text, template_version, by=by, at=at))
        if held.version != version:
            raise DraftChanged(held)
        if not text.strip() and not held.notice and not held.files.exists():
            held.delete()
            return Saved(None)
        _write(held, text, template_version, at)
        return Saved(held)


def _begun(
    case: Case, kind: str, text: str, template_version: int | None, *, by: Actor, at: datetime
) -> Draft:
    draft = Draft(case_id=case.pk, kind=kind, agent_id=writer(by), body=text, updated_at=at)
    draft.template_version_id = known_version(template_version)
    # Once for each draft: a text that comes back to this agent in the same instant holds this lock too.
    Case.objects.select_for_update(no_key=True).only("pk").get(pk=case.pk)
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError:
        # Another tab began it in the same instant.
        raise DraftChanged(draft_of(case, kind, by.agent_id)) from None
    return draft


def _write(draft: Draft, text: str, template_version: int | None, at: datetime) -> None:
    draft.body, draft.updated_at = text, at
    draft.version += 1
    if template_version:
        draft.template_version_id = known_version(template_version)
    draft.save(update_fields=["body", "updated_at", "version", "template_version"])


def known_version(pk: int | None) -> int | None:
    """Of this town; anything else a form may carry counts for nothing."""
    if not pk:
        return None
    return pk if ReplyTemplateVersion.objects.filter(pk=pk).exists() else None


def take_over(draft: Draft, *, by: Actor, at: datetime) -> Draft:
    """The draft is now ``by``'s; what they had begun themselves is kept below it. Its first author finds it again."""
    with acting(draft.case, ABILITIES[Draft.Kind(draft.kind)], by=by, at=at) as act:
        held = locked(draft)
        if held is None or held.state != Draft.State.WRITING:
            raise NotPossible("Ce brouillon n'est plus là : il est parti, ou son auteur l'a effacé.")
        if held.agent_id == by.agent_id:
            raise NotPossible("Ce brouillon est déjà à vous.")
        if held.kind == Draft.Kind.NOTE:
            raise NotAllowed("Une note en cours d'écriture n'appartient qu'à son auteur.")
        author = held.agent
        absorb(held, by.agent_id)
        held.writers = sorted({*held.writers, author.pk})
        held.first_author_id = held.first_author_id or author.pk
        if held.first_author_id == by.agent_id:
            held.first_author_id = None
        held.agent_id = writer(by)
        held.version += 1
        held.updated_at = at
        held.save(update_fields=["agent", "first_author", "writers", "body", "version", "updated_at"])
        act.append(DraftTakenOver(author.display_name, author.pk))
    return held


def discard(draft: Draft, *, by: Actor, at: datetime) -> None:
    """Only what one wrote oneself, and has not sent."""
    with transaction.atomic():
        held = locked(draft)
        if held is None or held.state != Draft.State.WRITING:
            raise NotPossible("Ce brouillon n'est plus là.")
        if held.agent_id != by.agent_id:
            raise NotAllowed("Ce brouillon est celui d'un collègue : reprenez-le d'abord.")
        drop_files(held, list(held.files.values_list("attachment_id", flat=True)))
        held.delete()


def forget(
    case: Case, *, kind: str, body: str, by: Actor, draft_id: int | None = None, version: int = 0
) -> None:
    """What was written has left: its draft has nothing more to keep. Another text is kept.

    ``draft_id`` and ``version``: the one that was loaded, whose last words may not have been saved before they were sent.
    """
    held = draft_of(case, kind, by.agent_id)
    if held is None:
        return
    loaded = held.pk == draft_id and (held.version == version or continues(body, held.body))
    if loaded or same_text(held.body, body):
        held.delete()


def locked(draft: Draft) -> Draft | None:
    """The row for this transaction. Whoever also locks the case does that first."""
    found: Draft | None = (
        Draft.objects.select_for_update(no_key=True, of=("self",))
        .select_related("agent")
        .filter(pk=draft.pk)
        .first()
    )
    return found


def absorb(draft: Draft, agent_id: int | None) -> None:
    """Whatever this agent has at hand of the same kind goes below: one draft each, and no text is lost."""
    other: Draft | None = (
        Draft.objects.select_for_update(no_key=True)
        .filter(case_id=draft.case_id, kind=draft.kind, agent_id=agent_id, state=Draft.State.WRITING)
        .exclude(pk=draft.pk)
        .first()
    )
    if other is None:
        return
    if other.body.strip() and not same_text(other.body, draft.body):
        draft.body = f"{draft.body.rstrip()}\n\n{other.body}"[:LONGEST] if draft.body.strip() else other.body
    draft.writers = sorted({*draft.writers, *other.writers})
    here = set(draft.files.values_list("attachment_id", flat=True))
    DraftFile.objects.filter(draft=other).exclude(attachment_id__in=here).update(draft=draft)
    other.delete()


def drop_files(draft: Draft, attachments: list[int]) -> None:
    """The nightly sweep removes the files themselves."""
    from parvis.cases.models import CaseAttachment
    from parvis.files.models import Attachment

    DraftFile.objects.filter(draft=draft, attachment_id__in=attachments).delete()
    kept = set(
        CaseAttachment.objects.filter(attachment_id__in=attachments).values_list("attachment_id", flat=True)
    )
    kept |= set(
        DraftFile.objects.filter(attachment_id__in=attachments).values_list("attachment_id", flat=True)
    )
    Attachment.objects.filter(pk__in=set(attachments) - kept).delete()


def _just_sent(case: Case, kind: str, text: str, *, by: Actor, at: datetime) -> bool:
    """A saving that was on its way when the text was sent, and comes after it."""
    since = at - LATE
    if kind == Draft.Kind.NOTE:
        written = Note.objects.filter(case=case, author_id=by.agent_id, at__gte=since)
    else:
        written = Draft.objects.filter(case=case, kind=kind, agent_id=by.agent_id, asked_at__gte=since)
    return any(continues(one.body, text) for one in written)


def continues(whole: str, beginning: str) -> bool:
    """Whether one is the other, or goes on from it."""
    return " ".join(whole.split()).startswith(" ".join(beginning.split()))


def same_text(one: str, other: str) -> bool:
    return one.split() == other.split()


def writer(by: Actor) -> int:
    assert by.agent_id is not None, "agents alone write drafts"
    return by.agent_id


def require_able(case: Case, kind: str, by: Actor) -> None:
    assert by.access is not None, "an agent writes with its access"
    able = abilities(by.access, case)
    if not able:
        raise NotAllowed("Cette demande n'existe pas.")
    if ABILITIES[Draft.Kind(kind)] not in able:
        raise NotAllowed("Ce geste revient au service chargé de la demande.")
