"""The refused rows, as a file to correct and bring again; no cell of it is a formula."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from parvis.intake.importing.reading import LINE
from parvis.intake.importing.uploads import path_of
from parvis.intake.screens.reading import administrators, run_of

BOM = "\ufeff"
#: What makes a spreadsheet compute a cell (OWASP); numbers, phones and coordinates are none of it.
_FORMULA = re.compile(r"\s*[=@]|[\t\r\n]|\s*[+-](?![\d\s.,()-]*$)")


@administrators
@require_safe
def rejects(request: HttpRequest, run_id: int) -> HttpResponseBase:
    run = run_of(run_id)
    if not run.rejects_key or not (path := path_of(run.rejects_key)).is_file():
        raise Http404
    response = StreamingHttpResponse(_lines(path), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="refus-{run.pk}.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        delimiter = file.readline()[len(LINE) : len(LINE) + 1] or ","
        file.seek(0)
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=delimiter)
        yield BOM
        for row in csv.reader(file, delimiter=delimiter):
            writer.writerow([guarded(cell) for cell in row])
            yield out.getvalue()
            out.seek(0)
            out.truncate()
