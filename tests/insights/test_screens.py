"""The pages, their exports and who may open them."""

import csv
import io
import json
from datetime import date, timedelta

import pytest

from parvis.cases.states import State
from parvis.catalog.models import RequestType
from parvis.insights.dashboards import DASHBOARDS
from parvis.insights.figures import figures
from parvis.organisation.access import Access
from parvis.organisation.models import Department
from parvis.territory.models import District
from tests.factories import agent
from tests.insights.world import NOW, at, generate, made

PAGES = {name: f"/pilotage/{one.path}" for name, one in DASHBOARDS.items()}
#: Session, account, memberships, sectors, configuration.
AROUND = 9


@pytest.fixture
def paul(town):
    return agent("Paul", ("case_worker", "VOI"))


def table(response):
    text = b"".join(response.streaming_content).decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


@pytest.mark.parametrize("name", PAGES)
def test_page_says_its_sentence_and_its_definitions(paul, signed_in, name):
    generate(5, 120)
    page = signed_in(paul).get(PAGES[name]).content.decode()
    for one in figures(name, Access.of(paul))["indicators"].values():
        assert one["label"] in page
    assert "définition 1" in page
    assert "données du 31 mars 2026 à 11:30" in page
    assert "style=" not in page.split("<main")[1]


@pytest.mark.parametrize("name", PAGES)
def test_few_statements_whatever_the_number_of_cases(paul, signed_in, name, django_assert_max_num_queries):
    generate(5, 300)
    client = signed_in(paul)
    client.get(PAGES[name])
    # Eight aggregates at most, the ten oldest cases, and what the reader took at the counter for sealed sectors.
    with django_assert_max_num_queries(AROUND + 8 + 2):
        client.get(PAGES[name], {"period": "12m"})


@pytest.mark.parametrize("name", PAGES)
def test_aggregates_of_a_dashboard_are_eight_at_most(paul, name, django_assert_max_num_queries):
    from parvis.insights.ground import Ground

    generate(5, 100)
    ground = Ground.prepare(Access.of(paul), {"period": "12m"}, default_period="30d")
    with django_assert_max_num_queries(8):
        DASHBOARDS[name].compute(ground)


@pytest.mark.parametrize("name", PAGES)
def test_page_csv_and_json_say_the_same_numbers(paul, signed_in, name):
    generate(9, 200)
    client, query = signed_in(paul), {"period": "12m", "channel": "web"}
    given = client.get(f"{PAGES[name]}.json", query).json()
    assert given == json.loads(json.dumps(figures(name, Access.of(paul), query)))
    page = client.get(PAGES[name], query)
    assert given["sentence"] == page.context["page"].sentence
    cards = {card.label: card.value for card in page.context["page"].cards}
    first = next(iter(given["indicators"].values()))
    total = first["figures"].get("total", first["figures"].get("ongoing"))
    assert str(total) in cards.values() or name == "by-day-priority"
    lines = table(client.get(f"{PAGES[name]}.csv", query))
    by_label = {one["label"]: one for one in given["indicators"].values()}
    written = {(x["Indicateur"], x["Code"], x["Mesure"]): x["Valeur"] for x in lines}
    assert len(written) == len(lines)
    assert {key[0] for key in written} == set(by_label)
    for label, one in by_label.items():
        for row in one.get("rows", []):
            values = sorted(str(v) for k, v in row.items() if k not in ("key", "label"))
            assert (
                sorted(v for (i, code, _), v in written.items() if (i, code) == (label, row["key"])) == values
            )


def test_csv_is_dated_and_no_cell_is_a_formula(paul, signed_in, town):
    department = Department.objects.get(code="VOI")
    department.name = '=HYPERLINK("http://x")'
    department.save()
    District.objects.bulk_create(District(code=c, name=f"{c}Nord") for c in "+-@\t")
    for district in District.objects.all():
        made(district=district)
    client = signed_in(paul)
    for name in ("by-department", "received", "untreated"):
        response = client.get(f"{PAGES[name]}.csv")
        assert response["Content-Disposition"].endswith('-ville-2026-03-31.csv"')
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        lines = table(response)
        assert not [
            cell for line in lines for cell in line.values() if cell.startswith(("=", "+", "-", "@", "\t"))
        ]
    assert any(line["Ligne"].startswith("'=HYPERLINK") for line in lines)


def test_decimals_of_the_csv_are_french():
    from parvis.insights.exporting import guarded, written

    assert written(1234.5) == "1234,5"
    assert written(None) == ""
    assert guarded(-3) == -3
    assert guarded("  =1+1") == "'  =1+1"


def test_roles_that_count_without_reading_get_no_link(town, signed_in):
    generate(5, 80)
    client = signed_in(agent("Maire", "elected"))
    for path in PAGES.values():
        page = client.get(path, {"period": "12m"})
        assert page.status_code == 200
        main = page.content.decode().split("<main")[1].split("</main")[0]
        assert "/desk/queue" not in main
        assert "/desk/cases/" not in main


def test_the_index_promises_lists_only_to_those_who_read_them(town, signed_in):
    promise = "Chaque chiffre ouvre la liste"
    assert promise in signed_in(agent("Dir", "executive")).get("/pilotage/").content.decode()
    page = signed_in(agent("Com", "communication")).get("/pilotage/").content.decode()
    assert promise not in page
    assert "Votre rôle voit les totaux, pas les demandes." in page


def test_roles_without_figures_are_told_so(town, signed_in):
    client = signed_in(agent("Jo", ("field", "VOI")))
    for path in ("/pilotage/", *PAGES.values(), *(f"{p}.csv" for p in PAGES.values())):
        response = client.get(path)
        assert response.status_code == 403
        assert "Votre rôle ne permet pas de voir les chiffres." in response.content.decode()


def test_strangers_are_sent_to_sign_in(town, client):
    for path in ("/pilotage/", *PAGES.values(), *(f"{p}.json" for p in PAGES.values())):
        response = client.get(path)
        assert response.status_code == 302
        assert "/pilotage/" in response["Location"]


def test_only_reading_methods(paul, signed_in):
    assert signed_in(paul).post(PAGES["untreated"]).status_code == 405


def test_a_town_without_any_case(paul, signed_in):
    client = signed_in(paul)
    for path in PAGES.values():
        assert "Rien à compter pour l'instant" in client.get(path).content.decode().replace("&#x27;", "'")
    assert "Aucune demande" in client.get("/pilotage/").content.decode()


def test_small_numbers_get_no_percentage(paul, signed_in):
    for day in (2, 3, 4, 5):
        made(
            state=State.CLOSED, received_at=at(date(2026, 3, day)), closed_at=at(date(2026, 3, day)) + timedelta(days=1),
            due_at=at(date(2026, 3, 20)),
        )  # fmt: skip
    client = signed_in(paul)
    page = client.get(PAGES["received"])
    shown = [
        page.context["page"].sentence,
        *(c.reading for c in page.context["page"].drawings if c.kind != "lines"),
    ]
    shown += [f"{c.value} {c.note}" for c in page.context["page"].cards]
    assert not [text for text in shown if "%" in text]
    assert "4 sur 4" in " ".join(shown)
    made(state=State.CLOSED, closed_at=NOW, due_at=NOW)
    made(due_at=NOW - timedelta(days=1))
    page = client.get(PAGES["received"])
    assert any("%" in card.value for card in page.context["page"].cards)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"department": "NUL"}, "Le service « NUL » n'existe pas ici."),
        ({"district": "<script>"}, "Le quartier « <script> » n'existe pas ici."),
        ({"from": "2026-13-01"}, "n'est pas une date"),
        ({"from": "2026-03-10", "to": "2026-03-01"}, "La fin de la période précède son début."),
        ({"from": "0001-01-01", "to": "2026-03-01"}, "Les dates vont de 1971 à 2098."),
        ({"period": "forever"}, "Cette période n'existe pas."),
    ],
)
def test_filters_that_make_no_sense_are_said_and_left_aside(paul, signed_in, query, said):
    made()
    client = signed_in(paul)
    page = client.get(PAGES["received"], query)
    assert page.status_code == 200
    assert any(said in problem for problem in page.context["problems"])
    assert b"<script>\xc2\xa0\xc2\xbb" not in page.content
    refused = client.get(f"{PAGES['received']}.json", query)
    assert (refused.status_code, list(refused.json())) == (422, ["problems"])


def test_a_sealed_department_is_unknown_from_outside(paul, signed_in):
    sealed = RequestType.objects.filter(sector__sealed=True).select_related("department").first()
    page = signed_in(paul).get(PAGES["received"], {"department": sealed.department.code, "type": sealed.code})
    assert len(page.context["problems"]) == 2
    main = page.content.decode().split("<main")[1]
    assert sealed.department.name not in main
    assert sealed.label not in main.replace(f"« {sealed.code} »", "")


@pytest.mark.parametrize(
    ("ages", "sentence"),
    [
        ([], "Aucune demande n'attend une première prise en charge."),
        ([1], "1 demande attend une première prise en charge, aucune depuis plus de 15 jours."),
        ([40], "1 demande attend une première prise en charge, depuis plus de 15 jours."),
        ([40, 50], "2 demandes attendent une première prise en charge, toutes depuis plus de 15 jours."),
        ([0, 16, 50], "3 demandes attendent une première prise en charge, dont 2 depuis plus de 15 jours."),
    ],
)
def test_sentence_of_the_untreated(paul, ages, sentence):
    for age in ages:
        made(received_at=NOW - timedelta(days=age))
    assert figures("untreated", Access.of(paul))["sentence"] == sentence


def test_ten_oldest_untreated_first(paul, signed_in):
    cases = [made(received_at=NOW - timedelta(days=n)) for n in range(12)]
    made(received_at=NOW - timedelta(days=99), state=State.IN_PROGRESS)
    shown = [c.reference for c in signed_in(paul).get(PAGES["untreated"]).context["oldest"]]
    assert shown == [c.reference for c in reversed(cases)][:10]


def test_command_gives_what_the_api_gives(committed_town):
    from click.testing import CliRunner
    from django.db import transaction

    from parvis.ops.commands.figures import _figures, _text, command

    with transaction.atomic():
        generate(9, 50)
    for name in PAGES:
        found = _figures(committed_town.slug, (name,), {"period": "12m"})
        with transaction.atomic():
            assert found == {name: figures(name, Access.partner(), {"period": "12m"})}
        assert found[name]["sentence"] in _text(found[name])
    assert CliRunner().invoke(command, ["--tenant", "x", "--from", "hier"]).exit_code == 2
