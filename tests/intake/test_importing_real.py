"""Real files, written by no one here: what is in the base equals what csv and Counter count in the file."""

import tomllib
from calendar import monthrange
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from parvis.cases.models import Case
from parvis.insights.figures import figures
from parvis.intake.importing.mapping import SHIPPED, load_mapping
from parvis.organisation.access import Access
from tests.factories import agent
from tests.intake.importing import first_rows, imported

ROWS = 8000
CHANNELS = {
    "Téléphone": "phone",
    "Mobile": "mobile",
    "Site internet": "web",
    "Courriel": "email",
    "En personne": "counter",
    "Courrier": "letter",
    "Médias sociaux": "social",
    "": "api",
}
WEEKDAYS = ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche")


def same_types(name: str) -> dict[str, str]:
    """What the shipped mapping says is one of the town's types, read by other means than the import's."""
    content = tomllib.loads((SHIPPED / f"{name}.toml").read_text(encoding="utf-8"))
    values: dict[str, str] = content["type"]["values"]
    return values


def test_montreal_agrees_with_the_file(town: Any, tmp_path: Path) -> None:
    path, rows = first_rows("montreal_311_plateau.csv.gz", ROWS, tmp_path)
    report = imported(path, load_mapping("montreal"))
    assert (report.created, report.refused) == (ROWS, 0)
    cases = list(Case.objects.select_related("request_type"))
    paris = ZoneInfo(town.time_zone)

    assert Counter(c for case in cases for c in case.channels) == Counter(
        CHANNELS[word] for r in rows for word in r["PROVENANCE"].split("|")
    )
    assert Counter(tuple(case.channels) for case in cases) == Counter(
        tuple(CHANNELS[word] for word in r["PROVENANCE"].split("|")) for r in rows
    )
    same = same_types("montreal")
    assert Counter(
        case.request_type.label if case.request_type.code.startswith("IMP-") else case.request_type.code
        for case in cases
    ) == Counter(same.get(r["ACTI_NOM"], r["ACTI_NOM"]) for r in rows)
    outcomes = {"Terminée": "done", "Refusée": "refused", "Annulée": "cancelled", "Supprimée": "cancelled"}
    assert Counter(case.outcome or case.state for case in cases) == Counter(
        outcomes.get(r["DERNIER_STATUT"], "in_progress") for r in rows
    )
    local = [case.received_at.astimezone(paris) for case in cases]
    assert Counter((f"{at:%Y-%m}", WEEKDAYS[at.weekday()], str(at.hour)) for at in local) == Counter(
        (r["DDS_MONTH"], r["DDS_WEEKDAY"], r["DDS_HOUR"]) for r in rows
    )
    assert all(case.closing_unknown == (case.state == "closed") for case in cases)
    assert not any(case.due_at for case in cases)
    assert imported(path, load_mapping("montreal")).known == ROWS


def test_the_dashboard_agrees_with_the_file(town: Any, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        # Rows of an open transaction have no statistics: the planner would take thousands for one.
        cursor.execute("SET LOCAL enable_nestloop = off")
    path, rows = first_rows("montreal_311_plateau.csv.gz", ROWS, tmp_path)
    imported(path, load_mapping("montreal"))
    months = sorted({r["DDS_MONTH"] for r in rows})
    last = monthrange(int(months[-1][:4]), int(months[-1][5:]))[1]
    access = Access.of(agent("Dominique Roy", "executive"))
    period = {"period": "custom", "from": f"{months[0]}-01", "to": f"{months[-1]}-{last}"}
    found = figures("received", access, period)["indicators"]
    assert found["received"]["figures"]["total"] == ROWS
    channels = {row["key"]: row["total"] for row in found["received_channels"]["rows"] if row["total"]}
    assert channels == Counter(CHANNELS[word] for r in rows for word in r["PROVENANCE"].split("|"))
    same = same_types("montreal")
    types = sorted(row["total"] for row in found["received_types"]["rows"] if row["total"])
    assert types == sorted(Counter(same.get(r["ACTI_NOM"], r["ACTI_NOM"]) for r in rows).values())
    still_open = sum(r["DERNIER_STATUT"] in ("Prise en charge", "Acceptée", "Réactivée") for r in rows)
    still_open += sum(r["DERNIER_STATUT"] == "Transmise pour traitement" for r in rows)
    # Closed without a date: in no delay, neither counted nor over at once.
    delays = found["closure_delay"]["figures"]
    assert (delays["counted"], delays["reached"]) == (still_open, 0)
    assert found["closure_delay"]["facts"]["median_hours"] is None


def test_vigilo_agrees_with_the_file(town: Any, tmp_path: Path) -> None:
    path, rows = first_rows("vigilo_observations.csv.gz", 5000, tmp_path)
    good = [r for r in rows if int(r["ts"]) >= 1_514_761_200]  # 1 January 2018 in Paris
    report = imported(path, load_mapping("vigilo"))
    assert (report.created, report.refused) == (len(good), len(rows) - len(good))
    assert report.refused >= 20
    cases = {case.external_id: case for case in Case.objects.select_related("request_type")}
    assert set(cases) == {r["token"] for r in good}

    labels = tomllib.loads((SHIPPED / "vigilo.toml").read_text(encoding="utf-8"))["type"]["labels"]
    same = same_types("vigilo")
    for r in good:
        case = cases[r["token"]]
        texts = [text.strip() for text in (r["comment"], r["explanation"]) if text.strip()]
        assert case.description == ("\n\n".join(texts) or case.request_type.label)
        assert case.received_at.timestamp() == int(r["ts"])
        assert case.address == r["address"].strip()
        assert abs(float(case.latitude) - float(r["latitude"])) < 1e-6
        assert abs(float(case.longitude) - float(r["longitude"])) < 1e-6
        assert case.state == {"0": "received", "1": "in_progress"}[r["approved"]]
    assert Counter(
        c.request_type.label if c.request_type.code.startswith("IMP-") else c.request_type.code
        for c in cases.values()
    ) == Counter(same.get(r["catid"]) or labels[r["catid"]] for r in good)


def test_dans_ma_rue_agrees_with_the_file(town: Any, tmp_path: Path) -> None:
    path, rows = first_rows("paris_dansmarue_trottoirs.csv.gz", 3000, tmp_path)
    report = imported(path, load_mapping("dans-ma-rue"))
    assert (report.created, report.refused, report.notes) == (len(rows), 0, ())
    cases = {case.external_id: case for case in Case.objects.select_related("request_type")}
    assert set(cases) == {r["id_dmr"] for r in rows}
    channels = {
        "Android": "mobile",
        "IOS application": "mobile",
        "Page DMR Paris.fr": "web",
        "Back Office": "phone",
    }
    paris = ZoneInfo(town.time_zone)
    for r in rows:
        case = cases[r["id_dmr"]]
        assert f"{case.received_at.astimezone(paris):%Y-%m-%d %H:%M}" == f"{r['datedecl']} 00:00"
        assert (case.address, case.channel) == (r["adresse"], channels[r["prefixe"]])
        assert abs(float(case.longitude) - float(r["longitude"])) < 1e-6
    assert {case.request_type.code for case in cases.values()} == {"VOI-TRO"}


def test_karlsruhe_agrees_with_the_file(town: Any, tmp_path: Path) -> None:
    path, rows = first_rows("karlsruhe_ka_feedback_2012_2018.csv.gz", ROWS, tmp_path)
    seen: dict[str, dict[str, str]] = {}
    for r in rows:
        seen.setdefault(r["Vorgangsnummer"], r)
    report = imported(path, load_mapping("karlsruhe"))
    assert (report.created, report.refused) == (len(seen), len(rows) - len(seen))
    cases = {case.external_id: case for case in Case.objects.select_related("request_type")}
    states = {
        "Eingetroffen": "received",
        "In Arbeit": "in_progress",
        "Behoben": "done",
        "Abgeschlossen": "answered",
    }
    assert Counter(case.outcome or case.state for case in cases.values()) == Counter(
        states[r["Zustand"]] for r in seen.values()
    )
    assert report.closing_unknown == 0
    for number, r in seen.items():
        case = cases[number]
        assert case.received_at == datetime.fromisoformat(r["Erstellungsdatum"])
        if case.state == "closed":
            assert case.closed_at == datetime.fromisoformat(r["Letztes Bearbeitungsdatum"])
    lights = [c for c in cases.values() if c.request_type.code == "VOI-ECL"]
    assert len(lights) == sum(r["Kategorie"] == "Straßenbeleuchtung" for r in seen.values())
