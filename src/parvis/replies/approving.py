"""Submitted, then approved, amended or returned: never by its own author, and what was approved is what leaves."""

from datetime import datetime

from parvis.cases.acting import Act, NotAllowed, NotPossible, Unclear, acting, required
from parvis.cases.duplicates import to_tell
from parvis.cases.models import Case
from parvis.cases.naming_nobody import require_nameless
from parvis.cases.replying import LONGEST
from parvis.history.actors import Actor
from parvis.kit.tenant import current_tenant_id
from parvis.kit.text import clean_text
from parvis.organisation.acting_agents import actor_of
from parvis.replies.digests import digest_of
from parvis.replies.drafting import locked, writer
from parvis.replies.events import ReplyApproved, ReplyReturned
from parvis.replies.jobs import enqueue
from parvis.replies.models import Approval, Draft
from parvis.replies.ruling import may_approve, rule_for
from parvis.replies.sending import UNDO, back_to_writing, check_gaps, submit_under

Decision = Approval.Decision


def approve(draft: Draft, *, digest: str, body: str | None = None, by: Actor, at: datetime) -> Draft:
    """``digest`` is that of what was read; ``body``, when given, is the text as amended: that is what is approved."""
    with acting(draft.case, "read", by=by, at=at) as act:
        held = _to_decide(draft, digest, act, by=by)
        before, text = held.body, clean_text(body).strip()[:LONGEST] if body is not None else held.body
        amended = not same_lines(text, before)
        if amended:
            held.body = required(text, "Écrivez le texte que la personne lira.", "body")
            check_gaps(held.body, "body")
            if held.to_duplicates:
                told = to_tell(act.case, actor_of(held.agent))
                require_nameless(held.body, act.case, told, "body")
            held.version += 1
        held.updated_at = at
        held.save(update_fields=["body", "version", "updated_at"])
        decision = Decision.AMENDED if amended else Decision.APPROVED
        _record(held, decision, by=by, at=at, before=before if amended else "")
        _go_on(held, act.case, at)
        act.append(ReplyApproved(held.kind, amended, held.asked_role, held.pk))
        if held.leaves_at is not None:
            enqueue(current_tenant_id(), held.pk, held.leaves_at, at)
    return held


def send_back(draft: Draft, *, digest: str, reason: str, by: Actor, at: datetime) -> Draft:
    """To its author, with the reason that they read."""
    with acting(draft.case, "read", by=by, at=at) as act:
        why = required(reason, "Dites à l'auteur ce qu'il doit reprendre.", "reason")
        held = _to_decide(draft, digest, act, by=by)
        _record(held, Decision.RETURNED, by=by, at=at, reason=why)
        held.notice = f"Renvoyée par {by.label} : {why}"
        back_to_writing(held, at)
        act.append(ReplyReturned(held.kind, why, held.pk))
    return held


def _to_decide(draft: Draft, digest: str, act: Act, *, by: Actor) -> Draft:
    held = locked(draft)
    if held is None or held.state != Draft.State.SUBMITTED:
        raise NotPossible(_already(draft))
    assert by.access is not None
    if not may_approve(by.access, held):
        if by.agent_id in held.authors:
            raise NotAllowed("C'est votre texte : un autre que vous le valide.")
        raise NotAllowed("Cette validation ne vous revient pas.")
    if digest != digest_of(held):
        raise Unclear("Le texte a changé depuis que vous l'avez ouvert : relisez-le, puis décidez.", "body")
    return held


def _already(draft: Draft) -> str:
    """Who decided, for whoever comes second."""
    last = Approval.objects.filter(draft=draft).order_by("-id").first()
    if last is None:
        return "Son auteur l'a reprise : il n'y a plus rien à valider."
    return f"C'est déjà fait : {last.by_label} l'a {Decision(last.decision).label}."


def _record(
    draft: Draft, decision: str, *, by: Actor, at: datetime, before: str = "", reason: str = ""
) -> None:
    Approval(
        draft=draft, decision=decision, before=before, reason=reason, digest=digest_of(draft), by_id=writer(by),
        by_label=by.label, at=at,
    ).save(force_insert=True)  # fmt: skip


def _go_on(draft: Draft, case: Case, at: datetime) -> None:
    """The next step, or the departure; from the first step again when the rule is not the one it was submitted under."""
    assert draft.rule is not None
    rule = rule_for(case, kind=draft.kind, outcome=draft.outcome)
    if rule is not None and (rule.pk, rule.version) != (draft.rule_id, draft.rule_version):
        Approval.objects.filter(draft=draft, holds=True).update(holds=False)
        submit_under(draft, rule)
        draft.save()
        return
    draft.step += 1
    steps = draft.rule.steps
    draft.asked_role = steps[draft.step] if draft.step < len(steps) else ""
    if not draft.asked_role:
        draft.state, draft.approved_digest = Draft.State.LEAVING, digest_of(draft)
        draft.leaves_at = max(draft.wanted_at or at, at + UNDO)
    draft.save()


def same_lines(one: str, other: str) -> bool:
    """Browsers send other line ends than those they were given."""
    return one.replace("\r\n", "\n").strip() == other.replace("\r\n", "\n").strip()
