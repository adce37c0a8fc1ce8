"""The rows of an import of persons, departments, agents or types, taken back: what is used or changed since stays."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from parvis.catalog.models import RequestType
from parvis.directory.models import ContactPoint, Person
from parvis.history.models import ActorKind, Event, ImportBatch
from parvis.intake.importing.kinds.rows import digest_of_row
from parvis.intake.models import ImportedRow
from parvis.organisation.models import Account, Agent, Department, Membership

Model = ImportedRow.Model
#: Rows decided in one transaction.
PART = 2_000
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


CHANGED, SIGNED_IN, ACTED, USED = (
    "modifié depuis", "s'est déjà connecté", "a déjà agi dans Parvis", "sert à autre chose"
)  # fmt: skip
#: Of an account: not where nor for whom, which one town does not tell another.
SERVED = "il a servi depuis"


@dataclass
class TakenBack:
    """``removed``: how many, by the name of what they were. ``held``: the names of what stays, and why."""

    removed: dict[str, int] = field(default_factory=dict)
    held: list[tuple[str, str]] = field(default_factory=list)
    #: Accounts made by the import whose agent is gone: address, and why they stay.
    held_accounts: list[tuple[str, str]] = field(default_factory=list)

    #: False for an import of cases.
    concerned: bool = False

    def __bool__(self) -> bool:
        return self.concerned

    @property
    def kept(self) -> list[str]:
        return [name for name, _why in self.held]


def take_back(batch: ImportBatch) -> TakenBack:
    """Outside a transaction. Persons and agents by parts, each its own transaction; departments and types in one."""
    taken = TakenBack()
    with transaction.atomic():
        taken.concerned = ImportedRow.objects.filter(batch=batch).exists()
    for model, (part, column) in _PARTS.items():
        for made in _by_parts(batch, model):
            with transaction.atomic():
                _take_with_parts(batch, model, part, column, made, taken)
        for made in _by_parts(batch, part):
            with transaction.atomic():
                _take_parts_of_others(batch, model, part, column, made, taken)
    with transaction.atomic():
        _no_time_limit()
        for model in (Model.REQUEST_TYPE, Model.DEPARTMENT):
            _take(batch, model, {model: _made(batch, model)}, taken)
        ImportedRow.objects.filter(batch=batch, created=False).delete()
    return taken


def _no_time_limit() -> None:
    """These few are all decided at once: a department may stand on another of the same import."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")


def _made(batch: ImportBatch, model: str, **only: Any) -> dict[int, str]:
    """What the batch made: identifier → what it held."""
    found = ImportedRow.objects.filter(batch=batch, created=True, model=model, **only)
    return dict(found.order_by("row_id").values_list("row_id", "digest"))


def _by_parts(batch: ImportBatch, model: str) -> Iterator[dict[int, str]]:
    last = 0
    while True:
        with transaction.atomic():
            found = ImportedRow.objects.filter(batch=batch, created=True, model=model, row_id__gt=last)
            made = dict(found.order_by("row_id").values_list("row_id", "digest")[:PART])
        if not made:
            return
        yield made
        last = max(made)


def _take_with_parts(
    batch: ImportBatch, model: Model, part: Model, column: str, made: dict[int, str], taken: TakenBack
) -> None:
    """A person goes with all their contact points or stays with them: one that changed keeps its person."""
    all_made: dict[str, dict[int, str]] = {model: made}
    owners = _locked(model, all_made)
    there = _CLASSES[part].objects.filter(**{f"{column}__in": [row.pk for row in owners]})
    rows = list(there.order_by("pk").select_for_update())
    all_made[part] = _made(batch, part, row_id__in=[row.pk for row in rows])
    ours = [row for row in rows if row.pk in all_made[part]]
    kept = {row.pk: CHANGED for row in owners if _changed(row, made)}
    kept |= {getattr(row, column): CHANGED for row in ours if _changed(row, all_made[part])}
    kept |= _used(model, [row.pk for row in owners], all_made)
    _remove(batch, part, [row.pk for row in ours if getattr(row, column) not in kept], taken)
    going = [row for row in owners if row.pk not in kept]
    _remove(batch, model, [row.pk for row in going], taken)
    if model == Model.AGENT:
        _take_accounts(batch, going, taken)
    taken.held += sorted((str(row), kept[row.pk]) for row in owners if row.pk in kept)


def _take_accounts(batch: ImportBatch, agents: list[Agent], taken: TakenBack) -> None:
    """Those that the import made, of agents that are gone: the database alone sees whether another town has them."""
    rows = ImportedRow.objects.filter(
        batch=batch, model=Model.ACCOUNT, row_id__in=[agent.pk for agent in agents]
    )
    made = set(rows.values_list("row_id", flat=True))
    accounts = Account.objects.filter(pk__in=[agent.account_id for agent in agents if agent.pk in made])
    for pk, email in accounts.order_by("email").values_list("pk", "email"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT forget_account(%s, %s)", [batch.pk, pk])
            became = cursor.fetchone()[0]
        if became != "removed":
            taken.held_accounts.append((email, SERVED))
        else:
            label = Model.ACCOUNT.label
            taken.removed[label] = taken.removed.get(label, 0) + 1
    rows.delete()


def _take_parts_of_others(
    batch: ImportBatch, model: Model, part: Model, column: str, made: dict[int, str], taken: TakenBack
) -> None:
    """Those added to whom the town had already go, but those that changed since."""
    rows = _locked(part, {part: made})
    of_batch = _made(batch, model, row_id__in=[getattr(row, column) for row in rows])
    going = [row.pk for row in rows if getattr(row, column) not in of_batch and not _changed(row, made)]
    _remove(batch, part, going, taken)


def _take(batch: ImportBatch, model: Model, made: dict[str, dict[int, str]], taken: TakenBack) -> None:
    """Again as long as some go: once a department below is gone, the one above may go."""
    rows = _locked(model, made)
    left = [row for row in rows if not _changed(row, made[model])]
    changed = [row for row in rows if _changed(row, made[model])]
    while left:
        used = _used(model, [row.pk for row in left], {})
        going = [row.pk for row in left if row.pk not in used]
        if not going:
            break
        _remove(batch, model, going, taken)
        left = [row for row in left if row.pk in used]
    taken.held += sorted([*((str(row), USED) for row in left), *((str(row), CHANGED) for row in changed)])


def _locked(model: Model, made: dict[str, dict[int, str]]) -> list[Any]:
    return list(_CLASSES[model].objects.filter(pk__in=list(made[model])).order_by("pk").select_for_update())


def _changed(row: Any, made: dict[int, str]) -> bool:
    return digest_of_row(row) != made[row.pk]


def _used(model: Model, ids: Iterable[int], made: dict[str, dict[int, str]]) -> dict[int, str]:
    """Those that something points at, apart from what the batch itself made; and how each is used."""
    ids, cls = list(ids), _CLASSES[model]
    used: dict[int, str] = {}
    for relation in cls._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and relation.one_to_many) or not ids:
            continue
        other, column = relation.related_model, relation.field.attname
        ours = made.get(next((m for m, c in _CLASSES.items() if c is other), ""), {})
        found = other.objects.filter(**{f"{column}__in": ids})
        used |= {owner: USED for pk, owner in found.values_list("pk", column) if pk not in ours}
    if model == Model.AGENT:
        acted = Event.objects.filter(actor_kind=ActorKind.AGENT, actor_id__in=ids)
        used |= dict.fromkeys(acted.values_list("actor_id", flat=True).distinct(), ACTED)
        signed_in = cls.objects.filter(pk__in=ids, account__last_login__isnull=False)
        used |= dict.fromkeys(signed_in.values_list("pk", flat=True), SIGNED_IN)
    if model == Model.PERSON:
        told = Event.objects.filter(person_id__in=ids)
        used |= dict.fromkeys(told.values_list("person_id", flat=True).distinct(), USED)
    return used


def _remove(batch: ImportBatch, model: Model, ids: list[int], taken: TakenBack) -> None:
    if not ids:
        return
    _CLASSES[model].objects.filter(pk__in=ids).delete()
    ImportedRow.objects.filter(batch=batch, model=model, created=True, row_id__in=ids).delete()
    taken.removed[model.label] = taken.removed.get(model.label, 0) + len(ids)
