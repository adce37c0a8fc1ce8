"""The screens of rules: who opens them, what a form says of its mistakes, stale and double sending, the trial and its list."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.cases.handing_over import hand_over
from parvis.cases.models import Case
from parvis.catalog.models import Priority, RequestType
from parvis.history.models import Event
from parvis.kit import clock
from parvis.organisation.models import Agent, Department
from parvis.routing.models import Rule
from parvis.routing.ordering import rules_in_order
from tests.cases.steps import sealed_type
from tests.factories import actor, agent, case

HOME = "/administration/orientation/"


@pytest.fixture
def boss(town: Any, signed_in: Callable[[Agent], Client]) -> Client:
    return signed_in(agent("Sylvie Morel", "administrator"))


def pk(code: str) -> int:
    return Department.objects.get(code=code).pk


def typed(page: Any, **values: Any) -> dict[str, Any]:
    """A form as the browser would send it: what it was drawn with, and what was typed."""
    form = page.context["form"]
    drawn = {name: form[name].value() or "" for name in form.fields}
    return drawn | {"words": "rat, égout", "department": pk("PRO"), "rank": "0"} | values


def said(page: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", unescape(page.content.decode())))


def names() -> list[str]:
    return [rule.name for rule in rules_in_order()]


def test_administrators_change_dispatchers_read_others_are_told(
    town: Any, signed_in: Callable[[Agent], Client]
) -> None:
    first = rules_in_order()[0].pk
    reading = ("", "transferts", "phrase", f"essai?action=delete&rule={first}")
    writing = ("nouvelle", f"{first}", f"{first}/suppression")
    for role, reads, writes in (
        ("administrator", 200, 200),
        ("dispatcher", 200, 403),
        (("manager", "VOI"), 403, 403),
    ):
        client = signed_in(agent(f"Agent {role[0]}", role))
        assert {client.get(HOME + path).status_code for path in reading} == {reads}
        assert {client.get(HOME + path).status_code for path in writing} == {writes}
        for path, data in ((f"{first}/place", {"step": "1"}), (f"{first}/activite", {"active": "0"})):
            if writes == 403:
                assert client.post(HOME + path, data).status_code == 403
        home = said(client.get("/desk/"))
        assert ("Administration" in home) == (reads == 200)
        assert client.get("/administration/").status_code == reads
    assert not Event.objects.filter(type__startswith="routing.").exists()


def test_the_list_reads_as_sentences(boss: Client) -> None:
    Rule(position=1, name="Chats", words=["chat"], channel="phone", department_id=pk("PM")).save()
    page = said(boss.get(HOME))
    assert "Si l'origine est Téléphone et que le texte contient « chat », alors Police municipale" in page
    assert "Sinon, au service du type de demande." in page


def test_a_rule_is_written_tried_and_saved(boss: Client) -> None:
    case(description="Des rats dans le caniveau")
    page = boss.get(HOME + "nouvelle")
    trial = boss.post(HOME + "nouvelle", typed(page, trial="1"))
    assert trial.status_code == 302
    assert "csrf" not in trial["Location"]
    assert not Rule.objects.filter(words=["rat", "égout"]).exists()
    shown = boss.get(trial["Location"])
    text = said(shown)
    assert "1 demande serait allée ailleurs" in text
    assert "1 aurait quitté le service où elle a fini" in text
    assert "« rat »" in text
    asked = shown.context["asked"]
    data = asked.fields | {"version": shown.context["version"], "key": shown.context["key"]}
    saved = boss.post(asked.action, data)
    assert saved.status_code == 302
    made = Rule.objects.get(words=["rat", "égout"])
    assert (made.department.code, names()[0]) == ("PRO", made.name)
    assert made.name == "Le texte contient « rat » ou « égout »"
    again = boss.post(asked.action, data, follow=True)
    assert "rien n'a été fait deux fois" in said(again)
    assert Rule.objects.filter(words=["rat", "égout"]).count() == 1


def test_a_rule_that_would_harm_is_not_the_button_offered_first(boss: Client) -> None:
    """The case ended where it goes today; and its type cannot wait."""
    one = case(description="Un rat dans le caniveau")
    RequestType.objects.filter(pk=one.request_type_id).update(priority=Priority.URGENT)
    trial = boss.post(HOME + "nouvelle", typed(boss.get(HOME + "nouvelle"), trial="1"))
    text = said(boss.get(trial["Location"]))
    assert "1 de ces demandes est d'un type urgent" in text
    assert "Enregistrer la règle quand même" in text
    act = boss.get(trial["Location"]).content.decode().split("rule-foot")[1].split("btn-primary")[1]
    assert "Corriger la règle" in act.split("</a>")[0]


def test_going_back_to_the_form_loses_nothing(boss: Client) -> None:
    trial = boss.post(
        HOME + "nouvelle", typed(boss.get(HOME + "nouvelle"), trial="1", channel="web", name="Nuisibles")
    )
    back = boss.get(boss.get(trial["Location"]).context["edit_url"]).context["form"]
    assert [back[n].value() for n in ("words", "channel", "name", "department", "rank")] == [
        "rat, égout", "web", "Nuisibles", str(pk("PRO")), "0",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"department": ""}, "Choisissez le service qui reçoit ces demandes."),
        ({"department": "999999"}, "Ce choix n'existe pas ici."),
        ({"words": ""}, "Sans condition, cette règle prendrait toutes les demandes"),
        ({"words": "rat, !!"}, "« !! » n'a ni lettre ni chiffre."),
        ({"words": "x" * 81}, "est trop long"),
        ({"words": ",".join(f"mot{n}" for n in range(41))}, "40 mots au plus"),
        ({"request_type": "abc"}, "Ce choix n'existe pas ici."),
        ({"rank": "999"}, "Ce choix n'existe pas ici."),
    ],
)
def test_a_mistake_is_said_beside_its_field_and_nothing_is_lost(
    boss: Client, wrong: Any, message: str
) -> None:
    before = names()
    page = boss.post(HOME + "nouvelle", typed(boss.get(HOME + "nouvelle"), name="Gardé") | wrong)
    assert page.status_code == 422
    assert message in said(page)
    assert page.context["form"]["name"].value() == "Gardé"
    assert names() == before


def test_an_agent_who_is_not_of_the_service_is_refused(boss: Client) -> None:
    road = agent("Paul Voirie", ("case_worker", "VOI"))
    page = boss.post(HOME + "nouvelle", typed(boss.get(HOME + "nouvelle"), agent=road.pk))
    assert "Paul Voirie ne travaille pas dans ce service." in said(page)
    page = boss.post(
        HOME + "nouvelle", typed(boss.get(HOME + "nouvelle"), agent=road.pk, department=pk("VOI"))
    )
    assert page.status_code == 302
    assert "confiée à Paul Voirie" in said(boss.get(HOME))


def test_a_stale_form_keeps_its_text_says_who_changed_what_and_may_be_sent_again(boss: Client) -> None:
    page = boss.get(HOME + "nouvelle")
    other = boss.get(HOME + "nouvelle")
    boss.post(HOME + "nouvelle", typed(other, name="D'un collègue", words="chien"))
    stale = boss.post(HOME + "nouvelle", typed(page, name="La mienne"))
    assert stale.status_code == 409
    assert "Règle « D'un collègue » ajoutée" in said(stale)
    assert stale.context["form"]["words"].value() == "rat, égout"
    assert boss.post(HOME + "nouvelle", typed(stale, name="La mienne")).status_code == 302
    assert {"La mienne", "D'un collègue"} <= set(names())


def test_small_acts_from_the_list(boss: Client) -> None:
    first, second, *_ = rules_in_order()
    version = boss.get(HOME).context["version"]
    boss.post(f"{HOME}{second.pk}/place", {"step": "-1", "version": version})
    assert names()[:2] == [second.name, first.name]
    stale = boss.post(f"{HOME}{second.pk}/place", {"step": "1", "version": version}, follow=True)
    assert "Les règles ont changé entre-temps" in said(stale)
    assert names()[:2] == [second.name, first.name]
    version = boss.get(HOME).context["version"]
    boss.post(f"{HOME}{first.pk}/activite", {"active": "0", "version": version})
    assert "Mise de côté" in said(boss.get(HOME))


def test_a_deletion_asks_first_and_can_be_undone(boss: Client) -> None:
    rule, before = rules_in_order()[1], names()
    asked = boss.get(f"{HOME}{rule.pk}/suppression")
    assert "Essayer sans elle sur le passé" in said(asked)
    gone = boss.post(f"{HOME}{rule.pk}/suppression", {"version": asked.context["version"]}, follow=True)
    assert rule.name not in names()
    assert "Annuler la suppression" in said(gone)
    boss.post(f"{HOME}retablissement/{gone.context['deleted'].pk}")
    assert names() == before
    again = boss.post(f"{HOME}retablissement/{gone.context['deleted'].pk}", follow=True)
    assert "Cette règle est déjà revenue." in said(again)
    for unknown in (1, 10**30):
        assert boss.post(f"{HOME}retablissement/{unknown}").status_code == 404
        assert boss.post(f"{HOME}{10**9 + unknown}/place", {"step": "1"}).status_code == 404


def test_every_change_can_be_tried_and_every_figure_opens_its_list(boss: Client) -> None:
    Rule(position=1, name="Rats", words=["rat"], department_id=pk("PRO")).save()
    for _ in range(3):
        case(description="Des rats")
    rule = rules_in_order()[0]
    for action, extra in (
        ("delete", {}),
        ("switch", {}),
        ("change", {"words": "souris", "department": pk("PRO")}),
    ):
        query = {"action": action, "rule": rule.pk} | extra
        page = boss.get(f"{HOME}essai?{urlencode(query)}")
        assert page.status_code == 200, action
        ((flow, origin, target, url),) = page.context["flows"]
        assert (flow.cases, origin[:4], target[:4]) == (3, "Prop", "Voir")
        listed = boss.get(url)
        assert len(listed.context["rows"]) == flow.cases
        assert Case.objects.first().reference in said(listed)
    moved = boss.get(f"{HOME}essai?action=move&step=1&rule={rule.pk}")
    assert "Aucune demande ne serait allée ailleurs." in said(moved)
    for bad in (
        "action=zzz",
        "action=delete&rule=0",
        "action=delete&rule=99999999999999999999",
        f"action=zzz&rule={rule.pk}",
    ):
        assert boss.get(f"{HOME}essai?{bad}").status_code in (404, 422), bad
    assert boss.get(f"{HOME}essai").status_code == 422
    assert boss.get(f"{HOME}essai/demandes").status_code == 404


def test_the_list_of_a_trial_has_pages(boss: Client) -> None:
    pothole = RequestType.objects.get(code="VOI-NDP")
    now = clock.now()
    Case.objects.bulk_create(
        Case(
            reference=f"P-{n:03d}", request_type=pothole, kind=pothole.kind, department_id=pothole.department_id,
            sector_id=pothole.sector_id, channel="web", description="Un rat", received_at=now - timedelta(minutes=n // 2),
            recorded_at=now, last_activity_at=now, follow_nonce=f"{n:032d}",
        )
        for n in range(120)
    )  # fmt: skip
    query = {"action": "add", "words": "rat", "department": pk("PRO"), "rank": 0}
    url = f"{HOME}essai/demandes?{urlencode(query)}"
    seen: list[str] = []
    while url:
        page = boss.get(url)
        seen += [row["moved"].reference for row in page.context["rows"]]
        url = page.context["next_url"]
    assert len(seen) == len(set(seen)) == 120
    for forged in ("zzz", "0001-01-01T00:00:00+14:00,5", "2026-01-01,5", "2026-01-01T00:00:00+00:00,x"):
        cut = boss.get(f"{HOME}essai/demandes?{urlencode(query | {'apres': forged})}")
        assert len(cut.context["rows"]) == 50, forged


def test_a_trial_takes_few_statements_and_writes_nothing(boss: Client) -> None:
    for _ in range(4):
        case(description="Un rat")
    query = urlencode({"action": "add", "words": "rat", "department": pk("PRO"), "rank": 0, "period": "12m"})
    boss.get(f"{HOME}essai?{query}")
    with CaptureQueriesContext(connection) as queries:
        boss.get(f"{HOME}essai?{query}")
    ours = [
        q["sql"] for q in queries if not re.match(r"(SAVEPOINT|RELEASE|SELECT set_config|SET )", q["sql"])
    ]
    assert len(ours) <= 14, "\n".join(ours)
    assert not Rule.objects.filter(words=["rat"]).exists()


def test_the_reader_is_told_what_the_figure_covers(boss: Client) -> None:
    case(type_code=sealed_type().code, by=actor("Inès", ("case_worker", sealed_type().department.code)))
    query = urlencode({"action": "add", "channel": "web", "department": pk("CAB"), "rank": 0})
    page = said(boss.get(f"{HOME}essai?{query}"))
    assert "Seules comptent celles que vous pouvez lire" in page
    assert "Aucune demande sur cette période" in page


def test_hand_overs_become_a_rule(boss: Client) -> None:
    by = actor("Paul Régulateur", "dispatcher")
    for _ in range(2):
        hand_over(case(), to=Department.objects.get(code="ESV"), reason="Un arbre", by=by, at=clock.now())
    page = boss.get(HOME + "transferts")
    ((lesson, ((hop, form_url, trial_url),)),) = page.context["lessons"]
    assert (lesson.request_type.code, hop.target.code, hop.count) == ("VOI-NDP", "ESV", 2)
    trial = said(boss.get(trial_url))
    assert "2 demandes seraient allées ailleurs ; 2 transferts évités." in trial
    form = boss.get(form_url).context["form"]
    wanted = parse_qs(urlsplit(form_url).query)
    assert form["request_type"].value() == wanted["request_type"][0]
    assert (
        boss.post(HOME + "nouvelle", typed(boss.get(form_url), words="", department=pk("ESV"))).status_code
        == 302
    )
    assert case().department.code == "ESV"


def test_a_sentence_says_where_it_would_go_and_why(boss: Client) -> None:
    Rule(position=1, name="Rats", words=["rat"], department_id=pk("PRO")).save()
    page = boss.post(
        HOME + "phrase", {"text": "Il y a un RAT !", "channel": "web", "request_type": "", "at": ""}
    )
    assert "Propreté et déchets" in said(page)
    assert "Règle « Rats » (mot « rat »)" in said(page)
    named = boss.post(
        HOME + "phrase",
        {"text": "bonjour", "channel": "web", "request_type": RequestType.objects.get(code="VOI-NDP").pk},
    )
    assert "aucune règle ne s'applique" in said(named)
    assert boss.post(HOME + "phrase", {"text": "", "channel": "web"}).status_code == 422
    assert (
        boss.post(HOME + "phrase", {"text": "x", "channel": "web", "at": "9999-01-01T00:00"}).status_code
        == 422
    )
    assert not Case.objects.exists()


def test_the_administration_is_honest_about_what_has_no_screen(
    boss: Client, signed_in: Callable[[Agent], Client]
) -> None:
    page = said(boss.get("/administration/"))
    assert "Orientation" in page
    assert "parvis agent invite" in page
    other = said(signed_in(agent("Paul Régulateur", "dispatcher")).get("/administration/"))
    assert "parvis agent invite" not in other
