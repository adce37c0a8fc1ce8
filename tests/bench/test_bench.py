"""The measures run on a tiny town; no time is asserted."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SIZES = ["--sizes", "200,400", "--small-towns", "2", "--repeat", "1", "--rounds", "1"]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each measure of a whole run says, by its name."""
    report = tmp_path_factory.mktemp("bench") / "report.json"
    names = [
        "generator",
        "lists",
        "case_page",
        "dashboards",
        "search",
        "trials",
        "million",
        "receiving",
        "portability",
    ]
    environ = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATA", "DATABASE_URL", "DJANGO_SETTINGS_MODULE") and not name.startswith("PARVIS_")
    }
    command = [sys.executable, "-m", "bench", *names, *SIZES, "--report", str(report)]
    done = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return {line["name"]: line["figure"] for line in json.loads(report.read_text())}


def test_the_towns_have_the_sizes_asked_for(told: dict[str, str]) -> None:
    held = told["Base d'essai"]
    assert held.startswith("200 demandes (")
    assert ", 400 demandes (" in held
    assert ", 2 petites villes" in held


@pytest.mark.parametrize("name", ["File, en retard", "Recherche, rien", "Chiffres, Par service, douze mois"])
def test_towns_are_compared_on_the_same_question(told: dict[str, str], name: str) -> None:
    compared = told[f"Comparaison : {name}"]
    assert len(compared.split(" ; ")) == 5
    assert "× " in compared


def test_a_small_town_is_asked_too(told: dict[str, str]) -> None:
    assert "PostgreSQL" in told["Petite ville : Ma journée"]


@pytest.mark.parametrize(
    "name",
    [
        "File, ouvertes (agente voirie)",
        "Ma journée (CCAS, cloisonné)",
        "Page d'une demande (30 messages)",
        "Essai d'une règle sur un an (trois mots)",
    ],
)
def test_pages_tell_their_statements(told: dict[str, str], name: str) -> None:
    assert "requêtes SQL" in told[name]
    assert "SQL brut" in told[name]


def test_search_finds_what_its_questions_promise(told: dict[str, str]) -> None:
    found = {name: figure for name, figure in told.items() if name.startswith("Recherche, ")}
    empty = [name for name, figure in found.items() if figure.endswith(" ; 0 sur la page")]
    assert len(found) == 9
    assert empty == ["Recherche, rien"]


def test_receiving_is_compared_with_its_own_rows(told: dict[str, str]) -> None:
    assert "rapport" in told["receive()"]


def test_a_town_leaves_arrives_and_is_removed(told: dict[str, str]) -> None:
    assert "rapport" in told["Export d'une ville"]
    assert "demandes/s" in told["Chargement d'une ville"]
    assert "demandes/s" in told["Suppression d'une ville"]
