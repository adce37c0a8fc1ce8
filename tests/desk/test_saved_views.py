"""Saved views: who sees them, who changes them, what they never open; and lists arranged as one wants."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.cases.models import Case
from parvis.cases.tasking import add_task
from parvis.desk.lists.choices import choices_of
from parvis.desk.lists.filters import QueueFilter
from parvis.desk.lists.paging import SORTS
from parvis.desk.models import ListPreference, SavedView, ViewPlacement
from parvis.desk.saved.saving import CannotSave, save_view
from parvis.desk.saved.shown import views_seen
from parvis.kit import clock
from parvis.organisation.access import Access
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Agent, Department
from tests.cases.steps import AT, sealed_type
from tests.desk.test_lists_queue import data_queries, links, references
from tests.factories import agent, case

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday(town: Any) -> Any:
    with clock.travel(AT):
        yield


@pytest.fixture
def desk(signed_in: Callable[[Agent], Client]) -> tuple[Client, Agent]:
    paul = agent("Paul Petit", ("case_worker", "VOI"))
    return signed_in(paul), paul


def keep(
    owner: Agent, name: str = "À prendre", query: str = "state=open&assignee=none", **more: Any
) -> SavedView:
    return save_view(name=name, query=query, by=actor_of(owner), at=AT, **more)


def names_seen(reader: Agent) -> list[str]:
    access = Access.of(reader)
    return [one.view.name for one in views_seen(access, choices_of(access))]


def test_a_queue_is_kept_as_a_view_and_opened_again(desk: tuple[Client, Agent]) -> None:
    client, paul = desk
    mine, other = case(), case(type_code="VOI-ECL")
    page = client.get("/desk/vues/nouvelle?state=open&type=VOI-ECL&zzz=1")
    assert "Éclairage" in page.content.decode() or "clairage" in page.content.decode()
    sent = {
        "filtre": "state=open&type=VOI-ECL&sort=oldest&after=xx&zzz=1",
        "name": " Lampes ",
        "audience": "private",
    }
    answer = client.post("/desk/vues/nouvelle", sent)
    view = SavedView.objects.get()
    assert (view.name, view.query, view.owner_id) == (
        "Lampes",
        "state=open&type=VOI-ECL&sort=oldest",
        paul.pk,
    )
    assert answer["Location"] == f"/desk/queue?state=open&type=VOI-ECL&sort=oldest&view={view.pk}"
    shown = client.get(answer["Location"])
    assert references(shown) == [other.reference]
    assert mine.reference not in shown.content.decode()
    assert ">Lampes <" in shown.content.decode()
    assert client.get(f"/desk/queue?view={view.pk}")["Location"] == answer["Location"]
    # A filter more: the same view, said to be changed, and updated by its owner.
    changed = client.get(answer["Location"] + "&priority=2").content.decode()
    assert "filtres changés" in changed
    client.post(f"/desk/vues/{view.pk}/mise-a-jour", {"filtre": "state=open&type=VOI-ECL&priority=2"})
    assert SavedView.objects.get().query == "state=open&priority=2&type=VOI-ECL"


def test_a_name_is_asked_for_once_and_what_was_typed_is_kept(desk: tuple[Client, Agent]) -> None:
    client, paul = desk
    keep(paul, "Lampes")
    for name, told in (
        ("  ", "Donnez un nom"),
        ("Lampes", "Vous avez déjà une vue de ce nom"),
        ("x" * 81, "80"),
    ):
        answer = client.post(
            "/desk/vues/nouvelle", {"filtre": "state=open&priority=1", "name": name, "audience": "private"}
        )
        assert answer.status_code == 422
        assert told in answer.content.decode()
        assert 'value="state=open&amp;priority=1"' in answer.content.decode()
    assert SavedView.objects.count() == 1


def test_who_sees_what_is_shared() -> None:
    owner, colleague = agent("Paul Petit", ("manager", "VOI")), agent("Rose Rue", ("case_worker", "VOI"))
    elsewhere, admin = agent("Sonia École", ("case_worker", "SCO")), agent("Ada Min", "administrator")
    road = Department.objects.get(code="VOI")
    keep(owner, "Privée")
    keep(owner, "Voirie", audience="department", department=road)
    keep(owner, "Mairie", audience="town")
    assert names_seen(owner) == ["Privée", "Voirie", "Mairie"]
    assert names_seen(colleague) == ["Mairie", "Voirie"]
    assert names_seen(elsewhere) == ["Mairie"]
    assert names_seen(admin) == ["Mairie", "Voirie"]


def test_who_shares_how_far() -> None:
    worker, road = agent("Rose Rue", ("case_worker", "VOI")), Department.objects.get(code="VOI")
    school = Department.objects.get(code="SCO")
    keep(worker, "Voirie", audience="department", department=road)
    for wrong in (
        {"audience": "town"},
        {"audience": "department", "department": school},
        {"audience": "zzz"},
    ):
        with pytest.raises(CannotSave):
            keep(worker, "Trop large", **wrong)
    keep(agent("Ada Min", "administrator"), "École", audience="department", department=school)


def test_who_changes_what_is_shared(signed_in: Callable[[Agent], Client]) -> None:
    owner, road = agent("Rose Rue", ("case_worker", "VOI")), Department.objects.get(code="VOI")
    shared = keep(owner, "Voirie", audience="department", department=road)
    private = keep(owner, "À moi")
    form = {"name": "Renommée", "audience": "department", "department": str(road.pk)}
    for who, allowed in (
        (agent("Luc Rue", ("case_worker", "VOI")), False),
        (agent("Max École", ("manager", "SCO")), False),
        (agent("Mia Rue", ("manager", "VOI")), True),
        (agent("Ada Min", "administrator"), True),
    ):
        client = signed_in(who)
        assert client.post(f"/desk/vues/{private.pk}/modification", form).status_code == 404
        assert client.post(f"/desk/vues/{private.pk}/suppression").status_code == 404
        answer = client.post(f"/desk/vues/{shared.pk}/modification", form)
        assert answer.status_code == (302 if allowed else 404), who
        shared.refresh_from_db()
        assert shared.name == ("Renommée" if allowed else "Voirie"), who
        SavedView.objects.filter(pk=shared.pk).update(name="Voirie")
    private.refresh_from_db()
    assert private.name == "À moi"


def test_anybody_copies_pins_orders_and_hides_for_themselves(signed_in: Callable[[Agent], Client]) -> None:
    owner, reader = agent("Mia Rue", ("manager", "VOI")), agent("Sonia École", ("case_worker", "SCO"))
    shared = [keep(owner, f"Vue {n}", audience="town") for n in range(3)]
    client = signed_in(reader)
    for view in shared:
        client.post(f"/desk/vues/{view.pk}/epingle")
    client.post(f"/desk/vues/{shared[2].pk}/monte")
    client.post(f"/desk/vues/{shared[0].pk}/masque")
    assert names_seen(reader) == ["Vue 2", "Vue 1", "Vue 0"]
    bar = client.get("/desk/vues/barre").content.decode()
    assert re.findall(r'class="nav-text">([^<]+)<', bar) == ["Vue 2", "Vue 1"]
    figures = json.loads(client.get("/desk/vues/barre?figures")["HX-Trigger"])["parvis:figures"]
    assert figures == {"my_day": "", "queue": "", "tasks": "", "notices": ""}, (
        "for the menu of a page that counts nothing"
    )
    client.post(f"/desk/vues/{shared[1].pk}/copie")
    copied = SavedView.objects.get(owner=reader)
    assert (copied.name, copied.audience) == ("Vue 1", "private")
    client.post(f"/desk/vues/{shared[1].pk}/suppression")
    assert SavedView.objects.filter(pk=shared[1].pk).exists()
    assert not ViewPlacement.objects.filter(agent=owner, hidden=True).exists()


def test_eight_pinned_at_most(signed_in: Callable[[Agent], Client]) -> None:
    paul = agent("Paul Petit", ("case_worker", "VOI"))
    views = [keep(paul, f"Vue {n}") for n in range(10)]
    client = signed_in(paul)
    answer = client.post(f"/desk/vues/{views[9].pk}/epingle", follow=True)
    assert "8 vues épinglées au plus" in answer.content.decode()
    assert ViewPlacement.objects.filter(agent=paul, pinned=True).count() == 8


def test_the_side_bar_counts_what_each_reader_reads_up_to_99(
    desk: tuple[Client, Agent], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, paul = desk
    keep(paul, "Ouvertes", "state=open")
    keep(paul, "À moi", "state=open&assignee=me")
    kind = sealed_type()
    for _ in range(4):
        case()
    case(type_code=kind.code)
    with CaptureQueriesContext(connection) as captured:
        bar = client.get("/desk/vues/barre").content.decode()
    assert re.findall(r'badge-count"[^>]*>([^<]+)<', bar) == ["4"]
    assert len(data_queries(captured)) <= 9
    monkeypatch.setattr("parvis.desk.saved.shown.MOST_COUNTED", 3)
    assert "3+" in client.get("/desk/vues/barre").content.decode()


def test_a_view_never_grants_sight(signed_in: Callable[[Agent], Client]) -> None:
    kind = sealed_type()
    inside = agent("Inès Sociale", ("manager", kind.department.code))
    secret, known = case(type_code=kind.code), case()
    everything = keep(inside, "Tout", "state=all", audience="town")
    sealed = keep(inside, "Aides", f"state=all&type={kind.code}", audience="town")
    outside = agent("Paul Petit", "dispatcher", ("case_worker", "VOI"))
    client = signed_in(outside)
    assert names_seen(outside) == ["Tout"]
    shown = client.get(f"/desk/queue?state=all&view={everything.pk}")
    assert references(shown) == [known.reference]
    assert secret.reference not in shown.content.decode()
    # What it filters on is not read here: it does not exist, rather than show all without its filter.
    for path in ("modification", "epingle", "copie"):
        assert client.post(f"/desk/vues/{sealed.pk}/{path}").status_code == 404
    assert "Aides" not in client.get(f"/desk/queue?state=open&view={sealed.pk}").content.decode()


def test_another_towns_view_does_not_exist(desk: tuple[Client, Agent], other_town: Any) -> None:
    from parvis.kit.tenant import activate

    client, _paul = desk
    with activate(other_town.pk):
        stranger = agent("Zoé Ailleurs", ("manager", "VOI"), email="zoe@autre.test")
        theirs = keep(stranger, "Leur vue", audience="town")
    assert client.post(f"/desk/vues/{theirs.pk}/epingle").status_code == 404
    assert "Leur vue" not in client.get(f"/desk/queue?state=open&view={theirs.pk}").content.decode()


# --- columns and order ---------------------------------------------------------------------------------------------


def test_columns_of_ones_own_and_those_of_a_view(desk: tuple[Client, Agent]) -> None:
    client, paul = desk
    made = case()
    form = client.get("/desk/colonnes").context["form"]
    shown = {name: form[name].value() for name in form.fields}
    assert [shown[f"column{n}"] for n in range(3)] == ["state", "priority", "person"], "those in use"
    client.post("/desk/colonnes", shown)
    assert client.get("/desk/queue?state=open").context["headings"] == [], (
        "unchanged, they stay the usual ones"
    )
    add_task(made, department=made.department, title="Baliser", by=actor_of(paul), at=AT)
    client.post(
        "/desk/colonnes",
        {"column0": "place", "column1": "tasks", "column2": "place", "column3": "activity", "sort": "quiet"},
    )
    assert ListPreference.objects.get().columns == ["place", "tasks", "activity"]
    page = client.get("/desk/queue?state=open")
    html = page.content.decode()
    assert [h.label for h in page.context["headings"]] == ["Lieu", "Tâches à faire", "Dernière activité"]
    assert "12 rue des Lilas" in html
    assert re.search(r'data-label="Tâches à faire">\s*1\s*</td>', html)
    assert 'aria-sort="ascending"' in html
    view = keep(paul, "Par agent", "state=open", columns=["assignee", "zzz"])
    assert [h.label for h in client.get(f"/desk/queue?state=open&view={view.pk}").context["headings"]] == [
        "Agent chargé"
    ]
    client.post("/desk/colonnes", {"usual": "1", "column0": "place"})
    assert client.get("/desk/queue?state=open").context["headings"] == []


@pytest.mark.parametrize("sort", ["recent", "oldest", "due", "priority", "activity", "quiet"])
def test_walking_in_any_order_sees_each_case_once(
    desk: tuple[Client, Agent], sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from parvis.desk.lists import paging

    monkeypatch.setattr(paging.page_of, "__kwdefaults__", {"after": "", "before": "", "size": 3})
    client, _paul = desk
    made = [case(received_at=AT - timedelta(hours=n % 4)) for n in range(10)]
    for n, one in enumerate(made):
        # Several were touched at the same instant.
        Case.objects.filter(pk=one.pk).update(
            last_activity_at=AT + timedelta(hours=n // 3), priority=1 + n % 3
        )
    seen: list[str] = []
    url = f"/desk/queue?state=open&sort={sort}"
    while url:
        page = client.get(url)
        seen += references(page)
        url = links(page, "next")
    assert sorted(seen) == sorted(one.reference for one in made)
    columns = SORTS[sort]
    order = Case.objects.order_by(*[c.order(False) for c in columns]).values_list("reference", flat=True)
    assert seen == list(order)


def test_new_orders_are_read_from_an_index(desk: tuple[Client, Agent]) -> None:
    """Not sorted: a million cases would be."""
    for sort in ("activity", "quiet"):
        order = [c.order(False) for c in SORTS[sort]]
        with connection.cursor() as cursor:
            cursor.execute(
                "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off"
            )
        plan = Case.objects.order_by(*order)[:50].explain()
        assert "case_activity" in plan, plan
        assert "Sort" not in plan, plan


def test_a_canonical_query_reads_back_as_the_same_filter() -> None:
    from parvis.desk.saved.shown import canonical

    access = Access.of(agent("Paul Petit", "dispatcher", ("case_worker", "VOI")))
    choices = choices_of(access)
    for query in (
        "state=all",
        "state=open&department=mine&sort=due",
        "q=trou+d%27eau&state=closed",
        "channel=web&any_channel=1",
    ):
        chosen = QueueFilter.from_query(QueryDict(query), choices)
        assert QueueFilter.from_query(QueryDict(canonical(chosen)), choices) == chosen


def test_what_a_colleague_changed_meanwhile_is_not_lost(signed_in: Callable[[Agent], Client]) -> None:
    owner = agent("Mia Rue", ("manager", "VOI"))
    view = keep(owner, "Voirie", audience="town")
    path = f"/desk/vues/{view.pk}/modification"
    mine, theirs = signed_in(owner), signed_in(agent("Ada Min", "administrator"))
    stamp = re.compile(r'name="vue" value="([^"]+)"')
    seen = stamp.search(mine.get(path).content.decode())
    assert seen is not None
    form = {"audience": "town", "vue": seen[1]}
    with clock.travel(AT + timedelta(minutes=1)):
        assert theirs.post(path, form | {"name": "Voirie, urgences"}).status_code == 302
    answer = mine.post(path, form | {"name": "Routes"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "vient d&#x27;être modifiée" in page
    assert 'value="Routes"' in page, "what was typed is kept"
    assert SavedView.objects.get().name == "Voirie, urgences"
    update = {"filtre": "state=open&priority=1", "vue": seen[1]}
    told = mine.post(f"/desk/vues/{view.pk}/mise-a-jour", update, follow=True).content.decode()
    assert "vient d&#x27;être modifiée" in told
    assert SavedView.objects.get().query != "state=open&priority=1"
    # Sent again, knowingly.
    now = stamp.search(page)
    assert now is not None
    assert mine.post(path, form | {"name": "Routes", "vue": now[1]}).status_code == 302
    assert SavedView.objects.get().name == "Routes"
