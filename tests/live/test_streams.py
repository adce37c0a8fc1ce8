"""What an open page hears: its cases at the commit, nothing of the others, and nothing lost when the line is cut."""

import threading
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction

from parvis.cases.assigning import assign, claim
from parvis.cases.closing import close
from parvis.cases.handing_over import hand_over
from parvis.cases.models import Case
from parvis.cases.noting import note
from parvis.cases.tasking import add_task
from parvis.history.actors import Actor
from parvis.kit import clock
from parvis.organisation.models import Department, Membership
from tests import factories
from tests.live.reader import Reader
from tests.ops.folders import wait_until

Listen = Callable[..., Reader]
SYSTEM = Actor.system()


def now() -> Any:
    return clock.now()


def case(**values: Any) -> Case:
    with transaction.atomic():
        return factories.case(**values)


def agent(name: str, *roles: Any) -> Any:
    with transaction.atomic():
        return factories.agent(
            name, *roles, email=f"{name.split()[0].lower()}.{now().timestamp()}@mairie.test"
        )


@pytest.fixture
def roads(town: Any) -> Any:
    return agent("Paul Roy", ("case_worker", "VOI"))


@pytest.fixture
def social(town: Any) -> Any:
    return agent("Sarah Social", ("case_worker", "SOC"))


def department(code: str) -> Department:
    with transaction.atomic():
        return Department.objects.select_related("sector").get(code=code)


def test_an_act_reaches_the_open_pages_at_its_commit(listen: Listen, roads: Any) -> None:
    reader = listen(roads)
    with transaction.atomic():
        made = case()
        reader.settle(0.2)
        assert reader.about(made.reference) == [], "not before the commit"
    opened = reader.wait_for("case", ref=made.reference)
    assert (opened["v"], opened["state"], opened["assignee"]) == (made.version, "received", 0)
    close(made, outcome="done", by=SYSTEM, at=now())
    assert reader.wait_for("case", ref=made.reference, v=made.version)["state"] == "closed"
    text = str(reader.heard)
    assert "Durand" not in text, "an event names nobody"
    assert "chaussée" not in text, "and tells no words"
    assert reader.response.headers["X-Accel-Buffering"] == "no"
    assert "no-transform" in reader.response.headers["Cache-Control"]


def test_what_is_sealed_makes_no_sound_outside(listen: Listen, roads: Any, social: Any) -> None:
    outside, inside = listen(roads), listen(social)
    before = len(outside.heard)
    made = case(type_code="SOC-AID")
    note(made, body="Entre nous", by=SYSTEM, at=now())
    add_task(made, department=department("SOC"), title="Appeler", by=SYSTEM, at=now())
    inside.wait_for("case", ref=made.reference, v=made.version)
    inside.wait_for("counts")
    outside.settle()
    assert outside.heard[before:] == [], "neither a name, nor a figure, nor an empty event"


def test_what_goes_behind_a_wall_is_told_as_gone_to_who_read_it(
    listen: Listen, roads: Any, social: Any
) -> None:
    made = case()
    outside, inside = listen(roads), listen(social)
    hand_over(made, to=department("SOC"), reason="Suivi", by=SYSTEM, at=now())
    gone = outside.wait_for("gone", ref=made.reference)
    assert gone["was"]["department"] != department("SOC").pk, (
        "what they knew already, nothing of what it became"
    )
    inside.wait_for("case", ref=made.reference)
    note(made, body="x", by=SYSTEM, at=now())
    inside.wait_for("case", ref=made.reference, v=made.version)
    outside.settle(0.2)
    assert outside.about(made.reference) == ["gone"]


def test_the_front_desk_sees_a_sealed_request_leave_when_it_is_taken(
    listen: Listen, town: Any, social: Any
) -> None:
    from parvis.organisation.acting_agents import actor_of

    desk = agent("Nadia Accueil", ("front_desk", "ACC"))
    reader = listen(desk)
    with transaction.atomic():
        by, taker = actor_of(desk), actor_of(social)
    made = case(type_code="SOC-AID", channel="counter", by=by)
    reader.wait_for("case", ref=made.reference)
    claim(made, by=taker, at=now())
    reader.wait_for("gone", ref=made.reference)


def test_figures_move_for_those_they_concern(listen: Listen, roads: Any, social: Any) -> None:
    mine, other = listen(roads), listen(social)
    made = case()
    first = mine.wait_for("counts")
    assert int(first["queue"]) >= 1
    assign(made, to=roads, by=SYSTEM, at=now())
    mine.wait_for("counts", my_day="1")
    add_task(made, department=department("VOI"), title="Poser un cône", by=SYSTEM, at=now())
    assert int(mine.wait_for("counts", my_day="1", tasks="1")["tasks"]) == 1
    other.settle(0.2)
    assert other.count("counts") == 0


def test_a_cut_loses_nothing_not_even_what_commits_late(
    listen: Listen, roads: Any, site: Any, town: Any
) -> None:
    late, early = case(), case()
    reader = listen(roads)
    began, finish = threading.Event(), threading.Event()

    def slow() -> None:
        from django.db import connections

        from parvis.kit.tenant import activate

        with activate(town.pk), transaction.atomic():
            note(Case.objects.get(pk=late.pk), body="tard", by=SYSTEM, at=now())
            began.set()
            finish.wait(10)
        connections.close_all()

    thread = threading.Thread(target=slow)
    thread.start()
    assert began.wait(10)
    # Its number is taken; another act, with a later one, is told first.
    note(early, body="tôt", by=SYSTEM, at=now())
    reader.wait_for("case", ref=early.reference, v=early.version)
    cursor = reader.cursor
    reader.cut()
    finish.set()
    thread.join()
    during = case()
    again = listen(roads, since=cursor)
    again.wait_for("case", ref=late.reference, v=late.version + 1)
    again.wait_for("case", ref=during.reference)
    third = listen(roads, **{"Last-Event-ID": cursor})
    third.wait_for("case", ref=late.reference, v=late.version + 1)


def test_replay_keeps_the_walls_and_gives_up_what_is_too_old(listen: Listen, roads: Any) -> None:
    sealed = case(type_code="SOC-AID")
    since = int(now().timestamp() * 1000)
    reader = listen(roads, since=since)
    made = case()
    reader.wait_for("case", ref=made.reference)
    assert reader.about(sealed.reference) == []
    assert reader.count("resync") == 0
    for odd in (since - 3_600_000, "9" * 14, "x", "1" * 40, "%C2%B2"):
        listen(roads, since=odd).wait_for("resync")


def test_who_loses_a_service_stops_hearing_of_it_at_once(listen: Listen, social: Any, roads: Any) -> None:
    made = case(type_code="SOC-AID")
    reader, other = listen(social), listen(roads)
    note(made, body="un", by=SYSTEM, at=now())
    reader.wait_for("case", ref=made.reference, v=made.version)
    with transaction.atomic():
        Membership.objects.filter(agent=social).delete()
    note(made, body="deux", by=SYSTEM, at=now())
    reader.wait_for("resync")
    reader.settle(0.2)
    assert max(d["v"] for e, d in reader.heard if e == "case") == made.version - 1
    assert other.count("resync") == 0


def test_a_sealed_case_opened_in_emergency_is_heard_of(listen: Listen, roads: Any, town: Any) -> None:
    from parvis.cases.emergency import open_in_emergency
    from parvis.organisation.acting_agents import actor_of

    made, other = case(type_code="SOC-AID"), case(type_code="SOC-AID")
    reader = listen(roads)
    with transaction.atomic():
        by = actor_of(roads)
    open_in_emergency(made.reference, reason="La personne est tombée chez elle.", by=by, at=now())
    reader.wait_for("resync")
    note(made, body="un", by=SYSTEM, at=now())
    note(other, body="un", by=SYSTEM, at=now())
    reader.wait_for("case", ref=made.reference, v=made.version)
    reader.settle(0.2)
    assert reader.about(other.reference) == []


def test_a_session_that_ends_ends_its_stream(
    listen: Listen, cookie_of: Callable[[Any], str], site: Any, roads: Any
) -> None:
    from django.contrib.sessions.backends.db import SessionStore

    cookie = cookie_of(roads)
    reader, other = Reader(site.port, cookie), listen(roads)
    SessionStore(cookie.partition("=")[2]).flush()
    reader.wait_for("signed-out")
    assert reader.ended.wait(5)
    assert Reader(site.port, cookie).status == 401
    assert not other.ended.is_set()
    with transaction.atomic():
        roads.active = False
        roads.save()
    other.wait_for("signed-out")
    assert other.ended.wait(5)


def test_strangers_and_other_hosts_hear_nothing(
    site: Any, cookie_of: Callable[[Any], str], roads: Any
) -> None:
    cookie = cookie_of(roads)
    assert Reader(site.port, "").status == 401
    assert Reader(site.port, "parvis_session=zzz").status == 401
    assert Reader(site.port, cookie, Host="autre.localhost").status == 401
    assert Reader(site.port, cookie, Host="nulle-part.test").status == 401


def test_the_listening_connection_killed_comes_back_and_nothing_is_lost(
    listen: Listen, roads: Any, server: Any
) -> None:
    reader = listen(roads)
    with psycopg.connect(
        **server.admin | {"dbname": connection.settings_dict["NAME"]}, autocommit=True
    ) as admin:
        killed = admin.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND application_name = 'parvis live'"
        ).fetchone()
    assert killed == (1,)
    during = case()
    reader.wait_for("resync")
    after = case()
    reader.wait_for("case", ref=after.reference)
    assert during.reference != after.reference
    # As a database that restarts: every connection is lost, the site's and ours.
    with psycopg.connect(
        **server.admin | {"dbname": connection.settings_dict["NAME"]}, autocommit=True
    ) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    connection.close()
    last = case()
    wait_until(lambda: reader.about(last.reference) or reader.count("resync") == 2, 15)
    final = case()
    reader.wait_for("case", ref=final.reference)
