"""Every kind of file that the screens import."""

from parvis.intake.importing.field_targets import AGENTS, DEPARTMENTS, PERSONS, REQUEST_TYPES
from parvis.intake.importing.targets import CASES, Importable

IMPORTABLES: dict[str, Importable] = {
    kind.code: kind for kind in (CASES, PERSONS, DEPARTMENTS, AGENTS, REQUEST_TYPES)
}
