"""From the click to the departure: ten seconds to change one's mind, or a day and an hour, or an approval in between.

Until it leaves, nothing is public and nobody is told: ``replying.reply``, ``closing.close`` or ``holding.hold`` runs at that
instant, in the name of the author, in one transaction with the end of the draft. The case's lock comes first, then the
draft's row.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from parvis.cases.acting import NotPossible, Unclear, acting, require_open, required
from parvis.cases.closing import open_parts
from parvis.cases.duplicates import to_tell
from parvis.cases.holding import require_not_waiting
from parvis.cases.models import Case
from parvis.cases.naming_nobody import require_nameless
from parvis.cases.replying import LONGEST
from parvis.cases.states import Outcome
from parvis.cases.tasking import open_tasks
from parvis.files.models import Attachment
from parvis.history.actors import Actor
from parvis.kit.tenant import current_tenant_id
from parvis.kit.text import clean_text
from parvis.notifications.recipients import address_of
from parvis.replies.drafting import (
    ABILITIES,
    absorb,
    continues,
    draft_of,
    drop_files,
    known_version,
    locked,
    same_text,
    writer,
)
from parvis.replies.events import ReplyPlanned, ReplyRecalled, ReplySubmitted, what_leaves
from parvis.replies.jobs import enqueue
from parvis.replies.models import Approval, ApprovalRule, Draft, DraftFile
from parvis.replies.ruling import may_approve, rule_for
from parvis.replies.variables import gaps

#: To change one's mind.
UNDO = timedelta(seconds=10)
#: What may be chosen as an hour to leave.
SOONEST, FARTHEST = timedelta(minutes=1), timedelta(days=92)


@dataclass(frozen=True)
class Written:
    """What the author sends. ``kept`` are the files of the draft that stay; None keeps them all."""

    body: str
    files: Sequence[Attachment] = ()
    kept: Sequence[int] | None = None
    outcome: str = ""
    tasks_reason: str = ""
    parts_reason: str = ""
    to_duplicates: bool = False
    template_version: int | None = None


@dataclass(frozen=True)
class Origin:
    """The draft that the form was drawn from."""

    draft_id: int | None = None
    version: int = 0


@dataclass(frozen=True)
class _Sending:
    case: Case
    kind: str
    text: str
    written: Written = field(repr=False)


def send(
    case: Case,
    written: Written,
    *,
    kind: str = Draft.Kind.REPLY,
    wanted_at: datetime | None = None,
    origin: Origin = Origin(),
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Draft:
    """Leaves in ten seconds, or at ``wanted_at``; waits for its approval when a rule asks for one."""
    with acting(case, ABILITIES[Draft.Kind(kind)], by=by, at=at, version=version) as act:
        _check_hour(wanted_at, at)
        made = _Sending(act.case, kind, _checked_text(act.case, kind, written, by), written)
        rule = rule_for(act.case, kind=kind, outcome=written.outcome)
        draft = _fixed(made, origin, by=by, at=at)
        draft.wanted_at, draft.asked_at = wanted_at, at
        draft.recipient = address_of(act.case)
        draft.told = to_tell(act.case, by) if draft.to_duplicates else []
        if rule is not None:
            submit_under(draft, rule)
        else:
            draft.state, draft.leaves_at = Draft.State.LEAVING, wanted_at or at + UNDO
        draft.save()
        if rule is not None:
            act.append(ReplySubmitted(kind, rule.role, draft.pk))
        elif wanted_at is not None:
            act.append(ReplyPlanned(wanted_at.isoformat(), draft.pk))
        if draft.leaves_at is not None:
            enqueue(current_tenant_id(), draft.pk, draft.leaves_at, at)
    return draft


def submit_under(draft: Draft, rule: ApprovalRule) -> None:
    draft.state, draft.rule, draft.step, draft.asked_role = Draft.State.SUBMITTED, rule, 0, rule.role
    draft.rule_version, draft.approved_digest = rule.version, ""


def _check_hour(wanted_at: datetime | None, at: datetime) -> None:
    if wanted_at is None:
        return
    if wanted_at < at + SOONEST:
        raise Unclear("Cette heure est passée : choisissez-en une à venir.", "leave_on")
    if wanted_at > at + FARTHEST:
        raise Unclear("Cette date est trop lointaine : trois mois au plus.", "leave_on")


#: The field of the form that holds the text, and what is said when it is empty.
_FIELDS = {
    Draft.Kind.REPLY: ("body", "Écrivez votre réponse."),
    Draft.Kind.CLOSURE: ("text", "Écrivez ce que la personne lira."),
    Draft.Kind.QUESTION: ("reason", "Dites ce que l'on attend."),
}


def _checked_text(case: Case, kind: str, written: Written, by: Actor) -> str:
    """What the verb would refuse is refused now rather than once approved."""
    name, missing = _FIELDS[Draft.Kind(kind)]
    if kind != Draft.Kind.REPLY:
        require_open(case)
    text = required(written.body, missing, name)[:LONGEST]
    if kind == Draft.Kind.CLOSURE:
        _check_closure(case, written, by)
    if kind == Draft.Kind.QUESTION:
        require_not_waiting(case)
    check_gaps(text, name)
    if written.to_duplicates:
        require_nameless(text, case, to_tell(case, by), name)
    return text


def _check_closure(case: Case, written: Written, by: Actor) -> None:
    if written.outcome not in Outcome.values:
        raise Unclear("Choisissez l'issue de la demande.", "outcome")
    if open_tasks(case) and not clean_text(written.tasks_reason).strip():
        raise Unclear("Dites pourquoi vous clôturez quand même.", "open_tasks_reason")
    if open_parts(case, by.access) and not clean_text(written.parts_reason).strip():
        raise Unclear("Dites pourquoi vous clôturez quand même.", "open_parts_reason")


def check_gaps(text: str, name: str) -> None:
    if left := gaps(text):
        raise Unclear(f"Complétez ou retirez d'abord : {', '.join(left)}. Rien n'est parti.", name)


def _fixed(made: _Sending, origin: Origin, *, by: Actor, at: datetime) -> Draft:
    """The draft at hand, or a new row when another one is being written elsewhere, which stays as it is."""
    held = draft_of(made.case, made.kind, by.agent_id)
    held = locked(held) if held is not None else None
    if origin.draft_id and (held is None or held.pk != origin.draft_id):
        _refuse_gone(origin.draft_id, made)
    draft = held
    if held is None or not _is_that(held, origin, made.text):
        draft = Draft(case_id=made.case.pk, kind=made.kind, agent_id=writer(by))
    assert draft is not None
    written = made.written
    draft.body, draft.updated_at, draft.notice = made.text, at, ""
    draft.outcome, draft.tasks_reason = written.outcome, clean_text(written.tasks_reason).strip()
    draft.parts_reason, draft.to_duplicates = clean_text(written.parts_reason).strip(), written.to_duplicates
    draft.template_version_id = known_version(written.template_version) or draft.template_version_id
    draft.version += 1
    # Not « writing » from here: the author may have another one of those.
    draft.state, draft.leaves_at = Draft.State.HELD, None
    draft.save()
    if written.kept is not None:
        _keep(draft, held, written.kept)
    DraftFile.objects.bulk_create(DraftFile(draft=draft, attachment=file) for file in written.files)
    Approval.objects.filter(draft=draft, holds=True).update(holds=False)
    return draft


def _is_that(held: Draft, origin: Origin, text: str) -> bool:
    """Whether what is sent is this draft: as it was loaded, or as a saving on its way left it just before."""
    if held.version == origin.version and held.pk == (origin.draft_id or held.pk):
        return True
    return same_text(held.body, text) or (held.pk == origin.draft_id and continues(text, held.body))


def _keep(draft: Draft, held: Draft | None, kept: Sequence[int]) -> None:
    """Of the files that the form showed, those that stay; they follow the text when its draft goes on elsewhere."""
    if held is not None and held.pk != draft.pk:
        DraftFile.objects.filter(draft=held, attachment_id__in=kept).update(draft=draft)
    known = draft.files.values_list("attachment_id", flat=True)
    drop_files(draft, [pk for pk in known if pk not in kept])


def _refuse_gone(draft_id: int, made: _Sending) -> None:
    """The form shows a draft that left, or that a colleague took: sending it again would say it twice."""
    gone: Draft | None = Draft.objects.select_related("agent").filter(pk=draft_id, case=made.case).first()
    if gone is None:
        return
    if gone.state == Draft.State.WRITING:
        raise NotPossible(f"{gone.agent.display_name} a repris ce brouillon : rien n'est parti.")
    if same_text(gone.body or (gone.message.body if gone.message else ""), made.text):
        raise NotPossible(
            "Ce texte est déjà en route, depuis une autre fenêtre : rien n'est parti deux fois."
        )


def recall(draft: Draft, *, by: Actor, at: datetime) -> Draft:
    """Back to its author's draft, with its files: ten seconds, a planned hour, a wait for approval are given up."""
    with acting(draft.case, "read", by=by, at=at) as act:
        held = locked(draft)
        if held is None or held.state == Draft.State.LEFT:
            raise NotPossible(f"Trop tard : {what_leaves(draft.kind).lower()} est partie.")
        if held.state == Draft.State.WRITING:
            raise NotPossible("C'est déjà fait : le texte est revenu en brouillon.")
        if not may_recall(held, act.case, by):
            raise NotPossible("Seuls son auteur et le service chargé de la demande peuvent la reprendre.")
        told = held.state == Draft.State.SUBMITTED or held.wanted_at is not None or held.rule_id is not None
        if held.agent_id != by.agent_id:
            held.notice = f"{by.label} l'a reprise avant son départ."
        back_to_writing(held, at)
        if told:
            act.append(ReplyRecalled(held.kind, held.pk))
    return held


def may_recall(draft: Draft, case: Case, by: Actor) -> bool:
    from parvis.cases.abilities import abilities

    assert by.access is not None
    if draft.agent_id == by.agent_id or ABILITIES[Draft.Kind(draft.kind)] in abilities(by.access, case):
        return True
    return may_approve(by.access, draft) or _approved_by(draft, by)


def _approved_by(draft: Draft, by: Actor) -> bool:
    return bool(Approval.objects.filter(draft=draft, holds=True, by_id=by.agent_id).exists())


def back_to_writing(draft: Draft, at: datetime) -> None:
    """The row's lock and the case's are held by the caller. Approvals given to this text hold no more."""
    absorb(draft, draft.agent_id)
    Approval.objects.filter(draft=draft, holds=True).update(holds=False)
    draft.state, draft.leaves_at, draft.wanted_at, draft.asked_at = Draft.State.WRITING, None, None, None
    draft.rule, draft.step, draft.asked_role, draft.approved_digest = None, 0, "", ""
    draft.rule_version, draft.told = 0, []
    draft.updated_at = at
    draft.version += 1
    draft.save()
