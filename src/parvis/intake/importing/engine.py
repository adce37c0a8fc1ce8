"""What the screens ask of imports: read a mapping, look at a file, import it. One place to follow how that is done."""

import logging
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import tomli_w
from django.db import DatabaseError

from parvis.intake.importing.classifying import Classifier
from parvis.intake.importing.holding import Holders
from parvis.intake.importing.kinds.fields import FieldMapping
from parvis.intake.importing.mapping import SHIPPED, FileHints, parse_mapping, shipped
from parvis.intake.importing.numbering import Occurrences
from parvis.intake.importing.reading import Row, Source, inspect, rows
from parvis.intake.importing.refusals import CannotImport, RowRefused
from parvis.intake.importing.report import Report
from parvis.intake.importing.running import import_file
from parvis.intake.importing.understanding import Reader, Understood
from parvis.kit import clock
from parvis.kit.tenant import current_tenant_id
from parvis.organisation.access import Access
from parvis.tenancy.models import Collectivity

log = logging.getLogger("parvis.imports")

Tell = Callable[[int], None]
Content = dict[str, Any]

UNFORESEEN = "Une valeur de cette ligne n'avait pas été prévue : l'erreur est au journal de l'installation."


def written(content: Content) -> str:
    """A mapping's content as the TOML file of docs/reprise.md."""
    return tomli_w.dumps(content)


def content_of(text: str) -> Content:
    """Raises CannotImport."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CannotImport(f"Ce n'est pas un fichier TOML lisible : {error}") from error
    except RecursionError as error:
        raise CannotImport(
            "Ce n'est pas un fichier TOML lisible : trop de crochets l'un dans l'autre."
        ) from error


def mapping_of(text: str, name: str) -> Any:
    """The mapping a TOML text says. Raises CannotImport."""
    try:
        return parse_mapping(name, content_of(text))
    except KeyError as error:
        raise CannotImport(f"La correspondance est incomplète : il manque « {error.args[0]} ».") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise CannotImport(f"La correspondance ne convient pas : {error}") from error


def shipped_texts() -> Iterator[tuple[str, str]]:
    for name in shipped():
        yield name, (SHIPPED / f"{name}.toml").read_text(encoding="utf-8")


def look(path: Path) -> Source:
    """What the file is. Raises CannotImport."""
    return inspect(path, FileHints(), ())


def rows_of(source: Source, on_bytes: Tell | None) -> Iterator[Row]:
    return rows(source, on_bytes)


def import_(
    path: Path,
    mapping: Any,
    *,
    write: bool,
    rejects: Path,
    on_bytes: Tell,
    on_batch: Tell,
    access: Access | None,
) -> Report:
    """Raises CannotImport."""
    return import_file(
        path, mapping, write=write, rejects=rejects, on_bytes=on_bytes, on_batch=on_batch, access=access
    )


@dataclass(frozen=True)
class Previewed:
    """A row as it would become, or why it would not. ``fields``: of a plain kind, by label."""

    line: int
    understood: Understood | None = None
    refusal: str = ""
    fields: tuple[tuple[str, str], ...] = ()


def preview(sample: list[dict[str, Any]], mapping: Any) -> list[Previewed]:
    """The first rows of a profile, understood with this mapping; nothing is written. Raises CannotImport."""
    if isinstance(mapping, FieldMapping):
        return [_plainly(one, mapping) for one in sample[:20]]
    name = Collectivity.objects.values_list("time_zone", flat=True).get(pk=current_tenant_id())
    found = []
    with Occurrences() as occurrences:
        classifier = Classifier(mapping)
        reader = _reader(mapping, classifier, occurrences, ZoneInfo(name))
        for one in islice(sample, 20):
            row = Row(one["line"], tuple(one["raw"]), one["cells"], one.get("problem", ""))
            try:
                found.append(Previewed(row.line, reader.read(row, *reader.identify(row))))
            except Exception as error:
                found.append(Previewed(row.line, refusal=_why(error, row.line)))
    return found


def _why(error: Exception, line: int) -> str:
    """A cell nobody foresaw must not hide the other rows, nor the page on which the mapping is put right."""
    if isinstance(error, RowRefused):
        return str(error)
    if isinstance(error, DatabaseError):
        raise error
    log.error("a row could not be previewed", extra={"line": line}, exc_info=error)
    return UNFORESEEN


def _reader(mapping: Any, classifier: Classifier, occurrences: Occurrences, zone: ZoneInfo) -> Reader:
    return Reader(mapping, classifier, Holders(mapping), occurrences, zone=zone, now=clock.now())


def _plainly(one: dict[str, Any], mapping: FieldMapping) -> Previewed:
    """The fields as the mapping reads them; whether the town knows the row is for the dry run to say."""
    if one["cells"] is None:
        return Previewed(one["line"], refusal=one.get("problem", ""))
    try:
        read = [(name, mapping.all(name, one["cells"])) for name in mapping.rules]
    except Exception as error:
        return Previewed(one["line"], refusal=_why(error, one["line"]))
    return Previewed(one["line"], fields=tuple((name, ", ".join(values)) for name, values in read))


def kind_of(mapping: Any) -> str:
    return str(mapping.imports)
