"""Two agents at once, with real commits: one acts, the other is told, and nothing is done twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections, transaction
from django.test import Client

from parvis.cases.models import Case
from parvis.history.models import Event
from parvis.organisation.current import SESSION_TENANT
from parvis.replies.models import Draft
from tests.factories import agent, case


def browser_of(who, town):
    made = Client(headers={"host": "testserver"})
    made.force_login(who.account)
    session = made.session
    session[SESSION_TENANT] = town.pk
    session.save()
    return made


def together(*acts):
    """Each in its thread and its own connection, started at the same instant."""
    gate = Barrier(len(acts))

    def run(act):
        gate.wait(timeout=10)
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_agents_close_at_once(committed_town):
    with transaction.atomic():
        made = case()
        agents = [agent(name, ("case_worker", "VOI")) for name in ("Paul Roy", "Zoé Lambert")]
    browsers = [browser_of(one, committed_town) for one in agents]
    data = {"outcome": "done", "text": "C'est réparé.", "version": made.version}
    address = f"/desk/cases/{made.reference}/closure"
    answers = together(*(lambda b=b: b.post(address, data) for b in browsers))
    assert sorted(a.status_code for a in answers) == [302, 409]
    told = next(a for a in answers if a.status_code == 409).content.decode()
    assert "close" in told
    assert "C&#x27;est réparé." in told
    with transaction.atomic():
        assert Event.objects.filter(case_id=made.pk, type="case.closed").count() == 1
        assert not Case.objects.get(pk=made.pk).is_open


def test_a_double_click_makes_one_reply(committed_town):
    with transaction.atomic():
        made = case()
        paul = agent("Paul Roy", ("case_worker", "VOI"))
    browser = browser_of(paul, committed_town)
    data = {"body": "Bonjour", "version": made.version, "key": "un-clic"}
    address = f"/desk/cases/{made.reference}/reply"
    answers = together(*(lambda: browser.post(address, data) for _ in range(2)))
    assert [a.status_code for a in answers] == [302, 302]
    with transaction.atomic():
        assert Draft.objects.get(case_id=made.pk).state == Draft.State.LEAVING
