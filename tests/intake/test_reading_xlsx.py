"""Workbooks as people keep them, and as nobody should send them."""

import tracemalloc
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles.numbers import FORMAT_PERCENTAGE

from parvis.cases.models import Case
from parvis.intake.importing.mapping import FileHints
from parvis.intake.importing.reading import Row, Source, inspect, rows
from parvis.intake.importing.refusals import CannotImport
from tests.intake.importing import COLUMNS, imported, mapping
from tests.intake.importing import row as case_row

NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
NEEDED = ("Numéro", "Reçu le", "Tél")


def read(path: Path, needed: tuple[str, ...] = NEEDED, **hints: Any) -> tuple[Source, list[Row]]:
    source = inspect(path, FileHints(**hints), needed)
    return source, list(rows(source))


def saved(folder: Path, lines: list[list[Any]], **formats: str) -> Path:
    """``formats``: by column letter."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in lines:
        sheet.append(line)
    for column, code in formats.items():
        for cell in sheet[column]:
            cell.number_format = code
    path = folder / "classeur.xlsx"
    book.save(path)
    return path


def test_what_people_see_in_the_cells(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        [
            ["Suivi des demandes 2024"],
            [],
            ["Numéro", "Reçu le", "Tél", "CP", "Lat", "Vrai", "Texte"],
            [1, datetime(2024, 3, 5, 10, 30), 612345678, 1234, 48.8566, True, "école <b>\nà la ligne 🐀"],
            [2.0, date(2024, 3, 5), "06 12", None, -1.5e-7, False, "_x000D_ fin"],
            [None, None, None],
        ],
        D="00000",
    )
    source, found = read(path)
    assert (source.skipped, source.sheet, [row.line for row in found]) == (3, "Sheet", [4, 5])
    assert [row.raw for row in found] == [
        ("1", "2024-03-05T10:30:00", "612345678", "01234", "48.8566", "VRAI", "école <b>\nà la ligne 🐀"),
        ("2", "2024-03-05", "06 12", "", "-1.5e-07", "FAUX", "\r fin"),
    ]


@pytest.mark.parametrize(
    ("code", "value", "seen"),
    [
        ('0#" "##" "##" "##" "##', 612345678, "0612345678"),
        ("dd/mm/yyyy", 45356, "2024-03-05"),
        ("[$-40C]d mmmm yyyy;@", 45356, "2024-03-05"),
        ("dd/mm/yy hh:mm", 45356.4375, "2024-03-05T10:30:00"),
        ("hh:mm", 0.4375, "10:30:00"),
        ('#,##0.00" €"', 12.5, "12.5"),
        ("General", 45356, "45356"),
        (FORMAT_PERCENTAGE, 0.5, "0.5"),
    ],
)
def test_number_formats(tmp_path: Path, code: str, value: float, seen: str) -> None:
    _, found = read(saved(tmp_path, [["Numéro", "x"], [value, "y"]], A=code), ("Numéro",))
    assert found[0].raw[0] == seen


def test_a_sheet_is_chosen_or_the_first_that_is_filled(tmp_path: Path) -> None:
    book = Workbook()
    book.create_sheet("Demandes 2024").append(["Numéro"])
    book["Demandes 2024"].append(["A1"])
    book.create_sheet("Ancien").append(["Numéro"])
    hidden = book.create_sheet("Caché", 0)
    hidden.append(["Numéro"])
    hidden.sheet_state = "hidden"
    path = tmp_path / "a.xlsx"
    book.save(path)
    source, found = read(path, ("Numéro",))
    assert (source.sheet, found[0].raw) == ("Demandes 2024", ("A1",))
    assert "Ancien" in source.notes[0]
    assert read(path, ("Numéro",), sheet="ancien")[0].sheet == "Ancien"
    with pytest.raises(CannotImport, match="« Demandes 2024 »"):
        read(path, ("Numéro",), sheet="2023")


def test_formulas_give_what_was_computed_or_refuse_their_row(tmp_path: Path) -> None:
    path = saved(tmp_path, [["Numéro", "Reçu le", "Tél", "Note"]])
    cells = {
        2: '<c r="A2"><f>1+1</f><v>2</v></c><c r="D2"><f>X</f></c>',
        3: '<c r="A3"><f>1+1</f></c>',
        4: '<c r="A4"><v>4</v></c><c r="C4" t="e"><f>NA()</f><v>#N/A</v></c>',
        5: '<c r="A5" t="str"><f>"x"</f><v>x</v></c>',
        6: '<c r="A6" t="s"><v>99</v></c>',
    }
    lines = "".join(f'<row r="{n}">{content}</row>' for n, content in cells.items())
    rewrite(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: [xml.replace(b"</sheetData>", lines.encode() + b"</sheetData>")],
    )
    _, found = read(path)
    assert [(row.raw[0], row.problem) for row in found] == [
        ("2", ""),
        ("", "formule jamais calculée : ouvrez le classeur et enregistrez-le : colonne « Numéro »"),
        ("4", "cellule en erreur (#N/A) : colonne « Tél »"),
        ("x", ""),
        ("99", "cellule illisible (99) : colonne « Numéro »"),
    ]


def test_a_row_that_never_ends_is_refused_alone(tmp_path: Path) -> None:
    path = saved(tmp_path, [["Numéro"], ["A1"], *[[f"B{n}"] + ["x" * 30_000] * 50 for n in range(3)], ["A2"]])
    _, found = read(path, ("Numéro",))
    assert [row.problem.partition(" (")[0] for row in found] == ["", *["ligne démesurée"] * 3, ""]


def test_a_workbook_becomes_cases_and_its_refusals_a_csv(town: Any, tmp_path: Path) -> None:
    lines: list[list[Any]] = [list(COLUMNS)]
    for number in (1, 2, 3):
        cells: dict[str, Any] = {
            **case_row(number),
            "recu": datetime(2024, 3, 5, 10, 30),
            "texte": "=SOMME(A1)",
        }
        cells["etat"] = "Perdu" if number == 2 else "Ouvert"
        lines.append([cells[column] for column in COLUMNS])
    path = tmp_path / "classeur.xlsx"
    book = Workbook()
    assert book.active is not None
    for line in lines:
        book.active.append(line)
    for row in book.active.iter_rows(min_row=2, min_col=5, max_col=5):
        row[0].data_type = "s"  # a text that begins like a formula
    book.save(path)
    rejects = tmp_path / "refus.csv"
    report = imported(path, mapping(tmp_path), rejects=rejects)
    assert (report.created, report.refused) == (2, 1)
    assert Case.objects.filter(description="=SOMME(A1)").count() == 2
    written = rejects.read_text(encoding="utf-8-sig")
    assert ";'=SOMME(A1);" in written
    rejects.write_text(written.replace("Perdu", "Ouvert"), encoding="utf-8")
    assert imported(rejects, mapping(tmp_path)).created == 1
    assert Case.objects.filter(description="=SOMME(A1)").count() == 3


def rewrite(path: Path, member: str, blocks: Callable[[bytes], Iterable[bytes]]) -> None:
    """The same archive, one of its members being others' bytes."""
    with zipfile.ZipFile(path) as archive:
        content = {info.filename: archive.read(info) for info in archive.infolist()}
    before = content.pop(member, b"")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, whole in content.items():
            archive.writestr(name, whole)
        with archive.open(member, "w", force_zip64=True) as out:
            for block in blocks(before):
                out.write(block)


def sheet_of(filler: bytes, times: int) -> Iterator[bytes]:
    yield f'<worksheet {NS}><sheetData><row r="1"><c t="inlineStr"><is><t>Numéro</t></is></c></row>'.encode()
    for _ in range(times):
        yield filler
    yield b"</sheetData></worksheet>"


BOMBS = {
    "rows": ("xl/worksheets/sheet1.xml", lambda: sheet_of(b"<row/>" * 170_000, 100), "démesurément"),
    "texts": (
        "xl/sharedStrings.xml",
        lambda: iter([f"<sst {NS}><si><t>".encode(), *([b"a" * 1_000_000] * 100), b"</t></si></sst>"]),
        "démesurément",
    ),
    "tag": (
        "xl/worksheets/sheet1.xml",
        lambda: iter([f'<worksheet {NS}><sheetData><row r="'.encode(), *([b"1" * 1_000_000] * 60), b'"/>']),
        "démesurée",
    ),
    "entities": (
        "xl/worksheets/sheet1.xml",
        lambda: iter([b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>']),
        "entités",
    ),
    "column": (
        "xl/worksheets/sheet1.xml",
        lambda: sheet_of(b'<row r="2"><c r="ZZZ2"><v>1</v></c></row>', 1),
        "dernière colonne",
    ),
    "broken": ("xl/worksheets/sheet1.xml", lambda: iter([b"<worksheet><sheetData><row>"]), "abîmé"),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_are_left_alone(tmp_path: Path, bomb: str) -> None:
    member, blocks, said = BOMBS[bomb]
    path = saved(tmp_path, [["Numéro"], ["A1"]])
    rewrite(path, member, lambda _: blocks())
    assert path.stat().st_size < 1024 * 1024
    tracemalloc.start()
    with pytest.raises(CannotImport, match=said):
        read(path, ("Numéro",))
    assert tracemalloc.get_traced_memory()[1] < 32 * 1024 * 1024
    tracemalloc.stop()


def test_a_size_that_lies(tmp_path: Path) -> None:
    path = saved(tmp_path, [["Numéro"], *[["A" * 200 + str(n)] for n in range(2000)]])
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    there = content.rfind(size.to_bytes(4, "little"))
    content[there : there + 4] = (1000).to_bytes(4, "little")
    path.write_bytes(content)
    with pytest.raises(CannotImport, match="abîmé"):
        read(path, ("Numéro",))


@pytest.mark.parametrize(
    ("member", "said"),
    [
        ("content.xml", r"\.ods"),
        ("xl/workbook.bin", r"\.xlsb"),
        ("word/document.xml", "Word"),
        ("a.csv", "décompressez"),
    ],
)
def test_archives_that_are_no_workbook(tmp_path: Path, member: str, said: str) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "x")
    with pytest.raises(CannotImport, match=said):
        read(path)
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100))
    with pytest.raises(CannotImport, match=r"\.xls\b.*mot de passe"):
        read(path)
    path.write_bytes(b"PK\x03\x04" + bytes(100))
    with pytest.raises(CannotImport, match="abîmée"):
        read(path)
