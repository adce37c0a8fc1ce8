"""Every kind of file that the screens import."""

from dataclasses import replace

from parvis.intake.importing.field_targets import AGENTS, DEPARTMENTS, PERSONS, REQUEST_TYPES
from parvis.intake.importing.mapping import SECTIONS
from parvis.intake.importing.targets import CASES, Importable

#: Of a case, what mappings know.
_CASES = replace(CASES, targets=tuple(target for target in CASES.targets if target.section in SECTIONS))
IMPORTABLES: dict[str, Importable] = {
    kind.code: kind for kind in (_CASES, PERSONS, DEPARTMENTS, AGENTS, REQUEST_TYPES)
}
