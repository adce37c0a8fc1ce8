"""SQL that matters lives in ``.sql`` files beside its slice; migrations load them by one line."""

from pathlib import Path

from django.db.migrations import RunSQL


def run_sql_file(migration_file: str, name: str) -> RunSQL:
    """The operation that runs ``<slice>/sql/<name>`` for a migration that passes its own ``__file__``."""
    text = (Path(migration_file).resolve().parent.parent / "sql" / name).read_text()
    return RunSQL([(text, None)])
