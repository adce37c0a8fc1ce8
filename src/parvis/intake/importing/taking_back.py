"""The rows of an import of persons, departments, agents or types, taken back: what is used or changed since stays."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from parvis.catalog.models import RequestType
from parvis.directory.models import ContactPoint, Person
from parvis.history.models import ActorKind, Event, ImportBatch
from parvis.intake.importing.kinds.rows import digest_of_row
from parvis.intake.models import ImportedRow
from parvis.organisation.models import Agent, Department, Membership

Model = ImportedRow.Model
_CLASSES: dict[str, Any] = {
    Model.CONTACT_POINT: ContactPoint,
    Model.MEMBERSHIP: Membership,
    Model.AGENT: Agent,
    Model.PERSON: Person,
    Model.REQUEST_TYPE: RequestType,
    Model.DEPARTMENT: Department,
}
#: What hangs on a row and was made with it, by the column that points at it.
_PARTS = {Model.PERSON: (Model.CONTACT_POINT, "person_id"), Model.AGENT: (Model.MEMBERSHIP, "agent_id")}


@dataclass
class TakenBack:
    """``removed``: how many, by the name of what they were. ``kept``: the names of what stays.

    ``gone``: their identifiers, by model.
    """

    removed: dict[str, int] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    gone: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    #: False for an import of cases.
    concerned: bool = False

    def __bool__(self) -> bool:
        return self.concerned


def take_back(batch: ImportBatch) -> TakenBack:
    """In the transaction of the caller. Departments go after those that hang on them, parents after children."""
    made = _made(batch)
    taken = TakenBack(concerned=ImportedRow.objects.filter(batch=batch).exists())
    for model, (part, column) in _PARTS.items():
        _take_parts_first(model, part, column, made, taken)
    for model in (Model.REQUEST_TYPE, Model.DEPARTMENT):
        _take(model, made, taken)
    for name, ids in taken.gone.items():
        ImportedRow.objects.filter(batch=batch, model=name, row_id__in=ids).delete()
    ImportedRow.objects.filter(batch=batch, created=False).delete()
    return taken


def _made(batch: ImportBatch) -> dict[str, dict[int, str]]:
    """By model, what the batch made: identifier → what it held."""
    made: dict[str, dict[int, str]] = {model: {} for model in _CLASSES}
    found = ImportedRow.objects.filter(batch=batch, created=True)
    for model, row_id, digest in found.values_list("model", "row_id", "digest"):
        made[model][row_id] = digest
    return made


def _take_parts_first(
    model: Model, part: Model, column: str, made: dict[str, dict[int, str]], taken: TakenBack
) -> None:
    """A person goes with all their contact points or stays with them; those added to others go."""
    parts = dict(_CLASSES[part].objects.filter(pk__in=list(made[part])).values_list("pk", column))
    owners = _locked(model, made)
    kept = {row.pk for row in owners if _changed(row, made[model])} | _used(
        model, [r.pk for r in owners], made
    )
    _remove(part, [pk for pk, owner in parts.items() if owner not in kept], taken)
    _remove(model, [row.pk for row in owners if row.pk not in kept], taken)
    taken.kept += sorted(str(row) for row in owners if row.pk in kept)


def _take(model: Model, made: dict[str, dict[int, str]], taken: TakenBack) -> None:
    """Again as long as some go: once a department below is gone, the one above may go."""
    left = [row for row in _locked(model, made) if not _changed(row, made[model])]
    changed = [row for row in _locked(model, made) if _changed(row, made[model])]
    while left:
        used = _used(model, [row.pk for row in left], {})
        going = [row.pk for row in left if row.pk not in used]
        if not going:
            break
        _remove(model, going, taken)
        left = [row for row in left if row.pk in used]
    taken.kept += sorted(str(row) for row in (*left, *changed))


def _locked(model: Model, made: dict[str, dict[int, str]]) -> list[Any]:
    return list(_CLASSES[model].objects.filter(pk__in=list(made[model])).order_by("pk").select_for_update())


def _changed(row: Any, made: dict[int, str]) -> bool:
    return digest_of_row(row) != made[row.pk]


def _used(model: Model, ids: Iterable[int], made: dict[str, dict[int, str]]) -> set[int]:
    """Those that something points at, apart from what the batch itself made."""
    ids, cls = list(ids), _CLASSES[model]
    used: set[int] = set()
    for relation in cls._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and relation.one_to_many) or not ids:
            continue
        other, column = relation.related_model, relation.field.attname
        ours = made.get(next((m for m, c in _CLASSES.items() if c is other), ""), {})
        found = other.objects.filter(**{f"{column}__in": ids})
        used |= {owner for pk, owner in found.values_list("pk", column) if pk not in ours}
    if model == Model.AGENT:
        acted = Event.objects.filter(actor_kind=ActorKind.AGENT, actor_id__in=ids)
        used |= set(acted.values_list("actor_id", flat=True).distinct())
        signed_in = cls.objects.filter(pk__in=ids, account__last_login__isnull=False)
        used |= set(signed_in.values_list("pk", flat=True))
    if model == Model.PERSON:
        used |= set(Event.objects.filter(person_id__in=ids).values_list("person_id", flat=True).distinct())
    return used


def _remove(model: Model, ids: list[int], taken: TakenBack) -> None:
    if not ids:
        return
    _CLASSES[model].objects.filter(pk__in=ids).delete()
    taken.gone[model] += ids
    taken.removed[model.label] = taken.removed.get(model.label, 0) + len(ids)
