"""What is proposed for the columns of a file: real ones when they are there, and the odd ones of town halls."""

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from parvis.intake.importing import composing, engine, words
from parvis.intake.importing.guessing import date_format, folded, guess
from parvis.intake.importing.profiling import profile
from parvis.intake.importing.targets import CASES
from tests.intake.importing import first_rows


def profiled(path):
    source = engine.look(path)
    return profile(source.header, engine.rows_of(source, None))


def written(folder: Path, header: list[str], rows: list[list[str]], delimiter: str = ";") -> dict:
    import csv

    path = folder / "f.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=delimiter).writerows([header, *rows])
    return profiled(path)


def targets(found):
    return {name: one.target for name, one in guess(CASES, found).items()}


def dated(found):
    return date_format([name for name, code in targets(found).items() if code == "received"], found)


def test_montreal(tmp_path):
    found = profiled(first_rows("montreal_311_plateau.csv.gz", 5000, tmp_path)[0])
    assert targets(found) == {
        "DDS_MONTH": "received", "DDS_WEEKDAY": "received", "DDS_HOUR": "received", "NATURE": "kind", "ACTI_NOM": "type",
        "DERNIER_STATUT": "state", "PROVENANCE": "channel",
    }  # fmt: skip
    assert dated(found) == "month-weekday-hour"


def test_vigilo(tmp_path):
    found = profiled(first_rows("vigilo_observations.csv.gz", 3000, tmp_path)[0])
    given = targets(found)
    assert given.pop("approved", "") in ("", "state")
    assert given == {
        "token": "identifier", "ts": "received", "comment": "text", "explanation": "text", "address": "place.address",
        "latitude": "place.latitude", "longitude": "place.longitude", "catid": "type",
    }  # fmt: skip
    assert dated(found) == "epoch"


def test_paris(tmp_path):
    found = profiled(first_rows("paris_dansmarue_trottoirs.csv.gz", 3000, tmp_path)[0])
    given = targets(found)
    expected = {
        "id_dmr": "identifier",
        "datedecl": "received",
        "prefixe": "channel",
        "adresse": "place.address",
    }
    assert expected.items() <= given.items()
    assert {given["latitude"], given["longitude"]} == {"place.latitude", "place.longitude"}
    assert dated(found) == "iso"


def test_a_file_in_another_language_is_guessed_by_its_values(tmp_path):
    found = profiled(first_rows("karlsruhe_ka_feedback_2012_2018.csv.gz", 3000, tmp_path)[0])
    assert {"Vorgangsnummer": "identifier", "Erstellungsdatum": "received"}.items() <= targets(found).items()


def test_names_are_read_however_they_are_written():
    assert folded("dateReception") == folded("DATE_RECEPTION") == folded("Date  réception")
    assert folded("N° de la demande") == "numero de la demande"


def test_misspelt_names_and_a_few_bad_values_are_seen_through(tmp_path):
    names = ["N° dosier", "Reçue le", "Typpe de demande", "Téléfone", "Courriel"]
    rows = [
        [
            f"D-{n}",
            f"0{n}/03/2026",
            ("Voirie", "Propreté")[n % 2],
            f"06 12 34 56 {n}0",
            "a@b.example" if n > 3 else "?",
        ]
        for n in range(1, 7)
    ]
    given = targets(written(tmp_path, names, rows))
    assert given == {
        "N° dosier": "identifier", "Reçue le": "received", "Typpe de demande": "type", "Téléfone": "person.phone",
        "Courriel": "person.email",
    }  # fmt: skip


def test_a_day_and_its_hour_in_two_columns(tmp_path):
    rows = [[f"{n:02}/03/2024", f"{n:02}:15", "Trou"] for n in range(1, 20)]
    found = written(tmp_path, ["Jour", "Heure", "Objet"], rows)
    assert date_format(["Jour", "Heure"], found) == "%d/%m/%Y %H:%M"


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("%d/%m/%Y", "%d/%m/%Y"), ("%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M"), ("%m/%d/%Y", "%m/%d/%Y"), ("%d.%m.%Y", "%d.%m.%Y"),
        ("%Y-%m-%d", "iso"), ("%Y-%m-%dT%H:%M:%S", "iso"), ("%d-%m-%Y", "%d-%m-%Y"), ("%d/%m/%y", "%d/%m/%y"),
        ("%d/%m/%Y %Hh%M", "%d/%m/%Y %Hh%M"), ("%Y%m%d", "%Y%m%d"),
    ],
)  # fmt: skip
def test_dates_are_read_by_the_pattern_that_reads_them_all(tmp_path, pattern, expected):
    days = [date(2024, 1, 1) + timedelta(days=9 * n) for n in range(40)]
    found = written(
        tmp_path, ["Date de réception", "Objet"], [[day.strftime(pattern), "Trou"] for day in days]
    )
    assert date_format(["Date de réception"], found) == expected


def test_french_days_win_where_both_ways_read(tmp_path):
    found = written(tmp_path, ["Date", "Objet"], [["05/03/2024", "Trou"], ["06/04/2024", "Bruit"]])
    assert date_format(["Date"], found) == "%d/%m/%Y"


def test_mixed_dates_and_dates_in_letters_are_read_as_they_come(tmp_path):
    mixed = [["05/03/2024", "a"], ["2024-03-06", "b"], ["7 mars 2024 à 10h30", "c"], ["08/03/24", "d"]] * 3
    found = written(tmp_path, ["Date", "Objet"], mixed)
    assert targets(found)["Date"] == "received"
    assert dated(found) == "auto"


def test_nothing_sure_is_left_to_the_person(tmp_path):
    rng = random.Random(3)
    rows = [[str(rng.randint(1, 5)), "x", f"{rng.random():.6f}", ""] for _ in range(50)]
    assert targets(written(tmp_path, ["A", "B", "C", "D"], rows)) == {}


def test_odd_files_are_profiled_without_harm(tmp_path):
    rows = [
        ["\u202e=1+1", "🕳️" * 300, "", "12"],
        ["Ligne\ncoupée", "a" * 60_000, " ", "12"],
        ["<script>", "é" * 10, "", "13"],
    ]
    found = written(tmp_path, ["", "Texte\nlong", "Vide", "Nombre"], rows)
    assert found["columns"][0]["name"] == ""
    assert max(len(sample) for column in found["columns"] for sample in column["samples"]) <= 120
    assert len(found["sample"][1]["raw"][1]) == 25_000
    assert found["columns"][2]["filled"] == 0


def test_a_long_list_of_values_is_no_list(tmp_path):
    rows = [[f"mot {n}", "Reçue" if n % 2 else "Close"] for n in range(1000)]
    found = written(tmp_path, ["Type", "Statut"], rows)
    assert found["columns"][0]["values"] is None
    assert found["columns"][1]["values"] == [["Close", 500], ["Reçue", 500]] or sorted(
        map(tuple, found["columns"][1]["values"])
    ) == [("Close", 500), ("Reçue", 500)]


@pytest.mark.parametrize(
    ("which", "word", "meaning"),
    [
        ("state", "Clos", "closed:done"), ("state", "Non traitée", "received"), ("state", "TRAITÉ", "closed:done"),
        ("state", "Classée sans suite", "closed:no_action"), ("state", "En attente usager", "waiting:person"),
        ("state", "En attente entreprise", "waiting:third_party"), ("state", "Refusée", "closed:refused"),
        ("state", "Transmise pour traitement", "in_progress"), ("state", "Zorglub", ""),
        ("channel", "Tél.", "phone"), ("channel", "Appel téléphonique", "phone"), ("channel", "E-mail", "email"),
        ("channel", "Site internet", "web"), ("channel", "Réseaux sociaux", "social"), ("channel", "Appli mobile", "mobile"),
        ("channel", "Accueil mairie", "counter"), ("channel", "M. le Maire", "elected"), ("channel", "Courrier", "letter"),
        ("kind", "Plainte", "complaint"), ("kind", "Requete", "request"), ("kind", "Remerciements", "praise"),
    ],
)  # fmt: skip
def test_words_of_other_tools(which, word, meaning):
    assert words.meaning_of(which, word) == meaning


def test_types_are_recognised_by_their_labels(town):
    made = composing.Town.load()
    find = words.type_of(made.lexicon, made.labels)
    assert find("nid de poule, chaussee degradee") == "VOI-NDP"
    assert find("Nid-de-poule") == "VOI-NDP"
    assert find("Xyzzy") == ""


def test_several_channels_in_a_cell_are_parted(town, tmp_path):
    rows = [["05/03/2024", channel, "Reçue"] for channel in ("Tél. / Mail", "Guichet", "Mail / Guichet") * 5]
    found = written(tmp_path, ["Date", "Canal", "État"], rows)
    content = composing.proposed(CASES, found, "Essai", composing.Town.load())
    assert content["channel"]["separator"] == "/"
    assert content["channel"]["values"] == {"Tél.": "phone", "Mail": "email", "Guichet": "counter"}
    engine.mapping_of(engine.written(content), "essai")


def test_without_a_number_the_identity_is_a_digest_of_what_lasts(town, tmp_path):
    rows = [[f"{n:02}/03/2024", "Trou", "Reçue"] for n in range(1, 9)]
    found = written(tmp_path, ["Date", "Motif", "État"], rows)
    content = composing.proposed(CASES, found, "Cahier d'accueil", composing.Town.load())
    assert content["identifier"] == {"digest": ["Date", "Motif"]}
    assert content["source"] == "cahier-d-accueil"


def test_what_a_shipped_mapping_says_survives_the_screens(town, tmp_path):
    path, _ = first_rows("montreal_311_plateau.csv.gz", 3000, tmp_path)
    found, ground = profiled(path), composing.Town.load()
    before = engine.content_of(dict(engine.shipped_texts())["montreal"])
    after = composing.with_columns(CASES, before, composing.chosen_in(CASES, before), found, ground)
    assert {key: value for key, value in after.items() if key != "text"} == {
        key: value for key, value in before.items() if key != "text"
    }
