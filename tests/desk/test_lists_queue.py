"""The queue: what it keeps, what it counts, what it never shows, and that walking it misses nothing."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.cases import searching
from parvis.cases.assigning import assign, claim
from parvis.cases.holding import hold
from parvis.cases.models import Case
from parvis.cases.replying import receive_message, reply
from parvis.cases.scheduling import schedule
from parvis.desk.lists.choices import choices_of
from parvis.desk.lists.conditions import CONDITIONS, Reading
from parvis.desk.lists.counting import bounded_counts
from parvis.desk.lists.filters import ACCEPTED, QueueFilter
from parvis.history.actors import Actor
from parvis.history.models import ImportBatch
from parvis.intake.submission import Place
from parvis.kit import clock
from parvis.kit.tenant import activate
from parvis.organisation.access import Access
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Agent
from parvis.territory.models import District
from tests.factories import agent, case, closed_case

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 4, 11, 0, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def client(town: Any) -> Client:
    return Client(headers={"host": "testserver"})


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with clock.travel(NOON):
        yield


def references(page: Any) -> list[str]:
    return re.findall(r'class="row-reference">([^<]+)<', page.content.decode())


def links(page: Any, rel: str) -> str:
    found = re.search(rf'rel="{rel}" href="([^"]+)"', page.content.decode())
    return found[1].replace("&amp;", "&") if found else ""


def tab_counts(page: Any) -> dict[str, int]:
    found = re.findall(
        r'<a href="[^"]*" id="tab-\d"[^>]*>([^<]+) <span class="badge-count">(\d+)</span>',
        page.content.decode(),
    )
    return {label.strip(): int(number) for label, number in found}


def kept(query: str, reader: Agent, **extra: Any) -> list[str]:
    """References the filter keeps for this reader, oldest first."""
    access = Access.of(reader)
    choices = choices_of(access)
    chosen = QueueFilter.from_query(QueryDict(query), choices)
    assert not chosen.ignored
    reading = Reading(access.agent_id, extra.get("at", NOON), PARIS, choices)
    found = chosen.apply(Case.objects.readable_by(access), reading).order_by("id")
    return list(found.values_list("reference", flat=True))


@pytest.fixture
def desk(signed_in: Callable[[Agent], Client]) -> tuple[Client, Agent]:
    paul = agent("Paul Petit", "dispatcher", ("case_worker", "VOI"))
    return signed_in(paul), paul


# --- filters -----------------------------------------------------------------------------------------------------


def test_each_parameter_has_its_condition_and_its_name() -> None:
    from parvis.desk.lists.filters import NAMES

    assert set(ACCEPTED) - {"sort", "any_channel", "view"} == set(CONDITIONS)
    assert set(NAMES) == set(ACCEPTED)
    import parvis.desk.lists.filters as module

    for name in ACCEPTED:
        assert re.search(rf"\b{name}\b", module.__doc__ or ""), f"{name} is not documented"


def test_states_and_their_groups(town: Any) -> None:
    paul = agent("Paul Petit", "dispatcher", ("case_worker", "VOI"))
    by = actor_of(paul)
    received, taken, waiting, planned, done = case(), case(), case(), case(), closed_case()
    claim(taken, by=by, at=NOON)
    hold(waiting, waiting_for="third_party", reason="Devis", by=by, at=NOON)
    schedule(planned, on=NOON.date(), by=by, at=NOON)
    one = {c: c.reference for c in (received, taken, waiting, planned, done)}
    assert kept("state=received", paul) == kept("state=untreated", paul) == [one[received]]
    assert kept("state=ongoing", paul) == [one[taken], one[waiting], one[planned]]
    assert kept("state=open", paul) == [one[received], one[taken], one[waiting], one[planned]]
    assert kept("state=waiting&waiting_for=third_party", paul) == [one[waiting]]
    assert kept("state=waiting&waiting_for=person", paul) == []
    assert kept("scheduled=today", paul) == kept("state=scheduled", paul) == [one[planned]]
    assert kept("scheduled=past", paul) == []
    assert kept("closed_from=2026-03-04&closed_to=2026-03-04&outcome=done", paul) == [one[done]]
    assert kept("outcome=refused", paul) == []
    assert len(kept("state=all", paul)) == len(kept("", paul)) == 5
    assert kept("assignee=me", paul) == [one[taken]]
    assert one[taken] in kept("assignee=someone", paul)
    assert kept(f"assignee={paul.pk}&state=in_progress", paul) == [one[taken]]
    assert one[received] in kept("assignee=none", paul)


def test_days_of_receipt_are_the_towns_and_both_ends_are_included(town: Any) -> None:
    paul = agent("Paul Petit", "dispatcher")
    late = case(received_at=datetime(2026, 2, 28, 22, 59, tzinfo=UTC))  # 23:59 in Paris
    next_day = case(received_at=datetime(2026, 2, 28, 23, 0, tzinfo=UTC))  # midnight in Paris: 1 March
    assert kept("received_from=2026-02-28&received_to=2026-02-28", paul) == [late.reference]
    assert kept("received_from=2026-03-01&received_to=2026-03-01", paul) == [next_day.reference]
    assert len(kept("received_from=2026-02-28&received_to=2026-03-01", paul)) == 2


def test_places_types_channels_persons_and_words(town: Any) -> None:
    paul = agent("Paul Petit", "dispatcher", ("case_worker", "VOI"))
    centre = District(code="centre", name="Centre")
    centre.save()
    hole = case(channel="phone", place=Place())
    lamp = case(
        type_code="VOI-ECL", description="Lampadaire éteint rue du Château", channel="web", place=Place()
    )
    Case.objects.filter(pk=lamp.pk).update(district=centre, other_channels=["phone"], reopened=1, priority=1)
    assert (
        kept("type=VOI-ECL", paul)
        == kept("district=centre", paul)
        == kept("reopened=1", paul)
        == [lamp.reference]
    )
    assert kept("district=none", paul) == [hole.reference]
    assert kept("channel=phone", paul) == [hole.reference]
    assert kept("channel=phone&any_channel=1", paul) == [hole.reference, lamp.reference]
    assert kept("priority=1", paul) == [lamp.reference]
    assert kept("q=chateau", paul) == [lamp.reference]
    assert kept(f"q={lamp.reference}", paul) == [lamp.reference]
    assert kept(f"person={lamp.person_id}", paul) == [hole.reference, lamp.reference]
    assert kept("department=VOI", paul) == kept("department=mine", paul) == [hole.reference, lamp.reference]
    assert kept("department=ESV", paul) == []


def test_the_cases_of_an_import(town: Any) -> None:
    paul = agent("Paul Petit", "dispatcher", ("case_worker", "VOI"))
    batch = ImportBatch(source="ancien outil", mapping="m", digest="d", started_at=clock.now())
    batch.save()
    brought, _other = case(), case()
    Case.objects.filter(pk=brought.pk).update(batch=batch)
    assert kept(f"import={batch.pk}", paul) == [brought.reference]


def test_due_dates_stop_while_we_wait_for_the_person(town: Any) -> None:
    paul = agent("Paul Petit", "dispatcher", ("case_worker", "VOI"))
    overdue, today, week, waiting, never = (case() for _ in range(5))
    hold(waiting, waiting_for="person", reason="Une photo", by=actor_of(paul), at=NOON)
    ends = {overdue: -1, today: 3, week: 24 * 6, waiting: -1}
    for each, hours in ends.items():
        Case.objects.filter(pk=each.pk).update(due_at=NOON + timedelta(hours=hours))
    Case.objects.filter(pk=never.pk).update(due_at=None)
    assert kept("due=overdue", paul) == [overdue.reference]
    assert kept("due=today", paul) == [today.reference]
    assert kept("due=week", paul) == [today.reference, week.reference]
    assert kept("due=none", paul) == [never.reference]
    access = Access.of(paul)
    assert [c.reference for c in Case.objects.readable_by(access).overdue(NOON)] == kept("due=overdue", paul)


def test_answered_is_when_the_last_word_is_the_persons(town: Any) -> None:
    paul = agent("Paul Petit", "dispatcher", ("case_worker", "VOI"))
    by = actor_of(paul)
    silent, wrote, answered = case(), case(), case()
    for each in (wrote, answered):
        claim(each, by=by, at=NOON)
        reply(each, body="Quelle rue ?", by=by, at=NOON)
        receive_message(
            each, body="Celle de l'école", channel="web", by=Actor.person(), at=NOON + timedelta(minutes=1)
        )
    reply(answered, body="Merci.", by=by, at=NOON + timedelta(minutes=2))
    assert kept("answered=1", paul) == [wrote.reference]
    assert kept("first_reply=none", paul) == [silent.reference]


def test_a_bad_address_is_said_and_never_breaks(desk: tuple[Client, Agent]) -> None:
    client, _paul = desk
    made = case()
    for query in (
        "state=zzz", "department=ZZZ", "assignee=-1", "assignee=99999999999999999999", "priority=9", "district=zzz",
        "type=ZZZ-ZZZ", "due=zzz", "on_time=2", "delay=x", "closed_once=2026-02-01", "reopened_after=a..b",
        "received_from=2026-02-30", "received_from=0001-01-01", "received_to=9999-12-31",
        "person=abc", "import=abc", "sort=zzz", "channel=fax", "closed_to=hier", "outcome=x", "kind=x",
        "state=open&after=zzz", "state=open&before=WyJyZWNlbnQiXQ", "state=open&after=" + "A" * 5000,
    ):  # fmt: skip
        page = client.get(f"/desk/queue?{query}")
        assert page.status_code == 200, query
        assert references(page) == [made.reference], query
        assert "ignoré" in page.content.decode() or "n'existe plus" in page.content.decode().replace(
            "&#x27;", "'"
        ), query
    for query in (
        "q=%00",
        "q=%3Cscript%3E",
        "q=%27%3B--",
        "q=%F0%9F%98%80",
        "q=((",
        "assignee=999999",
        "state=open&x=1",
    ):
        assert client.get(f"/desk/queue?{query}").status_code == 200, query
    assert (
        "<script>alert" not in client.get("/desk/queue?q=%3Cscript%3Ealert(1)%3C/script%3E").content.decode()
    )


def test_html_in_a_case_is_text(desk: tuple[Client, Agent]) -> None:
    client, _paul = desk
    case(description='<img src=x onerror="alert(1)"> tombé')
    page = client.get("/desk/queue?state=open").content.decode()
    assert "&lt;img src=x" in page
    assert "<img src=x" not in page


def test_without_a_parameter_the_queue_opens_on_open_cases(desk: tuple[Client, Agent]) -> None:
    client, _paul = desk
    assert client.get("/desk/queue")["Location"] == "/desk/queue?state=open"


def test_an_address_reads_back_the_same(town: Any) -> None:
    access = Access.of(agent("Paul Petit", "dispatcher"))
    choices = choices_of(access)
    query = "state=open&department=VOI&assignee=none&channel=web&any_channel=1&due=overdue&q=nid de poule&sort=due"
    chosen = QueueFilter.from_query(QueryDict(query), choices)
    again = QueueFilter.from_query(QueryDict(urlsplit(chosen.url()).query), choices)
    assert again == chosen
    bare = chosen.without("channel")
    assert "channel" not in parse_qs(urlsplit(bare.url()).query)
    assert "any_channel" not in parse_qs(urlsplit(bare.url()).query)
    assert QueueFilter().url() == "/desk/queue?state=all"


def test_chips_take_one_filter_away_each(desk: tuple[Client, Agent]) -> None:
    client, _paul = desk
    page = client.get("/desk/queue?state=open&department=VOI&q=trou").content.decode().replace("&amp;", "&")
    hrefs = re.findall(r'class="chip" href="([^"]+)"', page)
    assert hrefs == ["/desk/queue?state=open&q=trou", "/desk/queue?state=open&department=VOI"]


# --- who sees what -----------------------------------------------------------------------------------------------


def test_an_odd_period_is_told_in_its_own_words(desk: tuple[Client, Agent]) -> None:
    client, _paul = desk
    page = (
        client.get("/desk/queue?state=zzz&received_from=32/12/2026").content.decode().replace("&#x27;", "'")
    )
    assert "Filtre ignoré : l'état « zzz » n'existe pas ici." in page
    assert "Filtre ignoré : le début de la réception « 32/12/2026 » n'est pas une date." in page
    page = client.get(
        "/desk/queue?state=open&received_from=2026-03-02&received_to=2026-03-01"
    ).content.decode()
    assert "Aucune demande possible : la fin de la réception précède son début." in page
    page = client.get(
        "/desk/queue?state=open&received_from=2026-03-01&received_to=2026-03-01"
    ).content.decode()
    assert "Aucune demande possible" not in page


def test_sealed_cases_are_neither_listed_nor_counted_outside(signed_in: Callable[[Agent], Client]) -> None:
    open_case = case()
    sealed = case(type_code="SOC-AID", description="Aide alimentaire urgente")
    assert sealed.sector.sealed
    client = signed_in(agent("Paul Petit", "dispatcher", ("case_worker", "VOI")))
    page = client.get("/desk/queue?state=all")
    assert references(page) == [open_case.reference]
    assert tab_counts(page)["Toutes"] == 1
    assert "alimentaire" not in page.content.decode()
    assert references(client.get(f"/desk/queue?person={sealed.person_id}")) == [open_case.reference]
    # The department and the types of a sealed sector are not even choices.
    assert "SOC-AID" not in page.content.decode()
    assert "ignoré" in client.get("/desk/queue?type=SOC-AID").content.decode()
    client.logout()
    inside = signed_in(agent("Lise Sociale", ("case_worker", "SOC")))
    assert sealed.reference in references(inside.get("/desk/queue?state=all"))


def test_a_person_known_only_in_a_sealed_sector_has_no_name_outside(
    signed_in: Callable[[Agent], Client],
) -> None:
    from parvis.directory.matching import Identity

    sealed = case(
        type_code="SOC-AID", person=Identity(given_names="Odile", family_name="Secrète", email="o@s.example")
    )
    client = signed_in(agent("Paul Petit", "dispatcher"))
    page = client.get(f"/desk/queue?person={sealed.person_id}").content.decode()
    assert "Secrète" not in page
    assert "Usager inconnu" in page


def test_another_towns_identifiers_find_nothing(desk: tuple[Client, Agent], other_town: Any) -> None:
    client, _paul = desk
    mine = case()
    with activate(other_town.pk):
        stranger = agent("Zoé Autre", ("case_worker", "VOI"))
        theirs = case(description="Chez les voisins")
        assign(theirs, to=stranger, by=actor_of(stranger), at=NOON)
        theirs.refresh_from_db()
    for query in (
        f"assignee={stranger.pk}",
        f"person={theirs.person_id}",
        f"q={theirs.reference}&type=VOI-NDP",
    ):
        page = client.get(f"/desk/queue?{query}")
        assert page.status_code == 200
        assert set(references(page)) <= {mine.reference}
        assert "voisins" not in page.content.decode()
        assert "Zoé" not in page.content.decode()


@pytest.mark.parametrize("role", ["communication", "dpo"])
def test_roles_that_neither_read_nor_take_requests_are_told_so_and_offered_none(
    signed_in: Callable[[Agent], Client], role: str
) -> None:
    case()
    client = signed_in(agent("Paul Petit", (role, "VOI")))
    for path in ("/desk/queue", "/desk/queue?state=all", "/desk/search?q=trou"):
        page = client.get(path)
        assert page.status_code == 403
        assert "Votre rôle ne permet pas de lire les demandes." in page.content.decode()
        assert references(page) == []
    html = client.get("/desk/").content.decode()
    for address in ("/desk/new", "/desk/queue", "/desk/search"):
        assert f'"{address}"' not in html
    assert '"/pilotage/"' in html


@pytest.mark.parametrize("role", ["field", "elected"])
def test_roles_that_only_take_requests_see_an_empty_queue(
    signed_in: Callable[[Agent], Client], role: str
) -> None:
    case()
    client = signed_in(agent("Paul Petit", (role, "VOI")))
    page = client.get("/desk/queue?state=all")
    assert page.status_code == 200
    assert references(page) == []
    assert tab_counts(page)["Toutes"] == 0


def test_a_field_agent_sees_their_orders_without_the_name(signed_in: Callable[[Agent], Client]) -> None:
    karim = agent("Karim Ouali", ("field", "VOI"))
    order = case()
    assign(order, to=karim, by=Actor.system(), at=NOON)
    page = signed_in(karim).get("/desk/queue?state=all")
    assert references(page) == [order.reference]
    assert "Durand" not in page.content.decode()


# --- counts, pages, queries --------------------------------------------------------------------------------------


def test_counts_agree_with_the_lists(desk: tuple[Client, Agent]) -> None:
    client, paul = desk
    made = [case() for _ in range(6)]
    for each in made[:2]:
        claim(each, by=actor_of(paul), at=NOON)
    closed_case()
    case(type_code="SOC-AID")
    counts = tab_counts(client.get("/desk/queue?state=open"))
    by_label = {"Ouvertes": "open", "Reçues": "received", "En cours": "in_progress", "En attente": "waiting",
                "Planifiées": "scheduled", "Closes": "closed", "Toutes": "all"}  # fmt: skip
    assert set(counts) == set(by_label)
    for label, state in by_label.items():
        assert len(references(client.get(f"/desk/queue?state={state}"))) == counts[label], label
    assert counts == counts | {"Ouvertes": 6, "En cours": 2, "Closes": 1, "Toutes": 7}
    narrowed = tab_counts(client.get("/desk/queue?state=open&assignee=me"))
    assert (narrowed["Ouvertes"], narrowed["Reçues"]) == (2, 0)


def test_counts_stop_at_a_bound(town: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from parvis.desk.lists import counting

    monkeypatch.setattr(counting, "MOST", 2)
    for _ in range(5):
        case()
    counted = bounded_counts({"all": Case.objects.all(), "none": Case.objects.none()})
    assert str(counted["all"]) == "2+"
    assert counted["all"].number == 3
    assert str(counted["none"]) == "0"


def walk(client: Client, query: str, between: Callable[[], object] = lambda: None) -> list[str]:
    """Every reference, from the first page to the last by « Suivantes »."""
    page, seen = client.get(f"/desk/queue?{query}"), []
    for _ in range(20):
        seen += references(page)
        between()
        following = links(page, "next")
        if not following:
            return seen
        page = client.get(following)
    raise AssertionError("the pages never end")


@pytest.mark.parametrize("sort", ["recent", "oldest", "due", "priority"])
def test_walking_the_pages_meets_each_case_once_while_others_arrive(
    desk: tuple[Client, Agent], sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, _paul = desk
    from parvis.desk.lists import paging

    monkeypatch.setattr(paging.page_of, "__kwdefaults__", {"after": "", "before": "", "size": 7})
    made = [case(received_at=NOON - timedelta(hours=n // 3)) for n in range(24)]
    for number, each in enumerate(made):
        due = None if number % 4 == 0 else NOON + timedelta(days=number % 5)
        Case.objects.filter(pk=each.pk).update(due_at=due, priority=1 + number % 4)
    arriving = iter(range(100))

    def arrive() -> None:
        late = case(received_at=NOON + timedelta(seconds=next(arriving)))
        Case.objects.filter(pk=late.pk).update(due_at=NOON + timedelta(days=2), priority=2)

    before = {c.reference for c in made}
    seen = walk(client, f"state=open&sort={sort}", arrive)
    assert len(seen) == len(set(seen)), "a case was met twice"
    assert before <= set(seen), "a case was missed"
    # The way back meets the same rows.
    page = client.get(f"/desk/queue?state=open&sort={sort}")
    pages = [references(page)]
    while following := links(page, "next"):
        page = client.get(following)
        pages.append(references(page))
    back = [references(page)]
    while previous := links(page, "prev"):
        page = client.get(previous)
        back.append(references(page))
    assert back[::-1] == pages


def test_each_order_is_the_one_it_says(desk: tuple[Client, Agent]) -> None:
    client, _paul = desk
    first, second, third = (case(received_at=NOON - timedelta(hours=3 - n)) for n in range(3))
    for each, due, priority in ((first, None, 2), (second, NOON, 3), (third, NOON - timedelta(days=1), 2)):
        Case.objects.filter(pk=each.pk).update(due_at=due, priority=priority)
    one, two, three = first.reference, second.reference, third.reference
    expected = {
        "recent": [three, two, one],
        "oldest": [one, two, three],
        "due": [three, two, one],
        "priority": [three, one, two],
    }
    for sort, order in expected.items():
        assert references(client.get(f"/desk/queue?state=all&sort={sort}")) == order, sort


def data_queries(captured: CaptureQueriesContext) -> list[str]:
    """All statements but those that open and close the (nested) transaction of the test."""
    return [
        q["sql"] for q in captured.captured_queries
        if not re.match(r"(SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|SELECT set_config)", q["sql"])
    ]  # fmt: skip


def test_a_page_of_fifty_takes_ten_queries(desk: tuple[Client, Agent]) -> None:
    client, paul = desk
    for number in range(60):
        made = case()
        if number % 3 == 0:
            claim(made, by=actor_of(paul), at=NOON)
    client.get("/desk/queue?state=open")  # the host name and the configuration are now remembered
    with CaptureQueriesContext(connection) as captured:
        page = client.get("/desk/queue?state=open")
    assert len(references(page)) == 50
    queries = data_queries(captured)
    assert len(queries) <= 10, "\n".join(queries)
    assert not [q for q in queries if " OFFSET " in q]


# --- what the figures open -----------------------------------------------------------------------------------------


def test_due_dates_of_some_days_and_whether_they_were_kept(town: Any) -> None:
    paul = agent("Paul Petit", "dispatcher", ("case_worker", "VOI"))
    due = datetime(2026, 3, 2, 22, 59, tzinfo=UTC)  # 23:59 in Paris
    kept_in_time, closed_late, still_open, held, withdrawn, other_day = (case() for _ in range(6))
    for one in (kept_in_time, closed_late, still_open, held, withdrawn):
        Case.objects.filter(pk=one.pk).update(due_at=due)
    Case.objects.filter(pk=other_day.pk).update(due_at=due + timedelta(minutes=1))
    for one, at, outcome in ((kept_in_time, due, "done"), (closed_late, due + timedelta(1), "done"),
                             (withdrawn, due, "withdrawn")):  # fmt: skip
        Case.objects.filter(pk=one.pk).update(state="closed", outcome=outcome, closed_at=at)
    Case.objects.filter(pk=held.pk).update(state="waiting", waiting_for="person", waiting_since=NOON)
    days = "due_from=2026-03-02&due_to=2026-03-02"
    assert len(kept(days, paul)) == 5
    assert kept(f"{days}&on_time=1", paul) == [kept_in_time.reference]
    assert kept(f"{days}&on_time=0", paul) == [closed_late.reference, still_open.reference]
    assert len(kept(f"{days}&on_time=any", paul)) == 3
    assert kept("due_from=2026-03-03&due_to=2026-03-03", paul) == [other_day.reference]
    # Not due yet when we look: neither kept nor missed.
    assert kept("on_time=any", paul, at=due) == []


def test_chips_of_what_the_figures_open(desk: tuple[Client, Agent]) -> None:
    client, _paul = desk
    query = {
        "state": "all", "due_from": "2026-03-01", "due_to": "2026-03-31", "on_time": "0", "delay": "not_closure",
        "first_reply": "given", "closed_once": "2026-02-01..2026-02-28", "reopened_after": "2026-02-01..2026-02-28",
    }  # fmt: skip
    page = client.get("/desk/queue", query)
    assert {chip.label for chip in page.context["chips"]} == {
        "Échéance depuis le 1 mars 2026", "Échéance jusqu'au 31 mars 2026", "Échéance dépassée",
        "Écartées du délai de clôture", "Avec une réponse", "Closes une fois du 1 février 2026 au 28 février 2026",
        "Rouvertes sous 30 jours, closes du 1 février 2026 au 28 février 2026",
    }  # fmt: skip
    # Filtering again in the form keeps them.
    assert page.context["hidden"]["closed_once"] == "2026-02-01..2026-02-28"


def test_frequent_words_keep_every_open_case_and_the_last_closed_ones(
    desk: tuple[Client, Agent], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "MOST_CLOSED", 2)
    client, _agent = desk
    open_cases = [case(description="Un caniveau bouché") for _ in range(3)]
    closed = [
        closed_case(description="Le caniveau déborde", received_at=NOON - timedelta(days=n)) for n in range(4)
    ]
    page = client.get("/desk/queue?state=open&q=caniveau")
    assert references(page) == [c.reference for c in reversed(open_cases)]
    assert "contiennent ces mots" not in page.content.decode()
    text = client.get("/desk/queue?state=closed&q=caniveau")
    assert references(text) == [c.reference for c in closed[:2]]
    assert "la liste n&#x27;a que les plus récentes" in text.content.decode()
    assert '<span class="badge-count">2+</span>' in text.content.decode()
    few = client.get("/desk/queue?state=closed&q=caniveau+chateau")
    assert "contiennent ces mots" not in few.content.decode()
