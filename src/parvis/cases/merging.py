"""Duplicates: twelve people report one pothole. Each keeps their own case, closed, and hears what the main one answers."""

from datetime import datetime

from parvis.cases.acting import NotAllowed, NotPossible, Unclear, acting, require_open, required
from parvis.cases.closing import end
from parvis.cases.duplicates import root_of, same_side
from parvis.cases.linking import inside, tying
from parvis.cases.models import Case, CaseLink
from parvis.cases.naming_nobody import for_duplicate, require_nameless
from parvis.cases.states import LinkKind, Outcome, State
from parvis.cases.tying_events import Separated
from parvis.history.actors import Actor
from parvis.kit.text import clean_text

#: What the person of a duplicate reads, unless the agent writes something else.
TOLD = (
    "Ce problème nous était déjà signalé : nous le suivons avec une autre demande. "
    "Nous vous préviendrons ici de la suite."
)
TASKS_REASON = "Doublon d'une autre demande."


def mark_duplicate(
    case: Case, *, of: Case, text: str = "", by: Actor, at: datetime, version: int | None = None
) -> Case:
    """Close ``case`` as a duplicate of ``of``, or of the case that ``of`` is itself a duplicate of; returns that one.

    Its own duplicates follow it there.
    """
    main = root_of(of)
    if by.access is not None and not inside(by.access, main):
        # Of a root out of sight nothing is said but of what was named: it is closed, as any other.
        raise _closed(of) if main.pk != of.pk else NotAllowed("Cette demande n'existe pas.")
    with tying(case, main, by=by):
        main = _still(main)
        if not main.is_open:
            raise _closed(main)
        with acting(case, "close", by=by, at=at, version=version) as act:
            require_open(act.case)
            if not same_side(act.case, main):
                raise Unclear("Ces deux demandes ne relèvent pas du même secteur cloisonné.", "other")
            words = clean_text(text).strip() or TOLD
            require_nameless(words, main, [act.case.pk], "text", otherwise="")
            words = for_duplicate(words, main, act.case)
            end(
                act, Outcome.DUPLICATE, words, tasks_reason=TASKS_REASON, parts_reason=TASKS_REASON,
                duplicate_of=main.pk,
            )  # fmt: skip
            CaseLink.objects.filter(kind=LinkKind.DUPLICATE, target=case).update(target=main)
            CaseLink.objects.update_or_create(
                kind=LinkKind.DUPLICATE,
                source=case,
                defaults={
                    "target": main, "created_by_id": by.agent_id, "created_by_label": by.label, "created_at": at,
                },
            )  # fmt: skip
    return main


def separate(case: Case, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> None:
    """Not a duplicate after all: the case is open again, by itself."""
    row = CaseLink.objects.filter(kind=LinkKind.DUPLICATE, source=case).select_related("target").first()
    if row is None:
        raise NotPossible("Cette demande n'est le doublon d'aucune autre.")
    with tying(case, row.target, by=by), acting(case, "link", by=by, at=at, version=version) as act:
        why = required(reason, "Dites pourquoi ce n'est pas un doublon.", "reason")
        if not CaseLink.objects.filter(pk=row.pk).delete()[0]:
            raise NotPossible("Cette demande est déjà séparée.")
        if not act.case.is_open:
            act.set(
                state=State.IN_PROGRESS, outcome="", closing_text="", closed_at=None, closing_unknown=False
            )
        act.append(Separated(row.target_id, LinkKind.DUPLICATE, reason=why))


def _closed(case: Case) -> Unclear:
    return Unclear(
        f"La demande {case.reference} est close : répondez plutôt à la personne, ou rouvrez-la.", "other"
    )


def _still(main: Case) -> Case:
    """As it is now that it is locked. Somebody may have closed it as a duplicate meanwhile."""
    found: Case = Case.objects.select_related("sector").get(pk=main.pk)
    if root_of(found).pk != found.pk:
        raise NotAllowed("Cette demande vient d'être rattachée à une autre : rechargez la page.")
    return found
