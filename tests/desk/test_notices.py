"""The conversation between colleagues on screen: calling, being told, reading, following, choosing what one receives."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.cases.assigning import claim
from parvis.cases.enlisting import enlist
from parvis.cases.followers import begin_following, followers_of
from parvis.cases.handing_over import hand_over
from parvis.cases.merging import mark_duplicate
from parvis.cases.models import Note
from parvis.cases.noting import note
from parvis.history.models import Event
from parvis.kit import clock
from parvis.notifications.colleagues.models import AgentNotice, AgentPreference, CaseReading
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Agent, Department
from tests.cases.test_abilities import insider, sealed_case
from tests.desk.test_lists_queue import data_queries
from tests.factories import agent, case
from tests.notifications.test_colleagues import react

SignedIn = Callable[[Agent], Client]


@pytest.fixture
def camille(town: Any) -> Agent:
    return agent("Camille Martin", ("case_worker", "VOI"))


@pytest.fixture
def paul(town: Any) -> Agent:
    return agent("Paul Roy", ("case_worker", "ESV"))


def text_of(page: Any) -> str:
    return str(page.content.decode())


def bell_of(page: Any) -> str:
    """What the bell shows, « » without a notice."""
    found = re.search(r'class="bell-count"[^>]*>([^<]*)<', text_of(page))
    return found[1] if found else ""


def many(one: Agent, made: Any, count: int) -> None:
    now = clock.now()
    AgentNotice.objects.bulk_create(
        AgentNotice(
            agent=one, case=made, reason="mine", key=f"k{n}", event_type="case.noted", by_label="Camille Martin",
            made_at=now - timedelta(minutes=n),
        )
        for n in range(count)
    )  # fmt: skip


def test_a_note_that_calls_rings_the_bell_of_who_is_called(
    signed_in: SignedIn, town: Any, camille: Agent, paul: Agent
) -> None:
    made = case()
    body = "Voir avec @Paul Roy <b>vite</b>"
    page = signed_in(camille).post(f"/desk/cases/{made.reference}/note", {"body": body}, follow=True)
    assert '<span class="mention is-agent">@Paul Roy</span> &lt;b&gt;vite&lt;/b&gt;' in text_of(page)
    react(town.pk)
    browser = signed_in(paul)
    assert bell_of(browser.get("/desk/")) == "1"
    assert bell_of(browser.get(f"/desk/cases/{made.reference}")) == "1"
    assert bell_of(browser.get("/desk/avis/cloche")) == "1"
    page = browser.get("/desk/avis")
    assert "vous mentionne dans une note" in text_of(page)
    assert "Voir avec @Paul Roy &lt;b&gt;vite&lt;/b&gt;" in text_of(page)
    assert 'class="mention is-agent is-me"' in text_of(browser.get(f"/desk/cases/{made.reference}"))
    assert bell_of(signed_in(camille).get("/desk/")) == ""


def test_a_double_click_makes_one_note_and_one_notice(
    signed_in: SignedIn, town: Any, camille: Agent, paul: Agent
) -> None:
    made, browser = case(), signed_in(camille)
    for _ in range(2):
        browser.post(f"/desk/cases/{made.reference}/note", {"body": "@Paul Roy", "key": "k1"})
    react(town.pk)
    assert (Note.objects.count(), AgentNotice.objects.filter(agent=paul).count()) == (1, 1)


def test_the_author_is_told_whom_a_mention_does_not_reach(
    signed_in: SignedIn, town: Any, camille: Agent, paul: Agent
) -> None:
    inside, made = insider(), sealed_case()
    page = signed_in(inside).post(
        f"/desk/cases/{made.reference}/note",
        {"body": "@Paul Roy, @Dupont et @Camille Martin"},
        follow=True,
    )
    text = text_of(page)
    assert "Paul Roy ne voit pas cette demande" in text
    assert "Camille Martin ne voit pas cette demande" in text
    assert "« @Dupont » n&#x27;est le nom d&#x27;aucun agent ni service" in text
    assert "@Paul Roy, @Dupont et @Camille Martin" in text, "nothing of the note is lost"
    react(town.pk)
    for one in (paul, camille):
        assert not AgentNotice.objects.filter(agent=one).exists()
        assert bell_of(signed_in(one).get("/desk/")) == ""


def test_names_are_proposed_as_one_types(signed_in: SignedIn, town: Any, camille: Agent, paul: Agent) -> None:
    made = case()
    gone = agent("Paula Partie", ("case_worker", "ESV"))
    Agent.objects.filter(pk=gone.pk).update(active=False)
    agent("Pauline Com", ("communication", None))
    browser, url = signed_in(camille), f"/desk/cases/{made.reference}/calls"
    green = Department.objects.get(code="ESV").name
    assert browser.get(url, {"q": "paul"}).json()["names"] == [
        {"text": "Paul Roy", "detail": green, "kind": "agent", "blind": False},
        {"text": "Pauline Com", "detail": "agent", "kind": "agent", "blind": True},
    ]
    (service,) = browser.get(url, {"q": "ESPACES verts"}).json()["names"]
    assert (service["text"], service["kind"], service["blind"]) == (green, "department", False)
    assert browser.get(url, {"q": "zzz"}).json() == {"names": []}
    assert len(browser.get(url).json()["names"]) == 8
    assert browser.get(f"/desk/cases/{sealed_case().reference}/calls").status_code == 404


def test_what_is_proposed_is_what_is_read(
    signed_in: SignedIn, town: Any, camille: Agent, paul: Agent
) -> None:
    """Two of one name are proposed with their services, and the text chosen calls the right one."""
    twin = agent("Paul Roy", ("case_worker", "VOI"), email="twin@mairie.test")
    made, browser = case(), signed_in(camille)
    names = browser.get(f"/desk/cases/{made.reference}/calls", {"q": "paul roy"}).json()["names"]
    roads = Department.objects.get(code="VOI").name
    assert f"Paul Roy ({roads})" in [one["text"] for one in names]
    browser.post(f"/desk/cases/{made.reference}/note", {"body": f"@Paul Roy ({roads}) à toi"})
    assert Event.objects.filter(type="case.noted").get().data["agents"] == [twin.pk]


def test_a_sealed_request_leaves_the_bell_the_list_and_the_day(
    signed_in: SignedIn, town: Any, camille: Agent, paul: Agent
) -> None:
    inside, made = insider(), case()
    note(made, body="@Paul Roy", by=actor_of(camille), at=clock.now())
    react(town.pk)
    browser = signed_in(paul)
    assert "On vous a mentionné" in text_of(browser.get("/desk/"))
    to = Department.objects.get(memberships__agent=inside)
    hand_over(made, to=to, reason="Vous concerne", by=actor_of(camille), at=clock.now())
    for path in ("/desk/", "/desk/avis", "/desk/avis?show=all", "/desk/avis?show=calls"):
        page = browser.get(path)
        assert bell_of(page) == "", path
        assert made.reference not in text_of(page), path
        assert "On vous a mentionné" not in text_of(page), path


def test_two_hundred_notices_are_paged_counted_and_read_at_once(
    signed_in: SignedIn, town: Any, paul: Agent
) -> None:
    made = case()
    many(paul, made, 200)
    browser = signed_in(paul)
    page = browser.get("/desk/avis")
    assert bell_of(page) == "99+"
    seen = [row.notice.pk for row in page.context["rows"]]
    while page.context["next_url"]:
        with CaptureQueriesContext(connection) as captured:
            page = browser.get(page.context["next_url"])
        assert len(data_queries(captured)) <= 8
        assert not [q for q in data_queries(captured) if " OFFSET " in q]
        seen += [row.notice.pk for row in page.context["rows"]]
    assert len(seen) == len(set(seen)) == 200
    until = browser.get("/desk/avis").context["until"]
    AgentNotice(agent=paul, case=made, reason="mine", key="later", made_at=clock.now()).save()
    page = browser.post("/desk/avis/lecture", {"until": until}, follow=True)
    assert "notifications marquées lues" in text_of(page)
    assert bell_of(page) == "1", "what came in since the page was drawn stays unread"


def test_one_notice_is_read_and_unread_again(signed_in: SignedIn, town: Any, paul: Agent) -> None:
    many(paul, case(), 2)
    browser, one = signed_in(paul), AgentNotice.objects.order_by("id")[0]
    for _ in range(2):
        assert bell_of(browser.post("/desk/avis/lecture", {"notice": one.pk}, follow=True)) == "1"
    assert bell_of(browser.post("/desk/avis/relire", {"notice": one.pk}, follow=True)) == "2"
    for bad in ("", "x", "-1", "9" * 40, "\x00"):
        assert browser.post("/desk/avis/lecture", {"notice": bad}).status_code == 302
        assert browser.post("/desk/avis/lecture", {"until": bad}).status_code == 302
    assert bell_of(browser.get("/desk/avis?show=zzz&after=zzz")) == "2"


def test_nobody_reads_anothers_notices(signed_in: SignedIn, town: Any, camille: Agent, paul: Agent) -> None:
    many(paul, case(), 1)
    notice = AgentNotice.objects.get()
    signed_in(camille).post("/desk/avis/lecture", {"notice": notice.pk, "show": "all"})
    signed_in(camille).post("/desk/avis/lecture", {"until": notice.pk})
    assert AgentNotice.objects.get().seen_at is None


def test_an_agent_without_any_is_told_so(signed_in: SignedIn, town: Any, paul: Agent) -> None:
    browser = signed_in(paul)
    page = browser.get("/desk/avis")
    assert "Tout est lu" in text_of(page)
    assert bell_of(page) == ""
    assert "Personne ne vous a mentionné" in text_of(browser.get("/desk/avis?show=calls"))
    assert "On vous a mentionné" not in text_of(browser.get("/desk/"))


def test_opening_a_case_reads_it_and_draws_a_line_above_what_is_new(
    signed_in: SignedIn, town: Any, camille: Agent, paul: Agent
) -> None:
    made = case()
    begin_following(made, [paul.pk], at=clock.now())
    browser, url = signed_in(paul), f"/desk/cases/{made.reference}"
    page = browser.get(url)
    assert "Nouveau depuis votre passage" not in text_of(page), "never opened: all is to be read"
    until = page.context["thread"].last_event
    note(made, body="@Paul Roy", by=actor_of(camille), at=clock.now())
    react(town.pk)
    assert (
        browser.post(f"{url}/reading", {"until": until}, headers={"x-requested-with": "fetch"}).status_code
        == 204
    )
    page = browser.get(url)
    assert bell_of(page) == "1", "what the page had not shown is not read"
    assert text_of(page).count("Nouveau depuis votre passage") == 1
    new = next(item for item in page.context["thread"].items if item.first_new)
    assert new.body == "@Paul Roy"
    assert 'class="row-fresh"' in text_of(browser.get("/desk/queue?state=open"))
    page = browser.post(f"{url}/reading", {"until": page.context["thread"].last_event}, follow=True)
    assert bell_of(page) == ""
    assert "Nouveau depuis" not in text_of(page)
    assert "data-reading" not in text_of(page)
    assert 'class="row-fresh"' not in text_of(browser.get("/desk/queue?state=open"))


def test_reading_says_nothing_of_what_one_does_not_read(signed_in: SignedIn, town: Any, paul: Agent) -> None:
    sealed, made, browser = sealed_case(), case(), signed_in(paul)
    assert browser.post(f"/desk/cases/{sealed.reference}/reading", {"until": 1}).status_code == 404
    for bad in ("", "x", "9" * 30, "0"):
        assert browser.post(f"/desk/cases/{made.reference}/reading", {"until": bad}).status_code == 302
    assert not CaseReading.objects.exists()


def test_one_follows_and_stops_from_the_case(
    signed_in: SignedIn, town: Any, camille: Agent, paul: Agent
) -> None:
    made, browser = case(), signed_in(paul)
    url = f"/desk/cases/{made.reference}"
    for _ in range(2):
        page = browser.post(f"{url}/following", {"follow": "1"}, follow=True)
    assert "Ne plus suivre" in text_of(page)
    assert 'class="follower">Paul Roy' in text_of(page)
    assert 'class="follower">Paul Roy' in text_of(signed_in(camille).get(url))
    page = signed_in(paul).post(f"{url}/following", {"follow": "0"}, follow=True)
    assert followers_of(made).agents == []
    assert "Suit la demande" not in text_of(page), "following is no part of the thread"
    assert signed_in(paul).post(f"/desk/cases/{sealed_case().reference}/following", {}).status_code == 404


def test_a_service_is_added_to_those_who_follow_and_taken_away(
    signed_in: SignedIn, town: Any, camille: Agent, paul: Agent
) -> None:
    made, green = case(), Department.objects.get(code="ESV")
    browser, url = signed_in(camille), f"/desk/cases/{made.reference}"
    assert f'href="{url}/enlistment"' in text_of(browser.get(url))
    form = text_of(browser.get(f"{url}/enlistment"))
    assert f'<option value="{green.pk}">{green.name}</option>' in form
    for key in ("k1", "k1", "k2"):
        page = browser.post(f"{url}/enlistment", {"department": green.pk, "key": key}, follow=True)
    assert f'class="follower">{green.name}' in text_of(page)
    assert text_of(page).count(f"Le service {green.name} suit la demande.") == 1, "its history says so, once"
    assert f"{green.name} (suit déjà)" in text_of(browser.get(f"{url}/enlistment"))
    theirs = text_of(signed_in(paul).get(url))
    assert "Vous êtes averti avec votre service." in theirs
    assert "Ne plus suivre" in theirs
    assert "/enlistment" not in theirs, "theirs follows already, and they answer for no other"
    page = signed_in(paul).post(f"{url}/following", {"follow": "0"}, follow=True)
    assert "Vous êtes averti avec votre service." not in text_of(page)
    removal = f"{url}/following/departments/{green.pk}/removal"
    for said in (f"{green.name} ne suit plus cette demande.", "Ce service ne suit pas, ou plus"):
        page = signed_in(camille).post(removal, follow=True)
        assert said in text_of(page)
    assert f'class="follower">{green.name}' not in text_of(page)


def test_a_service_that_does_not_see_the_case_is_refused_in_words(
    signed_in: SignedIn, town: Any, camille: Agent, paul: Agent
) -> None:
    inside, made, green = insider(), sealed_case(), Department.objects.get(code="ESV")
    browser, url = signed_in(inside), f"/desk/cases/{made.reference}/enlistment"
    text = text_of(browser.get(url))
    assert "seuls les services de son secteur peuvent la suivre" in text
    assert f'<option value="{green.pk}">' not in text
    for bad in (str(green.pk), "x", "9" * 30, "0"):
        page = browser.post(url, {"department": bad})
        assert page.status_code == 422
        assert "Ce service ne peut pas suivre cette demande : il ne la voit pas" in text_of(page)
    assert followers_of(made).departments == []
    assert signed_in(paul).post(url, {"department": green.pk}).status_code == 404
    # A service of which nobody has a role that sees it.
    agent("Pauline Com", ("communication", "SCO"))
    school, opened = Department.objects.get(code="SCO"), case()
    page = signed_in(camille).post(f"/desk/cases/{opened.reference}/enlistment", {"department": school.pk})
    assert page.status_code == 422
    assert "personne de ce service ne voit cette demande" in text_of(page)


def test_one_may_add_ones_own_service_and_no_other(
    signed_in: SignedIn, town: Any, camille: Agent, paul: Agent
) -> None:
    made, road, green = case(), Department.objects.get(code="VOI"), Department.objects.get(code="ESV")
    browser, url = signed_in(paul), f"/desk/cases/{made.reference}"
    page = browser.get(f"{url}/enlistment")
    assert set(page.context["form"].departments) == {str(green.pk)}
    assert browser.post(f"{url}/enlistment", {"department": road.pk}).status_code == 422
    enlist(made, department=road, by=actor_of(camille), at=clock.now())
    assert f"Retirer {road.name} du suivi" not in text_of(browser.get(url))
    page = browser.post(f"{url}/following/departments/{road.pk}/removal", follow=True)
    assert "Seul le service chargé de la demande" in text_of(page)
    assert followers_of(made).departments == [road]


def test_who_follows_a_duplicate_is_named_as_such(
    signed_in: SignedIn, town: Any, camille: Agent, paul: Agent
) -> None:
    main, twin, now = case(), case(), clock.now()
    begin_following(twin, [paul.pk], at=now)
    mark_duplicate(twin, of=main, by=actor_of(camille), at=now)
    text = text_of(signed_in(camille).get(f"/desk/cases/{main.reference}"))
    assert 'class="follower">Paul Roy</span> <span class="text-secondary">(avec un doublon)' in text


def test_who_took_a_sealed_request_is_shown_no_followers(signed_in: SignedIn, town: Any) -> None:
    desk = agent("Nadia Perrin", "front_desk")
    made = sealed_case(by=actor_of(desk))
    begin_following(made, [insider().pk], at=clock.now())
    text = text_of(signed_in(desk).get(f"/desk/cases/{made.reference}"))
    assert "Suivie par" not in text
    inside = Department.objects.get(memberships__agent__display_name="Assistante sociale")
    browser, url = signed_in(desk), f"/desk/cases/{made.reference}"
    assert browser.get(f"{url}/enlistment").status_code == 403
    assert browser.post(f"{url}/enlistment", {"department": inside.pk}).status_code == 422
    assert browser.post(f"{url}/following/departments/{inside.pk}/removal").status_code == 404
    assert not Event.objects.filter(type__startswith="case.department_").exists()


def test_preferences_are_kept_and_refused_in_words(signed_in: SignedIn, town: Any, paul: Agent) -> None:
    browser = signed_in(paul)
    page = browser.get("/desk/preferences")
    assert paul.account.email in text_of(page)
    form = page.context["form"]
    given = {name: form.initial[name] for name in form.fields if form.initial.get(name) not in (None, False)}
    given |= {"level_mention": "mail", "rhythm": "twice", "hour": "9"}
    given.pop("follows_by_itself")
    assert browser.post("/desk/preferences", given).status_code == 302
    kept = AgentPreference.objects.get(agent=paul)
    assert (kept.levels, kept.rhythm, kept.hour) == ({"mention": "mail"}, "twice", 9)
    assert not kept.follows_by_itself
    refused = browser.post("/desk/preferences", given | {"weekdays": [], "hour": "10"})
    assert refused.status_code == 422
    assert "Choisissez au moins un jour" in text_of(refused)
    for bad in ({"hour": "3"}, {"rhythm": "x"}, {"level_mention": "x"}, {"weekdays": ["9"]}):
        assert browser.post("/desk/preferences", given | bad).status_code == 422
    assert AgentPreference.objects.get(agent=paul).hour == 9


def test_the_day_says_who_called(signed_in: SignedIn, town: Any, camille: Agent, paul: Agent) -> None:
    for n in range(7):
        note(case(), body=f"@Paul Roy {n}", by=actor_of(camille), at=clock.now())
    react(town.pk)
    browser = signed_in(paul)
    browser.get("/desk/")
    with CaptureQueriesContext(connection) as captured:
        page = browser.get("/desk/")
    assert len(data_queries(captured)) <= 12
    assert [row.excerpt for row in page.context["calls"]] == [f"@Paul Roy {n}" for n in (6, 5, 4, 3, 2)]
    assert 'href="/desk/avis?show=calls"' in text_of(page)


def test_the_list_asks_one_query_for_what_is_new(
    signed_in: SignedIn, town: Any, camille: Agent, paul: Agent
) -> None:
    for number in range(12):
        made = case()
        if number % 2:
            claim(made, by=actor_of(camille), at=clock.now())
            note(made, body="Vu", by=actor_of(paul), at=clock.now())
    browser = signed_in(camille)
    browser.get("/desk/queue?state=open")
    with CaptureQueriesContext(connection) as captured:
        page = browser.get("/desk/queue?state=open")
    assert text_of(page).count('class="row-fresh"') == 6
    assert len([q for q in data_queries(captured) if "casereading" in q]) == 1
