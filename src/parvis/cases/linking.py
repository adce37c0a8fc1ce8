"""Link two cases: related ones, or a case that is a part of a wider one. The link is one row and one event.

The event goes in the history of the source, but of the sealed one when only one of the two is sealed: outside its sector
nothing may say that it exists.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction

from parvis.cases.abilities import READ, abilities, reads_by_right, sees_inside
from parvis.cases.acting import NotAllowed, NotPossible, Unclear, acting
from parvis.cases.models import Case, CaseLink
from parvis.cases.states import LinkKind
from parvis.cases.tying_events import Linked, Unlinked
from parvis.history.actors import Actor
from parvis.kit.tenant import current_tenant_id
from parvis.organisation.access import Access

#: Nobody splits a case deeper; it bounds the walk up.
DEEPEST = 30


class AlreadyLinked(NotPossible):
    """The two cases are tied already."""


class Circular(Unclear):
    """The wider case would be a part of its own part."""


def link(case: Case, *, to: Case, kind: str, by: Actor, at: datetime, version: int | None = None) -> CaseLink:
    """``case`` is related to ``to``, or a part of it. Duplicates go by ``merging.mark_duplicate``."""
    if kind not in (LinkKind.RELATED, LinkKind.PARENT):
        raise Unclear("Choisissez le lien entre les deux demandes.", "kind")
    with tying(case, to, by=by):
        first, second = _sides(case, to, kind)
        if CaseLink.objects.filter(kind=kind, source=first, target=second).exists():
            raise AlreadyLinked("Ces deux demandes sont déjà liées ainsi.")
        if kind == LinkKind.PARENT:
            _check_parent(case, to)
        row = CaseLink(
            kind=kind, source=first, target=second, created_by_id=by.agent_id, created_by_label=by.label,
            created_at=at,
        )  # fmt: skip
        row.save(force_insert=True)
        _tell(row, first, second, what=Linked, by=by, at=at, version=version)
    return row


def unlink(row: CaseLink, *, by: Actor, at: datetime) -> None:
    """Of related cases or of a part. A duplicate is set apart by ``merging.separate``."""
    if row.kind == LinkKind.DUPLICATE:
        raise NotPossible("Un doublon se sépare : il repart alors de son côté.")
    with tying(row.source, row.target, by=by):
        if not CaseLink.objects.filter(pk=row.pk).delete()[0]:
            raise NotPossible("Ce lien est déjà retiré.")
        _tell(row, row.source, row.target, what=Unlinked, by=by, at=at, version=None)


@contextmanager
def tying(one: Case, other: Case, *, by: Actor) -> Iterator[None]:
    """The ties of a town change one at a time (a longer circle could close otherwise); both cases are locked, in order.

    Whoever ties reads both from inside, and answers for one of them at least or has just taken it.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"ties:{current_tenant_id()}"]
            )
        found = Case.objects.select_for_update(no_key=True).filter(pk__in=[one.pk, other.pk]).order_by("pk")
        locked = {case.pk: case for case in found}
        if len(locked) < 2:
            raise Unclear("Une demande ne se lie pas à elle-même.", "other")
        if by.access is not None:
            if not all(inside(by.access, case) for case in locked.values()):
                raise NotAllowed("Cette demande n'existe pas.")
            if not any({"link", "answer"} & abilities(by.access, case) for case in locked.values()):
                raise NotAllowed("Ce geste revient au service chargé de l'une des deux demandes.")
        yield


def inside(access: Access, case: Case) -> bool:
    """Not in an emergency, nor as whoever took a sealed request: they read it, and tie nothing to it."""
    return reads_by_right(access, case) and sees_inside(access, case)


def _sides(case: Case, to: Case, kind: str) -> tuple[Case, Case]:
    """Related goes both ways: written once, from the older."""
    return (case, to) if kind == LinkKind.PARENT or case.pk < to.pk else (to, case)


def _check_parent(case: Case, parent: Case) -> None:
    if CaseLink.objects.filter(kind=LinkKind.PARENT, source=case).exists():
        raise AlreadyLinked("Cette demande fait déjà partie d'une autre : retirez d'abord ce lien.")
    above: int | None = parent.pk
    for _step in range(DEEPEST):
        above = (
            CaseLink.objects.filter(kind=LinkKind.PARENT, source_id=above)
            .values_list("target_id", flat=True)
            .first()
        )
        if above is None:
            return
        if above == case.pk:
            raise Circular("La demande plus large serait une partie d'elle-même.", "other")
    raise Circular("Il y a déjà trop de demandes les unes dans les autres.", "other")


def _tell(
    row: CaseLink,
    source: Case,
    target: Case,
    *,
    what: type[Linked] | type[Unlinked],
    by: Actor,
    at: datetime,
    version: int | None,
) -> None:
    reverse = target.sector.sealed and not source.sector.sealed
    here, there = (target, source) if reverse else (source, target)
    with acting(here, READ, by=by, at=at, version=version) as act:
        act.append(what(there.pk, row.kind, reverse))
