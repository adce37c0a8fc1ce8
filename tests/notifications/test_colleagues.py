"""Who is told of what colleagues do: once, for the strongest reason, never of one's own act nor of what one may not read."""

import itertools
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from parvis.cases.abilities import can_read, sees_inside
from parvis.cases.assigning import assign, claim
from parvis.cases.enlisting import enlist, release
from parvis.cases.followers import begin_following, follow, followers_of, unfollow
from parvis.cases.handing_over import hand_over
from parvis.cases.merging import mark_duplicate, separate
from parvis.cases.models import Case
from parvis.cases.noting import note
from parvis.cases.replying import receive_message, reply
from parvis.cases.tasking import add_task
from parvis.cases.telling_duplicates import tell_duplicates
from parvis.history.actors import Actor
from parvis.history.models import Event
from parvis.history.reactions import run, subscribers_of
from parvis.kit import clock
from parvis.kit.tenant import activate
from parvis.notifications.colleagues import overdue, reacting
from parvis.notifications.colleagues.models import AgentNotice, AgentPreference, CaseReading
from parvis.notifications.colleagues.overdue import tell_overdue
from parvis.notifications.colleagues.preferences import save_preferences
from parvis.notifications.colleagues.reading import (
    fresh_cases,
    read_all_notices,
    read_case,
    read_notices,
    unread_notices,
)
from parvis.notifications.colleagues.sweeping import SEEN_KEPT, UNSEEN_KEPT, sweep_notices
from parvis.notifications.models import Delivery
from parvis.organisation.access import Access
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.members import MOST, members_of
from parvis.organisation.models import Account, Agent, Department, Membership, Sector
from tests.cases.test_abilities import insider, sealed_case
from tests.cases.worlds import Plan, build, plans
from tests.factories import actor, agent, case

SUBSCRIBER = "notifications.colleagues.reacting.tell_the_colleagues"
_tags = (f"n{n}" for n in itertools.count())


def react(tenant_id: int) -> None:
    for event in Event.objects.order_by("id"):
        if SUBSCRIBER in {one.name for one in subscribers_of(event.type)}:
            run(tenant_id, event.pk, SUBSCRIBER)


def told(one: Agent) -> list[str]:
    """The reasons of the notices this agent may read now, oldest first."""
    mine = AgentNotice.objects.of(Access.of(one))
    return list(mine.order_by("id").values_list("reason", flat=True))


@pytest.fixture
def camille(town: Any) -> Agent:
    return agent("Camille Martin", ("case_worker", "VOI"))


@pytest.fixture
def paul(town: Any) -> Agent:
    return agent("Paul Roy", ("manager", "ESV"))


def test_one_event_tells_each_once_for_the_strongest_reason(town: Any, camille: Agent, paul: Agent) -> None:
    zoe, made = agent("Zoé Vert", ("case_worker", "ESV")), case()
    begin_following(made, [paul.pk, camille.pk], at=clock.now())
    note(made, body="@Paul Roy, avec @ESV", by=actor_of(camille), at=clock.now())
    react(town.pk)
    react(town.pk)
    assert told(paul) == ["mention"], "called, of the service called, and following: once"
    assert told(zoe) == ["department"]
    assert told(camille) == [], "never of one's own act"


def test_what_each_act_tells(town: Any, camille: Agent, paul: Agent) -> None:
    by, now, green = actor_of(paul), clock.now(), Department.objects.get(code="ESV")
    zoe, leo = agent("Zoé Vert", ("case_worker", "ESV")), agent("Léo Sport", ("communication", "ESV"))
    made = case()
    add_task(made, department=green, title="Tailler", by=actor_of(camille), at=now)
    react(town.pk)
    assert (told(zoe), told(paul), told(camille)) == (["task"], ["task"], [])
    assert told(leo) == [], "who may not read is told of nothing"
    AgentNotice.objects.all().delete()
    claim(made, by=actor_of(camille), at=now)
    receive_message(made, body="Alors ?", channel="web", by=Actor.person(made.person_id), at=now)
    react(town.pk)
    assert told(camille)[-1:] == ["mine"]
    hand_over(made, to=green, reason="Une haie", by=actor_of(camille), at=now)
    react(town.pk)
    assert told(zoe)[-1:] == ["handed_over"]
    assign(made, to=zoe, by=by, at=now)
    react(town.pk)
    assert told(zoe)[-1:] == ["assigned"]


def test_taking_writing_and_being_called_make_one_follow(town: Any, camille: Agent, paul: Agent) -> None:
    nadia = agent("Nadia Perrin", "front_desk")
    AgentPreference(agent=nadia, follows_by_itself=False).save()
    made = case()
    note(made, body="@Paul Roy @Nadia Perrin", by=actor_of(camille), at=clock.now())
    react(town.pk)
    assert followers_of(made).agents == [camille, paul]
    unfollow(made, by=actor_of(paul), at=clock.now())
    react(town.pk)
    assert followers_of(made).agents == [camille], "run again, it does not bring back who stopped"


def test_following_is_nobodys_news(town: Any, camille: Agent, paul: Agent) -> None:
    made = case()
    claim(made, by=actor_of(camille), at=clock.now())
    follow(made, by=actor_of(paul), at=clock.now())
    react(town.pk)
    assert told(camille) == []


def test_a_service_that_follows_has_its_agents_of_the_moment_told(
    town: Any, camille: Agent, paul: Agent
) -> None:
    made, green = case(), Department.objects.get(code="ESV")
    zoe, leo = agent("Zoé Vert", ("case_worker", "ESV")), agent("Léo Sport", ("communication", "ESV"))
    AgentPreference(agent=agent("Max Muet", ("case_worker", "ESV")), levels={"dept_follows": "none"}).save()
    enlist(made, department=green, by=actor_of(paul), at=clock.now())
    react(town.pk)
    react(town.pk)
    assert told(zoe) == ["dept_follows"], "it is news to those it is about"
    assert told(paul) == told(camille) == [], "and to nobody else"
    note(made, body="Rien de neuf", by=actor_of(camille), at=clock.now())
    Membership.objects.filter(agent=zoe).delete()
    react(town.pk)
    assert told(paul) == ["dept_follows"]
    assert set(AgentNotice.objects.values_list("agent__display_name", flat=True)) == {"Paul Roy", "Zoé Vert"}
    assert AgentNotice.objects.filter(agent=zoe).count() == 1, "who left the service is told no more"
    assert not AgentNotice.objects.filter(agent=leo).exists(), "who may not read is told of nothing"
    newcomer = agent("Ève Neuve", ("case_worker", "ESV"))
    note(made, body="Encore", by=actor_of(camille), at=clock.now())
    react(town.pk)
    assert "dept_follows" in told(newcomer)
    release(made, department=green, by=actor_of(paul), at=clock.now())
    AgentNotice.objects.all().delete()
    last = note(made, body="Enfin", by=actor_of(camille), at=clock.now())
    run(town.pk, Event.objects.get(type="case.noted", data__note_id=last.pk).pk, SUBSCRIBER)
    assert told(paul) == told(newcomer) == []


def test_who_does_not_follow_with_their_service_says_so_once(town: Any, camille: Agent, paul: Agent) -> None:
    made, zoe = case(), agent("Zoé Vert", ("case_worker", "ESV"))
    enlist(made, department=Department.objects.get(code="ESV"), by=actor_of(paul), at=clock.now())
    assert unfollow(made, by=actor_of(zoe), at=clock.now())
    follow(made, by=actor_of(paul), at=clock.now())
    note(made, body="Rien de neuf", by=actor_of(camille), at=clock.now())
    react(town.pk)
    assert told(zoe) == []
    assert told(paul) == ["followed"], "one's own reason comes first"


def test_one_answer_to_duplicates_is_told_once_to_who_follows_both(
    town: Any, camille: Agent, paul: Agent
) -> None:
    main, twin, now = case(description="Un trou."), case(description="Le même."), clock.now()
    mark_duplicate(twin, of=main, by=actor_of(camille), at=now)
    begin_following(twin, [paul.pk, camille.pk], at=now)
    reply(main, body="Nous rebouchons mardi.", to_duplicates=True, by=actor_of(camille), at=now)
    tell_duplicates(Event.objects.get(type="case.replied"))
    react(town.pk)
    answers = AgentNotice.objects.filter(agent=paul, event_type="case.replied")
    assert list(answers.values_list("case_id", flat=True)) == [main.pk]
    assert told(camille) == [], "nor is who answered told of it on the other side"
    separate(twin, reason="Un autre trou", by=actor_of(camille), at=now)
    reply(main, body="C'est fait.", by=actor_of(camille), at=now)
    run(town.pk, Event.objects.filter(case_id=main.pk).latest("id").pk, SUBSCRIBER)
    assert answers.count() == 1, "set apart, it is followed alone"


def test_what_ones_service_or_a_duplicate_follows_is_news_in_lists(
    town: Any, camille: Agent, paul: Agent
) -> None:
    main, twin, ours, now = case(), case(), case(), clock.now()
    mark_duplicate(twin, of=main, by=actor_of(camille), at=now)
    begin_following(twin, [paul.pk], at=now)
    enlist(ours, department=Department.objects.get(code="ESV"), by=actor_of(paul), at=now)
    for one in (main, ours):
        note(Case.objects.get(pk=one.pk), body="Du nouveau", by=actor_of(camille), at=now)
    assert fresh_cases([main, ours], Access.of(paul)) == {main.pk, ours.pk}
    assert fresh_cases([main, ours], Access.of(agent("Nadia Perrin", "front_desk"))) == frozenset()


def test_removed_from_a_service_one_is_no_longer_told_for_it(town: Any, camille: Agent, paul: Agent) -> None:
    made = case()
    note(made, body="@ESV", by=actor_of(camille), at=clock.now())
    Membership.objects.filter(agent=paul).delete()
    react(town.pk)
    assert not AgentNotice.objects.filter(agent=paul).exists()
    Membership(agent=paul, role="case_worker", department=Department.objects.get(code="ESV")).save()
    react(town.pk)
    assert told(paul) == ["department"]
    Membership.objects.filter(agent=paul).delete()
    assert told(paul) == [], "without a role, what one was told no longer exists"


def test_a_case_that_is_sealed_takes_its_notices_along(town: Any, camille: Agent, paul: Agent) -> None:
    inside, made = insider(), case()
    note(made, body=f"@Paul Roy @{inside.display_name}", by=actor_of(camille), at=clock.now())
    react(town.pk)
    assert told(paul) == told(inside) == ["mention"]
    sealed = Department.objects.get(memberships__agent=inside)
    hand_over(made, to=sealed, reason="Vous concerne", by=actor_of(camille), at=clock.now())
    react(town.pk)
    assert told(paul) == []
    assert told(inside) == ["mention", "handed_over"]
    assert not AgentNotice.objects.filter(agent=paul, reason="followed").exists(), "nor is any made after"
    notices = AgentNotice.objects.filter(agent=paul)
    access, at = Access.of(paul), clock.now()
    assert read_notices(access, notices.values_list("pk", flat=True), at=at) == 0
    assert read_all_notices(access, until=2**62, at=at) == 0


def test_a_large_service_is_told_through_its_managers(town: Any) -> None:
    green = Department.objects.get(code="ESV")
    chief = agent("Zoé Cheffe", ("manager", "ESV"))
    for n in range(MOST):
        # As the factory makes them, without the time that a password takes.
        account = Account.objects.create(email=f"a{n}@mairie.test", name=f"Agent {n:03d}", password="!")
        one = Agent(account=account, display_name=account.name)
        one.save()
        Membership(agent=one, role="case_worker", department=green).save()
    assert members_of(green.pk) == [chief]
    Membership.objects.filter(agent=chief).delete()
    assert len(members_of(green.pk)) == MOST


class _Undo(Exception):
    pass


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan=plans)
def test_whoever_is_told_reads_on_any_world(town: Any, plan: Plan) -> None:
    """And once everything is sealed, nobody outside has any notice left."""
    with pytest.raises(_Undo), transaction.atomic():  # noqa: PT012
        world = build(plan, next(_tags))
        first, world.cases = Event.objects.count(), world.cases[:4]
        for made in world.cases:
            begin_following(made, [a.pk for a in world.agents], at=clock.now())
            note(made, body="@Agent 0 @Agent 1 @Agent 2", by=Actor.system(), at=clock.now())
        for event in Event.objects.order_by("id")[first:]:
            run(town.pk, event.pk, SUBSCRIBER)
        for sealed in (False, True):
            if sealed:
                Sector.objects.update(sealed=True)
            for one in world.agents:
                access = Access.of(one)
                reads = {c.pk for c in world.cases if can_read(access, c) and sees_inside(access, c)}
                mine = set(AgentNotice.objects.of(access).values_list("case_id", flat=True))
                assert mine == (reads & mine if sealed else reads if one.active else set())
        raise _Undo


def test_levels_decide_how_far_a_notice_goes(town: Any, camille: Agent, paul: Agent) -> None:
    levels = {"mention": "mail"}
    preference = AgentPreference(agent=paul, levels=levels)
    preference.save()
    made = case(description="Odile a un trou devant chez elle")
    note(made, body="@Paul Roy, Odile Lefebvre insiste", by=actor_of(camille), at=clock.now())
    react(town.pk)
    react(town.pk)
    (mail,) = Delivery.objects.filter(notice="agent_notice")
    assert mail.recipient == paul.account.email
    assert mail.subject == f"Ville-sur-Test : Camille Martin vous mentionne dans une note ({made.reference})"
    for text in (mail.text, mail.html):
        assert f"http://testserver:8000/desk/cases/{made.reference}" in text
        assert "/desk/preferences" in text
        assert not any(word in text for word in ("Odile", "Durand", "suivi/", "trou"))
    preference.levels = {"mention": "none"}
    preference.save()
    note(made, body="@Paul Roy encore", by=actor_of(camille), at=clock.now())
    react(town.pk)
    assert AgentNotice.objects.filter(agent=paul).count() == 1
    assert Delivery.objects.filter(notice="agent_notice").count() == 1


def test_a_mail_about_a_sealed_request_names_nothing(town: Any) -> None:
    inside, other = insider(), insider("Autre assistante")
    AgentPreference(agent=other, levels={"mention": "mail"}).save()
    made = sealed_case()
    note(made, body="@Autre assistante", by=actor_of(inside), at=clock.now())
    react(town.pk)
    (mail,) = Delivery.objects.filter(notice="agent_notice")
    assert mail.subject == "Ville-sur-Test : une demande cloisonnée à lire dans Parvis"
    for text in (mail.text, mail.html):
        assert made.reference not in text
        assert made.request_type.label not in text
        assert inside.display_name not in text


def test_a_request_that_is_overdue_is_told_once_for_each_due_date(town: Any, camille: Agent) -> None:
    made, now = case(), clock.now()
    claim(made, by=actor_of(camille), at=now)
    Case.objects.filter(pk=made.pk).update(due_at=now - timedelta(hours=1))
    tell_overdue(now)
    tell_overdue(now + timedelta(hours=1))
    assert told(camille) == ["overdue"]
    Case.objects.filter(pk=made.pk).update(due_at=now)
    tell_overdue(now + timedelta(hours=2))
    assert told(camille) == ["overdue", "overdue"]


def test_those_told_already_or_who_want_nothing_leave_the_round_to_the_others(
    town: Any, camille: Agent, paul: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overdue, "MOST", 1)
    rung: list[int] = []
    monkeypatch.setattr(reacting, "tell_agent", lambda agent_id, _word: rung.append(agent_id))
    now = clock.now()
    save_preferences(AgentPreference(levels={"overdue": "none"}), paul, at=now)
    for hours, who in ((3, paul), (2, camille), (1, camille)):
        made = case()
        claim(made, by=actor_of(who), at=now)
        Case.objects.filter(pk=made.pk).update(due_at=now - timedelta(hours=hours))
    assert [tell_overdue(now) for _ in range(3)] == [1, 1, 0]
    assert told(camille) == ["overdue", "overdue"]
    assert rung == [camille.pk, camille.pk]


def test_the_bell_rings_once_though_a_reaction_runs_twice(
    town: Any, camille: Agent, paul: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[int] = []
    monkeypatch.setattr(reacting, "tell_agent", lambda agent_id, _word: rung.append(agent_id))
    note(case(), body="@Paul Roy", by=actor_of(camille), at=clock.now())
    react(town.pk)
    react(town.pk)
    assert rung == [paul.pk]


def test_reading_a_case_reads_its_notices_and_no_later_one(town: Any, camille: Agent, paul: Agent) -> None:
    made, other = case(), case()
    for one in (made, other, made):
        note(one, body="@Paul Roy", by=actor_of(camille), at=clock.now())
    react(town.pk)
    access, at = Access.of(paul), clock.now()
    begin_following(made, [paul.pk], at=at)
    first, *_ = Event.objects.filter(case_id=made.pk, type="case.noted").order_by("id")
    assert fresh_cases([made, other], access) == {made.pk, other.pk}
    read_case(made, access, until=first.pk, at=at)
    unread = AgentNotice.objects.of(access).unread().order_by("id")
    assert list(unread.values_list("case_id", flat=True)) == [other.pk, made.pk]
    assert made.pk in fresh_cases([made], access)
    read_case(made, access, until=2**62, at=at)
    assert fresh_cases([made, other], access) == {other.pk}
    read_case(made, access, until=first.pk, at=at)
    assert CaseReading.objects.get(case=made).event_id > first.pk, "an older page takes nothing back"
    (seen,) = AgentNotice.objects.of(access).filter(case=made, event_id=first.pk)
    assert unread_notices(access, [seen.pk]) == 1
    assert unread.count() == 2


def test_ones_own_act_is_not_news_and_the_persons_is(town: Any, camille: Agent) -> None:
    made = case()
    claim(made, by=actor_of(camille), at=clock.now())
    assert fresh_cases([made], Access.of(camille)) == frozenset()
    receive_message(made, body="Alors ?", channel="web", by=Actor.person(made.person_id), at=clock.now())
    assert fresh_cases([made], Access.of(camille)) == {made.pk}
    assert fresh_cases([made], Access.of(agent("Zoé Vert", ("manager", "VOI")))) == frozenset()


def test_what_nobody_looks_at_any_more_is_swept(town: Any, camille: Agent) -> None:
    made, now = case(), clock.now()
    for key, made_at, seen_at in (
        ("a", now, None),
        ("b", now - UNSEEN_KEPT - timedelta(days=1), None),
        ("c", now - timedelta(days=2), now - timedelta(days=1)),
        ("d", now - timedelta(days=200), now - SEEN_KEPT - timedelta(days=1)),
    ):
        AgentNotice(agent=camille, case=made, reason="mine", key=key, made_at=made_at, seen_at=seen_at).save()
    assert sweep_notices(now) == 2
    assert sorted(AgentNotice.objects.values_list("key", flat=True)) == ["a", "c"]


def test_another_towns_notices_are_not_ours(town: Any, other_town: Any, camille: Agent) -> None:
    with activate(other_town.pk):
        theirs = agent("Jean Ailleurs", ("case_worker", "VOI"))
        note(case(), body="@Jean Ailleurs", by=actor(), at=clock.now())
        react(other_town.pk)
        (notice,) = AgentNotice.objects.filter(agent=theirs)
    assert read_notices(Access.of(camille), [notice.pk], at=clock.now()) == 0
    assert not AgentNotice.objects.exists()
