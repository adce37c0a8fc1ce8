"""Text files as towns have them: any separator, any encoding, lines without end, quotes never closed."""

import csv
import gzip
import io
import re
import resource
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from parvis.intake.importing.mapping import FileHints
from parvis.intake.importing.reading import Row, Source, inspect, rows
from parvis.intake.importing.reading.headers import distance, resolve
from parvis.intake.importing.reading.repairing import neutral, original
from parvis.intake.importing.reading.separators import separator_of
from parvis.intake.importing.refusals import CannotImport

HEADER = ("numéro", "texte", "origine")
NEEDED = HEADER


def read(path: Path, needed: tuple[str, ...] = NEEDED, **hints: object) -> tuple[Source, list[Row]]:
    source = inspect(path, FileHints(**hints), needed)  # type: ignore[arg-type]
    return source, list(rows(source))


def write(folder: Path, content: bytes | str, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


WORDS = st.text(st.sampled_from("aé çÀ«»œ€'\"\n;,|\t-=0"), max_size=12).map(str.strip)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cells=st.lists(st.tuples(WORDS.filter(bool), WORDS, WORDS), min_size=2, max_size=6),
    delimiter=st.sampled_from(",;\t|~^§"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]),
    newline=st.sampled_from(["\n", "\r\n", "\r"]),
    packed=st.booleans(),
)
def test_what_was_written_is_read(
    tmp_path: Path, cells: list[tuple[str, ...]], delimiter: str, encoding: str, newline: str, packed: bool
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=newline, quoting=csv.QUOTE_ALL)
    writer.writerows([HEADER, *cells])
    content = text.getvalue().encode(encoding)
    # « çœœ » in Windows-1252 is, byte for byte, a Chinese character in UTF-8: nobody can tell.
    assume(encoding != "cp1252" or not re.search(rb"[\xc2-\xf4][\x80-\xbf]", content))
    path = write(tmp_path, gzip.compress(content) if packed else content)
    source, found = read(path)
    assert source.delimiter == delimiter
    assert [row.raw for row in found] == cells
    assert [row.cells for row in found] == [dict(zip(HEADER, row, strict=True)) for row in cells]


@pytest.mark.parametrize(
    ("encoding", "said"), [("cp1252", ()), ("mac_roman", ("Mac Roman",)), ("cp850", ("MS-DOS",))]
)
def test_encodings_that_leave_no_mark(tmp_path: Path, encoding: str, said: tuple[str, ...]) -> None:
    line = "{n};Éclairage à réparer près de l'école, chaussée abîmée où ça déborde;Noël\n"
    content = "numéro;texte;origine\n" + "".join(line.format(n=n) for n in range(5))
    source, found = read(write(tmp_path, content.encode(encoding)))
    assert found[0].raw == ("0", "Éclairage à réparer près de l'école, chaussée abîmée où ça déborde", "Noël")
    assert len(source.notes) == len(said)
    assert all(word in source.notes[0] for word in said)


def test_utf8_with_lines_of_windows(tmp_path: Path) -> None:
    content = (
        "numéro;texte;origine\n1;école;Tél\n".encode()
        + "2;été à Noël;Tél\n".encode("cp1252")
        + b"3;\x81x;y\n"
    )
    source, found = read(write(tmp_path, content))
    assert [row.raw[1] for row in found[:2]] == ["école", "été à Noël"]
    assert "2 lignes lues en Windows-1252" in source.notes[0]
    assert (found[2].cells, found[2].problem) == (None, "octets qui ne sont pas du texte")


def test_accents_encoded_twice_are_repaired_and_told(tmp_path: Path) -> None:
    twice = "Éclairage près de l'école, ça déborde à Noël".encode().decode("cp1252")
    source, found = read(write(tmp_path, f"numéro;texte;origine\n1;{twice};Tél\n2;déjà bon, Ångström;Tél\n"))
    assert [row.raw[1] for row in found] == [
        "Éclairage près de l'école, ça déborde à Noël",
        "déjà bon, Ångström",
    ]
    assert "encodés deux fois" in source.notes[0]


def test_one_bad_row_among_many_costs_itself_alone(tmp_path: Path) -> None:
    bad = {
        5: ('5;"jamais fermé;x', "guillemet"),
        900: ("900;" + "a" * 1_100_000 + ";x", "ligne démesurée"),
        1500: ("1500;nul\x00;x", "caractère nul"),
        2000: ("2000;a;b;c;d", "5 au lieu de 3"),
        2001: ("2001", "1 au lieu de 3"),
        2500: ('2500;"milieu" de cellule;x', "guillemet"),
    }
    lines = [bad[n][0] if n in bad else f'{n};"ligne\n{n}";x;;' for n in range(1, 20_001)]
    _, found = read(write(tmp_path, "\n".join(["numéro;texte;origine", *lines])))
    refused = {row.raw[0].split(";")[0]: row.problem for row in found if row.cells is None}
    assert list(refused) == [str(n) for n in bad]
    assert all(said in refused[str(n)] for n, (_, said) in bad.items())
    assert len(found) == 20_000
    assert found[-1].cells == {"numéro": "20000", "texte": "ligne\n20000", "origine": "x"}
    assert found[5].line == found[4].line + 1


def test_a_line_without_end_is_not_kept_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.write("numéro;texte;origine\n1;a;b\n2;".encode())
        for _ in range(80):
            file.write(b"x" * 1024 * 1024)
        file.write(b"\n3;a;b\n")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    _, found = read(path)
    assert [row.raw[0] for row in found if row.cells] == ["1", "3"]
    assert found[1].problem.startswith("ligne démesurée")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40 * 1024  # KiB


@pytest.mark.parametrize("filler", [b"1;2;3\n" * 170_000, b"x" * 1_000_000])
def test_a_gzip_bomb_is_left_alone(tmp_path: Path, filler: bytes) -> None:
    path = tmp_path / "bombe.csv.gz"
    with gzip.open(path, "wb", compresslevel=9) as file:
        file.write("numéro;texte;origine\n".encode())
        for _ in range(100):
            file.write(filler)
    with pytest.raises(CannotImport, match="démesurément"):
        read(path)


def test_titles_and_blank_lines_before_the_header(tmp_path: Path) -> None:
    content = "Export du 12 mars;;\n;;\nN°;Numéro;TEXTE\n;1;a\n"
    source, found = read(write(tmp_path, content), ("numéro", "texte"))
    assert source.skipped == 3
    assert found[0].cells == {"N°": "", "numéro": "1", "texte": "a"}
    source, found = read(write(tmp_path, content), ())
    assert source.header == ("N°", "Numéro", "TEXTE")


def test_a_declared_separator(tmp_path: Path) -> None:
    source, found = read(write(tmp_path, "sep=|\nnuméro|texte|origine\n1|a;b;c|d\n"))
    assert (source.delimiter, found[0].raw) == ("|", ("1", "a;b;c", "d"))


def test_a_separator_is_chosen_by_what_it_cuts_alike() -> None:
    sample = "nom, prénom;ville\nA, b;Dreux\nC;Anet\nD, e, f;Vernouillet\n"
    assert separator_of(sample, (), {}) == ";"


def test_columns_however_they_are_spelt(tmp_path: Path) -> None:
    header, notes = resolve(
        ["N° DEMANDE", "Adrese", "Recu_le", "Lieu"],
        ("N° demande", "Adresse", "reçu le", "Quartier"),
        {"Quartier": ("Secteur", "Lieu")},
    )
    assert header == ("N° demande", "Adresse", "reçu le", "Quartier")
    assert "Colonne « Adrese » lue comme « Adresse »." in notes
    assert len(notes) == 3


@pytest.mark.parametrize(
    ("header", "needed", "said"),
    [
        (["Adresse 2", "x"], ("Adresse 1",), "Il manque la colonne Adresse 1. Le fichier a : Adresse 2, x"),
        (["Adrese", "Adressse"], ("Adresse",), "peut être « Adrese », « Adressse »"),
        (["Adresse", "ADRESSE"], ("adresse",), "peut être « Adresse », « ADRESSE »"),
        (["a", "a"], ("a",), "même nom"),
        (["lat", "lot"], ("lon",), "Il manque"),
    ],
)
def test_columns_that_are_not_sure_are_refused(header: list[str], needed: tuple[str, ...], said: str) -> None:
    with pytest.raises(CannotImport, match=said):
        resolve(header, needed, {})


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance_is_one(one: str, other: str) -> None:
    off = distance(one, other, 9)
    assert off == distance(other, one, 9)
    assert (off == 0) == (one == other)
    assert abs(len(one) - len(other)) <= off <= max(len(one), len(other))


@given(st.text(st.sampled_from("'=+-@\t\r0a 1.")))
def test_formulas_are_made_harmless_and_come_back(cell: str) -> None:
    written = neutral(cell)
    assert original(written) == cell
    assert not written.startswith(("=", "@", "\t", "\r"))
    if written.startswith(("+", "-")):
        assert not any(c.isalpha() or c in "=@" for c in written)


def test_looking_needs_no_mapping(tmp_path: Path) -> None:
    source, found = read(write(tmp_path, "a;b\n1;2\n"), ())
    assert (source.header, found[0].cells) == (("a", "b"), {"a": "1", "b": "2"})
    with pytest.raises(CannotImport, match="image"):
        read(write(tmp_path, b"\x89PNG\r\n\x1a\n"), ())
