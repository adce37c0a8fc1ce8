"""Tasks on the case page: given by one service, done by another, shown to whoever reads inside."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.cases.models import Case, Task
from parvis.cases.tasking import add_task, complete_task
from parvis.history.models import AccessLog
from parvis.intake.models import IdempotencyKey
from parvis.kit import clock
from parvis.kit.tenant import activate
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Department
from parvis.ui.dates import local
from tests.desk.test_case_page import NASTY, _sealed, url
from tests.factories import agent, case


@pytest.fixture
def paul(town):
    return agent("Paul Roy", ("case_worker", "VOI"))


@pytest.fixture
def gaelle(town):
    return agent("Gaëlle Vert", ("case_worker", "ESV"))


def green():
    return Department.objects.get(code="ESV")


def given(made, by, **values):
    return add_task(
        made, **{"department": green(), "title": "Couper la branche", "by": actor_of(by), "at": clock.now()} | values
    )  # fmt: skip


def act_url(task, noun):
    return f"/desk/cases/{task.case.reference}/tasks/{task.pk}/{noun}"


def today():
    return local(clock.now()).date()


def test_a_task_is_given_from_the_case(signed_in, paul, gaelle):
    made, browser = case(), signed_in(paul)
    assert url(made, "tasks") in browser.get(url(made)).content.decode()
    form = browser.get(url(made, "tasks")).content.decode()
    assert "Espaces verts" in form
    assert "(tout le service)" in form
    answer = browser.post(
        url(made, "tasks"),
        {
            "what": "Couper la branche", "to": f"s{green().pk}a{gaelle.pk}", "instructions": "Côté cour.",
            "due_on": (today() + timedelta(days=1)).isoformat(), "version": made.version,
        },
    )  # fmt: skip
    assert answer.status_code == 302
    task = Task.objects.get()
    assert (task.department, task.owner, task.instructions) == (green(), gaelle, "Côté cour.")
    text = browser.get(url(made)).content.decode()
    for expected in (
        "Couper la branche",
        "Gaëlle Vert",
        "pour demain",
        "Côté cour.",
        "Tâche confiée au service",
    ):
        assert expected in text, expected
    assert act_url(task, "cancellation") in text
    assert act_url(task, "completion") not in text, "the work is another service's"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"what": " "}, "Dites ce qu&#x27;il y a à faire."),
        ({"to": ""}, "Choisissez un service ou un agent."),
        ({"to": "s999999"}, "Choisissez dans la liste."),
        ({"due_on": "2001-02-03"}, "Cette date est passée."),
        ({"due_on": "31/02/2026"}, "Cette date n&#x27;existe pas."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(signed_in, paul, data, said):
    made = case()
    sent = {"what": "Couper", "to": f"s{green().pk}", "instructions": "Texte tapé", "version": made.version}
    answer = signed_in(paul).post(url(made, "tasks"), sent | data)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert said in text
    assert "Texte tapé" in text
    assert not Task.objects.exists()


def test_the_other_service_takes_it_and_does_it(signed_in, paul, gaelle):
    made = case()
    task = given(made, paul)
    browser = signed_in(gaelle)
    text = browser.get(url(made)).content.decode()
    assert act_url(task, "claim") in text
    assert act_url(task, "cancellation") not in text
    assert "Couper la branche" in browser.get(act_url(task, "completion")).content.decode()
    assert browser.post(act_url(task, "claim")).status_code == 302
    assert Task.objects.get().owner == gaelle
    assert browser.post(act_url(task, "completion"), {"result": "Fait ce matin."}).status_code == 302
    text = browser.get(url(made)).content.decode()
    assert "1 tâche terminée" in text
    assert "Fait ce matin." in text
    assert "Tâche faite par le service" in text


def test_a_note_written_meanwhile_makes_nothing_stale_but_a_done_task_does(signed_in, paul, gaelle):
    made = case()
    task = given(made, paul)
    drawn = made.version
    given(made, paul, title="Autre chose")
    complete_task(task, by=actor_of(agent("Zoé Vert", ("case_worker", "ESV"))), at=clock.now())
    answer = signed_in(gaelle).post(act_url(task, "completion"), {"result": "Fait aussi", "version": drawn})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Cette tâche est déjà faite." in text
    assert "Fait aussi" in text
    other = Task.objects.exclude(pk=task.pk).get()
    assert signed_in(gaelle).post(act_url(other, "completion"), {"version": drawn}).status_code == 302


def test_a_double_click_gives_one_task(signed_in, paul):
    made, browser = case(), signed_in(paul)
    data = {"what": "Couper", "to": f"s{green().pk}", "version": made.version, "key": "une-cle"}
    assert [browser.post(url(made, "tasks"), data).status_code for _ in range(2)] == [302, 302]
    assert Task.objects.count() == 1
    assert IdempotencyKey.objects.filter(scope="desk").count() == 1


def test_who_answers_for_the_case_withdraws_with_a_reason(signed_in, paul, gaelle):
    task = given(case(), paul)
    assert signed_in(gaelle).post(act_url(task, "cancellation"), {"reason": "Non"}).status_code == 403
    browser = signed_in(paul)
    assert browser.get(act_url(task, "completion")).status_code == 403
    assert browser.post(act_url(task, "cancellation"), {"reason": ""}).status_code == 422
    assert browser.post(act_url(task, "cancellation"), {"reason": "L'arbre est tombé."}).status_code == 302
    assert Task.objects.get().result == "L'arbre est tombé."


def test_the_closure_shows_what_is_left_and_asks_why(signed_in, paul):
    made, browser = case(), signed_in(paul)
    assert "open_tasks_reason" not in browser.get(url(made, "closure")).content.decode()
    given(made, paul)
    form = browser.get(url(made, "closure")).content.decode()
    assert "Couper la branche" in form
    sent = {"outcome": "done", "text": "Réparé.", "version": made.version}
    answer = browser.post(url(made, "closure"), sent)
    assert answer.status_code == 422
    assert "Dites pourquoi vous clôturez quand même." in answer.content.decode()
    assert browser.post(url(made, "closure"), sent | {"open_tasks_reason": "Plus utile"}).status_code == 302
    assert Task.objects.get().state == "cancelled"
    assert "1 tâche non faite, annulée : Plus utile" in browser.get(url(made)).content.decode()


def test_whoever_began_from_the_list_goes_back_to_it(signed_in, paul, gaelle):
    task, back = given(case(), paul), "/desk/taches?scope=mine&state=open"
    answer = signed_in(gaelle).post(
        act_url(task, "claim") + "?retour=%2Fdesk%2Ftaches%3Fscope%3Dmine%26state%3Dopen"
    )
    assert answer["Location"] == back
    other = given(case(), paul)
    answer = signed_in(gaelle).post(act_url(other, "claim") + "?retour=https://ailleurs.example/desk/taches")
    assert answer["Location"] == url(other.case)


def test_tasks_of_a_sealed_case_do_not_exist_outside(signed_in, town, paul):
    made = case(type_code=_sealed().code)
    insider = agent("Inès Roy", ("case_worker", made.department.code))
    task = given(made, insider, department=made.department, title="Visite à domicile")
    for noun in ("claim", "completion", "cancellation"):
        assert signed_in(paul).get(act_url(task, noun)).status_code == 404
        assert signed_in(paul).post(act_url(task, noun), {"reason": "x"}).status_code == 404
    form = signed_in(insider).get(url(made, "tasks")).content.decode()
    assert "Espaces verts" not in form, "nobody there reads it"
    assert signed_in(insider).get(act_url(task, "completion")).status_code == 200
    assert AccessLog.objects.filter(object_kind="case", object_id=made.pk).count() == 2


def test_whoever_took_a_sealed_request_does_not_see_its_tasks(signed_in, town):
    """Even put back in the state that lets them read it."""
    desk = agent("Nadia Accueil", ("front_desk", "ACC"))
    made = case(type_code=_sealed().code, by=actor_of(desk))
    insider = agent("Inès Roy", ("case_worker", made.department.code))
    task = given(made, insider, department=made.department, title="Visite à domicile")
    Case.objects.filter(pk=made.pk).update(state="received")
    page = signed_in(desk).get(url(made))
    assert page.status_code == 200
    assert "Visite à domicile" not in page.content.decode()
    assert signed_in(desk).get(act_url(task, "completion")).status_code == 404


def test_another_case_or_another_town_has_no_such_task(signed_in, paul, other_town):
    task, other = given(case(), paul), case()
    browser = signed_in(paul)
    assert browser.get(f"/desk/cases/{other.reference}/tasks/{task.pk}/cancellation").status_code == 404
    with activate(other_town.pk):
        theirs = case()
        foreign = add_task(
            theirs, department=Department.objects.get(code="ESV"), title="Ailleurs",
            by=actor_of(agent("Zoé", ("case_worker", "VOI"), email="zoe@autre.test")), at=clock.now(),
        )  # fmt: skip
    for pk in (foreign.pk, 0, 10**30):
        answer = browser.post(f"/desk/cases/{other.reference}/tasks/{pk}/cancellation", {"reason": "x"})
        assert answer.status_code == 404, pk
    with activate(other_town.pk):
        assert Task.objects.get(pk=foreign.pk).state == "open"


def test_many_tasks_cost_no_more_queries(signed_in, paul, gaelle):
    made, browser = case(), signed_in(paul)
    given(made, paul)

    def cost():
        browser.get(url(made))
        with CaptureQueriesContext(connection) as captured:
            browser.get(url(made))
        return len([q for q in captured if q["sql"].startswith("SELECT")])

    one = cost()
    for number in range(20):
        given(made, paul, title=f"Tâche {number}", owner=gaelle, due_on=date.max if number == 99 else None)
    assert cost() == one


@pytest.mark.parametrize("words", NASTY)
def test_odd_words_are_words(signed_in, paul, words):
    made, browser = case(), signed_in(paul)
    browser.post(
        url(made, "tasks"),
        {"what": words[:200], "to": f"s{green().pk}", "instructions": words, "version": made.version},
    )
    assert Task.objects.get().instructions == words
    assert "<script>alert(1)" not in browser.get(url(made)).content.decode()
