"""The steps of a task on the desk: typed when it is given, ticked without scripts, told where they changed."""

import pytest

from parvis.cases.models import Case, Task, TaskStep
from parvis.cases.tasking import add_task, complete_task, tick_step
from parvis.catalog.models import RequestType
from parvis.kit import clock
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Department
from tests.desk.test_case_page import _sealed, url
from tests.factories import agent, case


@pytest.fixture
def paul(town):
    return agent("Paul Roy", ("case_worker", "VOI"))


@pytest.fixture
def gaelle(town):
    return agent("Gaëlle Vert", ("case_worker", "ESV"))


def green():
    return Department.objects.get(code="ESV")


def given(made, by, *steps, **values):
    asked = {"department": green(), "title": "Couper la branche", "by": actor_of(by), "at": clock.now()}
    return add_task(made, **asked | {"steps": steps or ("Baliser", "Couper")} | values)


def steps_url(task):
    return f"/desk/cases/{task.case.reference}/tasks/{task.pk}/steps/"


def texts():
    return list(TaskStep.objects.values_list("text", flat=True))


def test_steps_are_typed_one_a_line_and_the_types_own_are_offered(signed_in, paul, gaelle):
    checklist = [{"title": "Ranger", "department": "ESV"}, {"title": "Ailleurs", "department": "SCO"}]
    RequestType.objects.filter(code="VOI-NDP").update(checklist=checklist)
    made, browser = case(type_code="VOI-NDP"), signed_in(paul)
    form = browser.get(url(made, "tasks")).content.decode()
    assert "Ajouter les étapes prévues par ce type" in form
    assert "Espaces verts : Ranger" in form
    sent = {
        "what": "Couper la branche", "to": f"s{green().pk}", "steps": "Baliser\r\n\r\nCouper\r\n",
        "of_type": "on", "version": made.version,
    }  # fmt: skip
    assert browser.post(url(made, "tasks"), sent).status_code == 302
    assert texts() == ["Baliser", "Couper", "Ranger"]
    assert "Étapes faites : 0 sur 3" in browser.get(url(made)).content.decode()


def test_too_many_steps_are_said_beside_their_field_and_kept(signed_in, paul):
    made = case()
    lines = "\n".join(f"Étape {n}" for n in range(25))
    sent = {"what": "Couper", "to": f"s{green().pk}", "steps": lines, "version": made.version}
    answer = signed_in(paul).post(url(made, "tasks"), sent)
    assert answer.status_code == 422
    assert "20 étapes au plus." in answer.content.decode()
    assert "Étape 24" in answer.content.decode()
    assert not Task.objects.exists()


@pytest.mark.parametrize("role", ["case_worker", "field"])
def test_ticked_one_by_one_at_a_desk_and_in_the_street(signed_in, paul, role):
    doer = agent("Gaëlle Vert", (role, "ESV"))
    made = case()
    task = given(made, paul)
    if role == "field":  # who reads the cases they are in charge of
        Case.objects.filter(pk=made.pk).update(assignee=doer)
    browser = signed_in(doer)
    page = browser.get(url(task.case)).content.decode()
    first = TaskStep.objects.first()
    assert f'name="tick" value="{first.pk}"' in page
    answer = browser.post(steps_url(task), {"tick": first.pk})
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"#tache-{task.pk}")
    page = browser.get(url(task.case)).content.decode()
    assert "Étapes faites : 1 sur 2" in page
    assert 'step-who">Gaëlle Vert, ' in page
    assert f'name="untick" value="{first.pk}"' in page
    browser.post(steps_url(task), {"untick": first.pk})
    assert not TaskStep.objects.filter(done_at__isnull=False).exists()
    rows = browser.get("/desk/taches").content.decode()
    assert "étapes faites : 0 sur 2" in rows


def test_who_gave_the_task_sees_the_steps_and_has_no_button(signed_in, paul, gaelle):
    task = given(case(), paul)
    browser = signed_in(paul)
    page = browser.get(url(task.case)).content.decode()
    assert "Baliser" in page
    assert 'name="tick"' not in page
    step = TaskStep.objects.first()
    answer = browser.post(steps_url(task), {"tick": step.pk}, follow=True)
    assert "Cette tâche revient au service à qui elle est confiée. « Baliser » n&#x27;a pas été cochée." in (
        answer.content.decode()
    )


def test_a_stale_tick_is_told(signed_in, paul, gaelle):
    task = given(case(), paul)
    first, second = TaskStep.objects.all()
    first.task.case = second.task.case = task.case
    other = agent("Omar Vert", ("case_worker", "ESV"))
    tick_step(first, done=True, by=actor_of(other), at=clock.now())
    browser = signed_in(gaelle)
    said = browser.post(steps_url(task), {"tick": first.pk}, follow=True).content.decode()
    assert "« Baliser » était déjà cochée par Omar Vert." in said
    complete_task(task, unticked_reason="Rien à couper", by=actor_of(other), at=clock.now())
    said = browser.post(steps_url(task), {"tick": second.pk}, follow=True).content.decode()
    assert "Cette tâche est déjà faite. « Couper » n&#x27;a pas été cochée." in said
    assert "Étapes laissées : Rien à couper" in said
    assert TaskStep.objects.filter(done_at__isnull=False).count() == 1


def test_finishing_shows_what_is_left_and_asks_why(signed_in, paul, gaelle):
    task = given(case(), paul)
    browser = signed_in(gaelle)
    act = f"/desk/cases/{task.case.reference}/tasks/{task.pk}/completion"
    form = browser.get(act).content.decode()
    assert "2 étapes ne sont pas cochées." in form
    answer = browser.post(act, {"result": "Fait"})
    assert answer.status_code == 422
    assert "Dites pourquoi la tâche se finit sans ces étapes." in answer.content.decode()
    assert browser.post(act, {"result": "Fait", "unticked_reason": "Branche au sol"}).status_code == 302
    assert Task.objects.get().unticked_reason == "Branche au sol"


@pytest.mark.parametrize("sent", [{}, {"tick": "x"}, {"tick": "²"}, {"tick": "9" * 30}, {"tick": "999999"}])
def test_nonsense_is_no_step(signed_in, paul, gaelle, sent):
    task = given(case(), paul)
    assert signed_in(gaelle).post(steps_url(task), sent).status_code == 404


def test_a_step_of_another_task_or_of_a_sealed_case_is_not_there(signed_in, paul, gaelle):
    task, other = given(case(), paul), given(case(), paul)
    step = TaskStep.objects.filter(task=other).first()
    assert signed_in(gaelle).post(steps_url(task), {"tick": step.pk}).status_code == 404
    sealed = case(type_code=_sealed().code)
    address = f"/desk/cases/{sealed.reference}/tasks/{task.pk}/steps/"
    assert signed_in(gaelle).post(address, {"tick": step.pk}).status_code == 404
