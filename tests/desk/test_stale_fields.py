"""A form sent after others acted is told field by field what changed, and keeps what was typed."""

import html
import json
import re
from datetime import timedelta

import pytest

from parvis.cases.assigning import assign
from parvis.cases.handing_over import hand_over
from parvis.cases.holding import hold
from parvis.cases.noting import note
from parvis.cases.tasking import add_task, complete_task
from parvis.cases.triaging import triage
from parvis.catalog.models import RequestType
from parvis.history.actors import Actor
from parvis.kit import clock
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Department
from tests.desk.test_case_page import url
from tests.factories import agent, case


@pytest.fixture
def zoe(town):
    return agent("Zoé Lambert", ("manager", "VOI"))


@pytest.fixture
def browser(signed_in, town):
    return signed_in(agent("Paul Roy", ("case_worker", "VOI")))


def drawn(browser, made, noun):
    """The hidden fields of the form as it was drawn."""
    page = browser.get(url(made, noun)).content.decode()
    hidden = re.findall(r'<input type="hidden" name="(version|key|seen)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in hidden}


def changes(answer):
    """{field: (before, now, by)} as the page shows them."""
    assert answer.status_code == 409
    text = answer.content.decode()
    cells = re.findall(
        r'<tr><th scope="row">(.*?)</th><td><del>(.*?)</del></td><td><strong>(.*?)</strong></td><td>(.*?)</td></tr>',
        text,
        re.DOTALL,
    )
    plain = [[html.unescape(re.sub(r"<[^>]+>", "", cell)) for cell in row] for row in cells]
    return {name: (before, now, by) for name, before, now, by in plain}


def test_each_field_says_what_it_was_what_it_is_and_by_whom(browser, zoe):
    made, by = case(), actor_of(zoe)
    form = drawn(browser, made, "closure")
    now = clock.now()
    triage(made, request_type=RequestType.objects.get(code="VOI-ECL"), priority=1, by=by, at=now)
    assign(made, to=zoe, by=by, at=now)
    hold(made, waiting_for="third_party", reason="Devis", by=by, at=now)
    answer = browser.post(url(made, "closure"), form | {"outcome": "done", "text": "C'est réparé."})
    told = changes(answer)
    assert told["Type de demande"][0].startswith("Nid-de-poule")
    assert told["Priorité"][:2] == ("Haute", "Urgente")
    assert told["Agent chargé"][:2] == ("Personne", "Zoé Lambert")
    assert told["État"][:2] == ("Reçue", "En attente d'un tiers")
    assert "Service" not in told, "what is the same is not shown"
    assert all(who.startswith("Zoé Lambert, ") for _before, _now, who in told.values())
    text = html.unescape(answer.content.decode())
    assert "C'est réparé." in text
    assert "Envoyer quand même" in text
    # Knowingly, it goes.
    again = {
        name: html.unescape(v)
        for name, v in re.findall(r'name="(version|key|seen)" value="([^"]*)"', answer.content.decode())
    }
    sent = browser.post(url(made, "closure"), again | {"outcome": "done", "text": "C'est réparé."})
    assert sent.status_code == 302


def test_tasks_and_departments_are_told_too(browser, zoe):
    made, by, now = case(), actor_of(zoe), clock.now()
    task = add_task(
        made,
        department=Department.objects.get(code="ESV"),
        title="Tailler",
        due_on=now.date() + timedelta(1),
        by=by,
        at=now,
    )
    form = drawn(browser, made, "hold")
    complete_task(task, by=Actor.system(), at=now)
    hand_over(made.refreshed(), to=Department.objects.get(code="ESV"), reason="À eux", by=by, at=now)
    told = changes(browser.post(url(made, "hold"), form | {"waiting_for": "third_party", "reason": "Devis"}))
    assert told["Tâche « Tailler »"][:2] == ("à faire", "faite")
    assert told["Service"][1] == "Espaces verts"


def test_whoever_stays_outside_a_sealed_service_is_told_nothing_of_its_inside(signed_in, town):
    desk = agent("Nadia Perrin", ("front_desk", "ACC"))
    made = case(type_code="SOC-AID", channel="counter", by=actor_of(desk))
    browser = signed_in(desk)
    form = drawn(browser, made, "note")
    now = clock.now()
    note(made, body="Entre nous", by=Actor.system(), at=now)
    answer = browser.post(url(made, "note"), form | {"body": "Ma note"})
    assert answer.status_code == 409
    text = html.unescape(answer.content.decode())
    assert "Note interne." not in text
    assert "Ma note" in text


@pytest.mark.parametrize(
    "seen", ["", "x", "[]", "[" * 3000, json.dumps({"state": 3, "assignee": "<b>Zoé</b>", "zzz": "x"})]
)
def test_whatever_is_sent_as_seen_breaks_nothing(browser, zoe, seen):
    made = case()
    assign(made, to=zoe, by=actor_of(zoe), at=clock.now())
    answer = browser.post(
        url(made, "hold"), {"version": 1, "seen": seen, "waiting_for": "third_party", "reason": "Devis"}
    )
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "<b>Zoé</b>" not in text
    assert "Prise en charge" in text or "Confiée à" in text
