"""Two agents at once, with real commits: one acts, the other is told, and nothing is done twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections, transaction
from django.test import Client

from parvis.cases.models import Case, TaskStep
from parvis.cases.tasking import add_task
from parvis.history.models import Event
from parvis.kit import clock
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.current import SESSION_TENANT
from parvis.organisation.models import Department
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


def test_a_step_ticked_by_two_at_once_is_ticked_once_and_told(committed_town):
    with transaction.atomic():
        made = case()
        doers = [agent(name, ("case_worker", "ESV")) for name in ("Gaëlle Vert", "Omar Vert")]
        paul = actor_of(agent("Paul Roy", ("case_worker", "VOI")))
        green = Department.objects.get(code="ESV")
        task = add_task(made, department=green, title="Couper", steps=["Baliser"], by=paul, at=clock.now())
        step = TaskStep.objects.get()
    browsers = [browser_of(one, committed_town) for one in doers]
    address = f"/desk/cases/{made.reference}/tasks/{task.pk}/steps/"
    together(*(lambda b=b: b.post(address, {"tick": step.pk}) for b in (*browsers, browsers[0])))
    with transaction.atomic():
        assert Event.objects.filter(type="case.task_step_ticked").count() == 1
        assert TaskStep.objects.get().done_by_label in ("Gaëlle Vert", "Omar Vert")
    pages = [b.get(f"/desk/cases/{made.reference}").content.decode() for b in browsers]
    assert sum("« Baliser » était déjà cochée par" in page for page in pages) >= 1
