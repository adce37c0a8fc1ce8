"""What is wrong with a file or a mapping is said in words, before anything is written."""

import gzip
from pathlib import Path
from typing import Any

import pytest

from parvis.cases.models import Case
from parvis.intake.importing.mapping import load_mapping, shipped
from parvis.intake.importing.refusals import CannotImport
from tests.intake.importing import MAPPING, imported, mapping, row, write_csv


def test_shipped_mappings_are_readable() -> None:
    assert shipped() == ["dans-ma-rue", "karlsruhe", "montreal", "vigilo"]
    for name in shipped():
        assert load_mapping(name).columns


def test_unknown_mapping_name() -> None:
    with pytest.raises(CannotImport, match=r"Livrées : dans-ma-rue, karlsruhe, montreal, vigilo"):
        load_mapping("paris")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('source = "ancien-outil"', "", "il manque « source »"),
        ('"Tél" = "phone"', '"Tél" = "pigeon"', "pigeon"),
        ('"Fini" = "closed:done"', '"Fini" = "closed"', "closed"),
        ("[identifier]", "[identifiant]", "identifiant"),
        ('column = "numero"', 'column = "numero"\ndigest = ["numero"]', "identifier"),
        ('format = "%d/%m/%Y %H:%M"\n[closed]', 'format = "jour"\n[closed]', "format"),
        ('label = "Ancien outil"', "label = [", "TOML"),
        ('longitude = "lon"', "", "vont ensemble"),
    ],
)
def test_a_wrong_mapping_is_refused_with_the_reason(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    assert before in MAPPING
    with pytest.raises(CannotImport, match=said):
        mapping(tmp_path, MAPPING.replace(before, after, 1))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('"Trou" = "VOI-NDP"', '"Trou" = "VOI-XXX"', "types que la commune n'a pas : VOI-XXX"),
        ('code = "PRO"', 'code = "ZZZ"', "services que la commune n'a pas : ZZZ"),
    ],
)
def test_a_mapping_that_names_what_the_town_has_not(
    town: Any, tmp_path: Path, before: str, after: str, said: str
) -> None:
    path = write_csv(tmp_path / "a.csv", [row(1)])
    with pytest.raises(CannotImport, match=said):
        imported(path, mapping(tmp_path, MAPPING.replace(before, after)))
    assert not Case.objects.exists()


def test_files_that_are_no_csv(town: Any, tmp_path: Path) -> None:
    (tmp_path / "vide.csv").write_bytes(b"")
    (tmp_path / "image.csv").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    whole = gzip.compress(b"numero,recu\n" * 5000)
    (tmp_path / "coupe.csv.gz").write_bytes(whole[: len(whole) // 2])
    with_ = mapping(tmp_path)
    for name, said in [
        (".", "dossier"),
        ("absent.csv", "n'existe pas"),
        ("vide.csv", "vide"),
        ("image.csv", "pas du texte"),
        ("coupe.csv.gz", "gzip est abîmée"),
    ]:
        with pytest.raises(CannotImport, match=said):
            imported(tmp_path / name, with_)


def test_missing_column_says_which_and_what_there_is(town: Any, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(1)])
    path.write_text(path.read_text().replace("origine", "canal", 1))
    with pytest.raises(CannotImport, match=r"la colonne origine\. Le fichier a : numero, .*canal"):
        imported(path, mapping(tmp_path))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_any_delimiter_and_either_encoding(town: Any, tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = write_csv(
        tmp_path / "a.csv", [row(1, texte="Éboulis, « là » ; ici")], delimiter=delimiter, encoding=encoding
    )
    report = imported(path, mapping(tmp_path))
    assert (report.created, report.refused) == (1, 0)
    assert Case.objects.get().description == "Éboulis, « là » ; ici"


def test_wrong_encoding_is_refused(town: Any, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(1, texte="Éboulis")], encoding="cp1252")
    utf8 = mapping(tmp_path, MAPPING + '[file]\nencoding = "utf-8"\n')
    with pytest.raises(CannotImport, match="pas en UTF-8"):
        imported(path, utf8)


def test_an_unclosed_quote_costs_its_line_alone(town: Any, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(1)])
    whole = path.read_text() + 'A2,05/03/2024 10:30,,Trou,"sans fin,Tél,Ouvert,,\n'
    path.write_text(
        whole + "".join(f"A{n},05/03/2024 10:30,,Trou,Trou {n},Tél,Ouvert,,\n" for n in range(3, 9))
    )
    report = imported(path, mapping(tmp_path))
    assert (report.created, report.refused) == (7, 1)
    assert report.first_refusals[0][0] == 3
    assert "guillemet jamais refermé" in report.first_refusals[0][1]


def test_a_header_alone_creates_nothing(town: Any, tmp_path: Path) -> None:
    report = imported(write_csv(tmp_path / "a.csv", []), mapping(tmp_path))
    assert (report.read, report.created, report.batch_id) == (0, 0, None)
