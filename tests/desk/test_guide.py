"""The guided visit: every step of every role leads to a real page that holds what it speaks of; seen once, on any device."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from parvis.cases.models import Case
from parvis.desk.guide.content import FOLDER, PRECEDENCE, guide_of, main_role
from parvis.desk.guide.pages import PAGES
from parvis.desk.models import GuideVisit
from parvis.history.actors import Actor
from parvis.organisation.models import Agent, Role
from tests.cases.steps import AT, sealed_type
from tests.factories import agent, case

IN_A_SERVICE = ("case_worker", "manager", "field", "front_desk")


def somebody(role: str) -> Agent:
    return agent(f"Agent {role}", (role, "VOI") if role in IN_A_SERVICE else role)


def finish(client: Client, role: str, back: str = "") -> Any:
    return client.post("/desk/visite/fin", {"role": role, "next": back})


def test_each_role_has_its_visit_and_no_file_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(Role.values) == {r.value for r in PRECEDENCE}
    for role in Role.values:
        guide = guide_of(role)
        assert 4 <= len(guide.steps) <= 7
        assert guide.promise.endswith(".")
        for step in guide.steps:
            assert step.page in PAGES
            assert step.look, f"{role}: « {step.title} » shows nothing"
            assert len(step.text) < 260
            assert "'" not in step.text.replace("'", "", 0) or "’" not in step.text


@pytest.mark.parametrize("role", Role.values)
def test_every_step_leads_to_a_page_that_holds_what_it_shows(
    town: Any, signed_in: Callable[[Agent], Client], role: str
) -> None:
    someone = somebody(role)
    case()
    # Straight in the table: not every role may be given a case.
    Case.objects.filter(pk=case().pk).update(assignee=someone, addressed_to=someone)
    client = signed_in(someone)
    guide = guide_of(role)
    for number, step in enumerate(guide.steps, 1):
        page = client.get(f"/desk/visite/{role}/{number}", follow=True)
        assert page.status_code == 200, f"{role} {number}: {page.request['PATH_INFO']}"
        assert len(page.redirect_chain) == 1, (
            f"{role} {number} loses its visit on the way: {page.redirect_chain}"
        )
        html = page.content.decode()
        assert f'data-guide-panel="{step.look}"' in html, (
            f"{role} {number}: no panel on {page.redirect_chain}"
        )
        shown = html.split('<aside class="guide-panel')[0]
        held = {name for part in shown.split('data-guide="')[1:] for name in part.split('"')[0].split()}
        assert step.look in held, (
            f"{role} {number}: nothing called {step.look} on {page.redirect_chain[0][0]}"
        )
        assert f"étape {number} sur {len(guide.steps)}" in html
        assert ('rel="next"' in html.split('<aside class="guide-panel')[1]) == (number < len(guide.steps))


def test_the_visit_is_proposed_until_it_is_finished_or_waved_away(
    town: Any, signed_in: Callable[[Agent], Client]
) -> None:
    client = signed_in(somebody("manager"))
    assert "Commencer la visite" in client.get("/desk/").content.decode()
    assert "Commencer la visite" in client.get("/desk/").content.decode(), "looking at it is not enough"
    answer = finish(client, "manager", "/desk/queue?state=open")
    assert (answer.status_code, answer["Location"]) == (302, "/desk/queue?state=open")
    assert finish(client, "manager").status_code == 302
    assert GuideVisit.objects.count() == 1
    assert "Commencer la visite" not in client.get("/desk/").content.decode()
    page = client.get("/desk/visite").content.decode()
    assert "Ce que personne n'a pris" in page.replace("&#x27;", "'")


def test_it_comes_back_for_another_main_role(town: Any, signed_in: Callable[[Agent], Client]) -> None:
    from parvis.organisation.models import Membership

    someone = somebody("front_desk")
    client = signed_in(someone)
    finish(client, "front_desk")
    Membership(agent=someone, role=Role.ADMINISTRATOR).save()
    assert guide_of("administrator").promise in client.get("/desk/").content.decode()
    both = client.get("/desk/visite").content.decode()
    assert "?role=front_desk" in both


def test_it_never_leads_out_nor_into_anothers_role(town: Any, signed_in: Callable[[Agent], Client]) -> None:
    client = signed_in(somebody("field"))
    assert finish(client, "field", "https://ailleurs.example/")["Location"] == "/desk/"
    assert finish(client, "field", "//ailleurs.example/")["Location"] == "/desk/"
    finish(client, "administrator")
    assert not GuideVisit.objects.filter(role="administrator").exists()
    for path in ("administrator/1", "field/0", "field/99", "zzz/1"):
        assert client.get(f"/desk/visite/{path}").status_code == 404
    for query in ("administrator-1", "field-0", "field-99", "field", "zzz-1", "field-x", "-1"):
        assert "guide-panel" not in client.get("/desk/", {"visite": query}).content.decode()


def test_a_sealed_case_is_nobodys_example(town: Any, signed_in: Callable[[Agent], Client]) -> None:
    someone = agent("Inès Sociale", ("case_worker", sealed_type().department.code))
    case(type_code=sealed_type().code, by=Actor.system())
    steps = guide_of("case_worker").steps
    number = next(n for n, step in enumerate(steps, 1) if step.page == "case")
    answer = signed_in(someone).get(f"/desk/visite/case_worker/{number}")
    assert answer["Location"].startswith("/desk/queue")


def test_it_is_kept_once_whoever_clicks_twice(town: Any) -> None:
    someone = somebody("dpo")
    for _ in range(2):
        with transaction.atomic():
            GuideVisit.objects.bulk_create(
                [GuideVisit(agent=someone, role="dpo", at=AT)], ignore_conflicts=True
            )
    assert GuideVisit.objects.count() == 1


def test_an_agent_without_a_role_has_no_visit() -> None:
    assert main_role(frozenset()) == ""
