"""`parvis import`, as somebody types it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook

from parvis.ops.embedded import running_database
from tests.intake.importing import MAPPING, row, write_csv
from tests.intake.importing_kinds import DEPARTMENTS
from tests.ops.folders import Folder, passing_folder


@pytest.fixture
def folder() -> Iterator[Folder]:
    """Its server runs meanwhile: a dozen commands need not each start it."""
    for made in passing_folder():
        with running_database(made.env):
            yield made


def test_dry_run_write_again_list_undo(folder: Folder, tmp_path: Path) -> None:
    made = folder.parvis("tenant", "create", "--insee", "28134", "--host", "localhost", "--slug", "dreux")
    assert made.returncode == 0, made.stderr
    mapping = tmp_path / "ancien.toml"
    mapping.write_text(MAPPING, encoding="utf-8")
    source = write_csv(
        tmp_path / "a.csv.gz",
        [row(1, etat="Fini", recu="05/03/2024 00:30"), row(2, objet="Licorne"), row(3, etat="?")],
    )
    rejects = tmp_path / "refus.csv"
    typed = ("import", "cases", str(source), "--mapping", str(mapping), "--tenant", "dreux")

    dry = folder.parvis(*typed, "--rejects", str(rejects))
    assert dry.returncode == 0, dry.stderr
    assert "2  seraient créées" in dry.stdout
    assert "Reçues du 05/03/2024 au 05/03/2024" in dry.stdout
    assert "ligne 4 : état : « ? » n'est pas dans la correspondance" in dry.stdout
    assert "Rien n'a été écrit" in dry.stdout
    assert "A3" in rejects.read_text(encoding="utf-8-sig")
    assert "Aucune reprise" in folder.parvis("import", "list", "--tenant", "dreux").stdout

    assert "2  créées" in folder.parvis(*typed, "--write").stdout
    again = folder.parvis(*typed, "--write").stdout
    assert "0  créées" in again
    assert "2  déjà connues" in again
    listed = folder.parvis("import", "list", "--tenant", "dreux").stdout
    assert "ancien-outil" in listed
    assert "Terminée" in listed
    number = listed.split()[0]
    undone = folder.parvis("import", "undo", number, "--tenant", "dreux")
    assert "2 demandes et 3 événements retirés" in undone.stdout

    for mistake, said in [
        (
            ("import", "cases", str(source), "--mapping", "paris", "--tenant", "dreux"),
            "Correspondance inconnue",
        ),
        (
            ("import", "cases", str(source), "--mapping", "vigilo", "--tenant", "dreux"),
            "Il manque les colonnes",
        ),
        (("import", "cases", str(source), "--mapping", "vigilo", "--tenant", "nulle-part"), "nulle-part"),
        (("import", "cases", str(tmp_path), "--mapping", "vigilo", "--tenant", "dreux"), "dossier"),
        (("import", "undo", number, "--tenant", "dreux"), "déjà annulée"),
    ]:
        refused = folder.parvis(*mistake)
        assert refused.returncode == 1
        assert said in refused.stderr
        assert "Traceback" not in refused.stderr

    departments = tmp_path / "services.toml"
    departments.write_text(DEPARTMENTS, encoding="utf-8")
    book = Workbook()
    assert book.active is not None
    for line in (["Organigramme"], ["CODE", "Nom", "Direction", "Mail"], ["EAU", "Eau potable", "", ""]):
        book.active.append(line)
    book.save(tmp_path / "services.xlsx")
    typed = (
        "departments",
        str(tmp_path / "services.xlsx"),
        "--mapping",
        str(departments),
        "--tenant",
        "dreux",
    )
    wrong = folder.parvis("import", "cases", *typed[1:])
    assert "parvis import departments" in wrong.stderr
    written = folder.parvis("import", *typed, "--write").stdout
    assert "1  créés" in written
    assert "Colonne « CODE » lue comme « Code »." in written
    listed = folder.parvis("import", "list", "--tenant", "dreux").stdout.splitlines()[-1]
    assert "1 services" in listed
    assert "1 × service" in folder.parvis("import", "undo", listed.split()[0], "--tenant", "dreux").stdout
