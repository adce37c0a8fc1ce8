"""Two administrators at once, with real commits: one is told, nothing is done twice, no two rules share a place."""

from typing import Any

from django.db import transaction

from parvis.history.models import Event
from parvis.routing.models import Rule
from parvis.routing.ordering import rules_in_order
from tests.desk.test_case_races import browser_of, together
from tests.factories import agent

HOME = "/administration/orientation/"


def test_double_clicks_and_two_administrators(committed_town: Any) -> None:
    with transaction.atomic():
        sylvie, loic = (agent(name, "administrator") for name in ("Sylvie Morel", "Loïc Tanguy"))
        first, second = rules_in_order()[:2]
        department = first.department_id
        before = Rule.objects.count()
    browser, other = browser_of(sylvie, committed_town), browser_of(loic, committed_town)

    page = browser.get(HOME + "nouvelle").context["form"]
    data = {"words": "rat", "department": department, "rank": "0", "when": "always"}
    data |= {name: page[name].value() for name in ("version", "key")}
    answers = together(*(lambda: browser.post(HOME + "nouvelle", data) for _ in range(2)))
    assert [a.status_code for a in answers] == [302, 302]
    with transaction.atomic():
        assert Rule.objects.count() == before + 1

    drawn = [one.get(HOME + "nouvelle").context["form"] for one in (browser, other)]
    forms = [
        data | {"words": word, "version": form["version"].value(), "key": form["key"].value()}
        for word, form in zip(("chat", "chien"), drawn, strict=True)
    ]
    answers = together(
        lambda: browser.post(HOME + "nouvelle", forms[0]), lambda: other.post(HOME + "nouvelle", forms[1])
    )
    assert sorted(a.status_code for a in answers) == [302, 409]

    version = browser.get(HOME).context["version"]
    together(
        lambda: browser.post(f"{HOME}{first.pk}/place", {"step": "1", "version": version}),
        lambda: other.post(f"{HOME}{second.pk}/suppression", {"version": version}),
    )
    with transaction.atomic():
        assert Event.objects.filter(type__in=("routing.rule_moved", "routing.rule_deleted")).count() == 1
        places = [rule.position for rule in rules_in_order()]
        assert len(places) == len(set(places))
