"""The format, read from the models: a table that is added, or a column, is taken without anybody doing anything.

One file a table, one JSON object a line, in the order of ``id``. Column names are those of the database, with two
exceptions: the tenant is never written, and an account is named by its e-mail address.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property
from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models

from parvis.cases.models import FormerLink
from parvis.files.models import Attachment
from parvis.ops.portability.catalogue import in_order
from parvis.organisation.models import Account
from parvis.tenancy.configuration import ConfigurationStamp
from parvis.tenancy.isolating import tenant_models
from parvis.tenancy.isolation import TenantForeignKey, TenantModel

FORMAT, VERSION = "parvis-collectivite", 1

#: Tables that an archive does not hold, and why.
LEFT_OUT: dict[type[TenantModel], str] = {
    ConfigurationStamp: "cachet technique, que la base recalcule dès que la configuration change",
    FormerLink: "anciens liens de suivi : ils sont dans liens.jsonl avec les liens en cours",
}


class Kind(Enum):
    PLAIN = "plain"
    #: Exported as the account's e-mail address, which is the same in every installation.
    ACCOUNT = "account"
    #: Path of a file, without the folder of the tenant.
    FILE = "file"
    #: Path of a passing file that stays behind: written empty, read as empty.
    LOCAL = "local"


FILE_KEYS = {(Attachment, "key"), (Attachment, "thumbnail_key")}


#: By table: files brought to be imported wait beside the others, and are swept.
LOCAL_KEYS = {("intake_importrun", "file_key"), ("intake_importrun", "rejects_key")}


@dataclass(frozen=True)
class Column:
    #: In the database, then in the archive.
    name: str
    label: str
    kind: Kind
    field: Any

    @property
    def type(self) -> str:
        """PostgreSQL's name of the type a value is read as."""
        return "text" if self.kind is Kind.ACCOUNT else str(self.field.db_type(connection))

    @property
    def choices(self) -> frozenset[Any]:
        found = frozenset(value for value, _label in self.field.flatchoices)
        return found | {""} if found and self.field.blank else found

    @property
    def default(self) -> Any:
        """For an archive written before the column existed. Raises LookupError when nothing can stand for it."""
        if self.field.has_default():
            return self.field.get_default()
        if self.field.null:
            return None
        if self.field.empty_strings_allowed and self.field.blank:
            return ""
        raise LookupError(self.label)


@dataclass(frozen=True)
class Table:
    model: type[TenantModel]

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @property
    def file(self) -> str:
        return f"data/{self.name}.jsonl"

    @property
    def title(self) -> str:
        return str(self.model._meta.verbose_name)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return tuple(_columns(self.model))

    @cached_property
    def points_at_itself(self) -> bool:
        return any(
            isinstance(c.field, TenantForeignKey) and c.field.remote_field.model is self.model
            for c in self.columns
        )


class CannotDescribe(TypeError):
    """A tenant table points at a platform table that an archive knows nothing of."""


def _columns(model: type[TenantModel]) -> Iterator[Column]:
    for field in model._meta.local_concrete_fields:
        if field.name == "tenant" or is_computed(field):
            continue
        if isinstance(field, models.ForeignKey) and not isinstance(field, TenantForeignKey):
            if field.remote_field.model is not Account:
                raise CannotDescribe(f"{model.__name__}.{field.name}")
            yield Column(str(field.column), f"{field.name}_email", Kind.ACCOUNT, field)
        else:
            kind = Kind.FILE if (model, field.name) in FILE_KEYS else Kind.PLAIN
            kind = Kind.LOCAL if (model._meta.db_table, field.column) in LOCAL_KEYS else kind
            yield Column(str(field.column), str(field.column), kind, field)


def is_computed(field: Any) -> bool:
    """The database makes it from the rest of the row."""
    return isinstance(field, SearchVectorField) or bool(getattr(field, "generated", False))


@cache
def tables() -> tuple[Table, ...]:
    """What an archive holds, pointed at before pointing."""
    known = {m._meta.db_table: Table(m) for m in tenant_models() if m not in LEFT_OUT}
    pointed = {
        name: [
            c.field.remote_field.model._meta.db_table
            for c in table.columns
            if isinstance(c.field, TenantForeignKey)
        ]
        for name, table in known.items()
    }
    return tuple(known[name] for name in in_order(pointed))


#: How a type of the database is written in an archive.
WRITTEN = (
    ("timestamp", "instant ISO 8601, UTC"),
    ("date", "jour ISO 8601"),
    ("jsonb", "JSON"),
    ("bool", "vrai ou faux"),
    ("numeric", "nombre"),
    ("double", "nombre"),
    ("integer", "entier"),
    ("smallint", "entier"),
    ("bigint", "entier"),
)


def written(column: Column) -> str:
    """In French, for the pages that describe the format."""
    if column.kind is Kind.ACCOUNT:
        return "adresse électronique du compte"
    if column.kind is Kind.FILE:
        return "chemin sous files/"
    if column.kind is Kind.LOCAL:
        return "toujours vide : fichier de passage, qui ne voyage pas"
    base, is_list = column.type.removesuffix("[]"), column.type.endswith("[]")
    name = next((said for start, said in WRITTEN if base.startswith(start)), "texte")
    if isinstance(column.field, TenantForeignKey):
        name = f"numéro dans {column.field.remote_field.model._meta.db_table}"
    return f"liste ({name})" if is_list else name
