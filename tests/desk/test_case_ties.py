"""Links, duplicates, hops, steps and outside contributors on the case page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.cases.contributing import entrust
from parvis.cases.handing_over import hand_over
from parvis.cases.linking import link
from parvis.cases.merging import mark_duplicate
from parvis.cases.models import Case, CaseLink, Contributor, Task
from parvis.cases.noting import note
from parvis.catalog.models import RequestType
from parvis.directory.matching import Identity
from parvis.history.models import Event
from parvis.intake.submission import Place
from parvis.kit import clock
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Department
from tests.desk.test_case_page import NASTY, _sealed, url
from tests.factories import agent, case


@pytest.fixture
def paul(town):
    return agent("Paul Roy", ("case_worker", "VOI"))


def neighbour(number, **values):
    who = Identity(given_names="Voisin", family_name=f"Famille{number}", email=f"v{number}@example.org")
    return case(**{"person": who} | values)


def insider_of(made):
    return agent("Inès Roy", ("case_worker", made.department.code))


def test_two_cases_are_linked_from_the_page(signed_in, paul):
    made, other, browser = case(), case(type_code="SCO-INS"), signed_in(paul)
    assert url(made, "links") in browser.get(url(made)).content.decode()
    answer = browser.post(url(made, "links"), {"other": other.reference, "how": "made_of"})
    assert answer.status_code == 302
    row = CaseLink.objects.get()
    assert (row.source_id, row.target_id, row.kind) == (other.pk, made.pk, "parent")
    page = browser.get(url(made)).content.decode()
    assert "1 partie, 0 close" in page
    assert other.reference in page
    assert f"{other.reference} en est devenue une partie" not in page, "told in the history of the part"
    page = browser.get(url(other)).content.decode()
    assert "Fait partie de" in page
    assert f"Rattachée à {made.reference}, dont elle est une partie" in page


@pytest.mark.parametrize("words", ["", "26-9999", "trou", *NASTY])
def test_an_unknown_case_and_one_that_is_not_read_get_the_same_answer(signed_in, paul, words):
    made, hidden, browser = case(), case(type_code=_sealed().code), signed_in(paul)
    for noun in ("links", "duplicate", "duplicates"):
        for asked in (words, hidden.reference):
            data = {"other": asked, "how": "related", "text": "x", "version": made.version}
            answer = browser.post(url(made, noun), data)
            assert answer.status_code == 422, (noun, asked)
            if asked:
                wrong = "Aucune demande que vous lisez ne porte cette référence."
                assert wrong in answer.content.decode() or len(asked) > 40
    assert not CaseLink.objects.exists()


def test_a_link_with_a_sealed_case_does_not_exist_outside(signed_in, paul):
    made, hidden = case(), case(type_code=_sealed().code)
    inside = insider_of(hidden)
    by = actor_of(inside)
    row = link(made, to=hidden, kind="related", by=by, at=clock.now())
    page = signed_in(paul).get(url(made)).content.decode()
    assert hidden.reference not in page
    assert "Liée à" not in page
    assert signed_in(paul).get(f"{url(made)}/ties/{row.pk}/removal").status_code == 404
    assert signed_in(paul).post(f"{url(made)}/ties/{row.pk}/removal").status_code == 404
    page = signed_in(inside).get(url(made)).content.decode()
    assert hidden.reference in page


def test_a_line_about_a_case_that_became_sealed_disappears(signed_in, paul):
    made, other = case(), case()
    link(made, to=other, kind="related", by=actor_of(paul), at=clock.now())
    browser = signed_in(paul)
    assert f"Liée à {other.reference}." in browser.get(url(made)).content.decode()
    Case.objects.filter(pk=other.pk).update(sector=_sealed().sector)
    page = browser.get(url(made)).content.decode()
    assert other.reference not in page
    assert "Liée à" not in page


def test_a_link_is_taken_away(signed_in, paul):
    made, other, browser = case(), case(), signed_in(paul)
    row = link(made, to=other, kind="related", by=actor_of(paul), at=clock.now())
    address = f"{url(other)}/ties/{row.pk}/removal"
    assert address in browser.get(url(other)).content.decode()
    assert browser.get(address).status_code == 200
    assert browser.post(address).status_code == 302
    assert not CaseLink.objects.exists()
    assert browser.post(address).status_code == 404
    assert browser.get(f"{url(other)}/ties/{10**30}/removal").status_code == 404


def test_neighbours_are_gathered_at_once_and_answered_together(signed_in, paul):
    made, browser = neighbour(0), signed_in(paul)
    twins = [neighbour(n) for n in (1, 2, 3)]
    far = neighbour(9, place=Place(address="40 avenue du Lac"))
    form = browser.get(url(made, "duplicates")).content.decode()
    for twin in twins:
        assert twin.reference in form
    assert far.reference not in form
    note(made, body="Entre-temps", by=actor_of(agent("Zoé", ("case_worker", "VOI"))), at=clock.now())
    data = {
        "version": made.version - 1,
        "chosen": [str(t.pk) for t in twins[:2]],
        "other": far.reference,
        "text": "Déjà connu.",
        "key": "un-clic",
    }
    assert browser.post(url(made, "duplicates"), data).status_code == 302
    assert browser.post(url(made, "duplicates"), data).status_code == 302, "a double click"
    assert set(CaseLink.objects.values_list("source_id", flat=True)) == {twins[0].pk, twins[1].pk, far.pk}
    assert Event.objects.filter(type="case.closed").count() == 3
    page = browser.get(url(made)).content.decode()
    assert "3 doublons" in page
    assert "L&#x27;envoyer aussi aux personnes des 3 doublons" in page
    closure = browser.get(url(made, "closure")).content.decode()
    assert 'name="to_duplicates"' in closure
    assert "checked" in closure.split('name="to_duplicates"')[1].split(">")[0]
    sent = {
        "outcome": "done",
        "text": "Réparé.",
        "version": Case.objects.get(pk=made.pk).version,
        "to_duplicates": "on",
    }
    assert browser.post(url(made, "closure"), sent).status_code == 302
    told = Event.objects.get(type="case.closed", case_id=made.pk)
    assert sorted(told.kind.to_duplicates) == sorted([twins[0].pk, twins[1].pk, far.pk])


def test_the_case_to_follow_is_seen_before_this_one_is_closed(signed_in, paul):
    main, twin, hidden, browser = neighbour(1), neighbour(2), case(type_code=_sealed().code), signed_in(paul)
    Case.objects.filter(pk=main.pk).update(address="12 rue des Lilas")
    shown = f"<strong>{main.reference}</strong> {main.request_type.label} · <bdi>12 rue des Lilas</bdi>"
    form = browser.get(url(twin, "duplicate")).content.decode()
    assert "Cette demande sera close." in form
    assert "<strong>" not in form.split('id="duplicate-target"')[1].split("</div>")[0]
    typed = browser.get(url(twin, "duplicate"), {"other": main.reference}, headers={"HX-Request": "true"})
    assert shown in typed.content.decode()
    assert "Reçue" in typed.content.decode().split('id="duplicate-target"')[1].split("</div>")[0]
    refused = browser.post(
        url(twin, "duplicate"), {"other": main.reference, "text": "", "version": twin.version}
    )
    assert refused.status_code == 422
    assert shown in refused.content.decode()
    for unseen in (hidden.reference, "26-9999", "\x00"):
        page = browser.get(url(twin, "duplicate"), {"other": unseen}).content.decode()
        assert "<p>" not in page.split('id="duplicate-target"')[1].split("</div>")[0]


def test_one_s_own_case_is_closed_as_a_duplicate_and_set_apart(signed_in, paul):
    main, twin, browser = neighbour(1), neighbour(2), signed_in(paul)
    data = {"other": main.reference, "text": "Déjà connu.", "version": twin.version}
    assert browser.post(url(twin, "duplicate"), data | {"version": 0}).status_code in (409, 422)
    assert browser.post(url(twin, "duplicate"), data).status_code == 302
    page = browser.get(url(twin)).content.decode()
    assert "Doublon de" in page
    row = CaseLink.objects.get()
    address = f"{url(main)}/ties/{row.pk}/removal"
    assert "Séparer le doublon" in browser.get(address).content.decode()
    assert browser.post(address, {"reason": ""}).status_code == 422
    assert browser.post(address, {"reason": "Un autre trou."}).status_code == 302
    twin.refresh_from_db()
    assert twin.is_open
    assert "Un autre trou." in browser.get(url(twin)).content.decode()


def test_a_colleague_neither_links_nor_gathers(signed_in, paul, town):
    made = case()
    browser = signed_in(agent("Sonia École", ("case_worker", "SCO")))
    page = browser.get(url(made)).content.decode()
    for noun in ("links", "duplicate", "duplicates", "outside", "checklist"):
        assert url(made, noun) not in page
        assert browser.get(url(made, noun)).status_code == 403


def test_the_closure_shows_parts_and_asks_why(signed_in, paul):
    made, part, browser = case(), case(), signed_in(paul)
    link(part, to=made, kind="parent", by=actor_of(paul), at=clock.now())
    form = browser.get(url(made, "closure")).content.decode()
    assert part.reference in form
    sent = {"outcome": "done", "text": "Réparé.", "version": made.version}
    assert browser.post(url(made, "closure"), sent).status_code == 422
    assert browser.post(url(made, "closure"), sent | {"open_parts_reason": "Plus tard."}).status_code == 302
    assert "Plus tard." in browser.get(url(made)).content.decode()


def test_the_way_from_service_to_service_is_shown(signed_in, paul):
    made, browser = case(), signed_in(paul)
    assert 'id="parcours"' not in browser.get(url(made)).content.decode()
    by, at = actor_of(paul), clock.now()
    hand_over(made, to=Department.objects.get(code="ESV"), reason="C'est une racine.", by=by, at=at)
    chief = actor_of(agent("Cheffe", ("manager", "ESV")))
    hand_over(made, to=Department.objects.get(code="PRO"), reason="Un dépôt, plutôt.", by=chief, at=at)
    page = browser.get(url(made)).content.decode()
    hops = page.split('id="parcours"')[1].split("</section>")[0]
    assert "2 transferts" in hops
    assert [hops.index(name) for name in ("Voirie", "Espaces verts", "Propreté")] == sorted(
        hops.index(name) for name in ("Voirie", "Espaces verts", "Propreté")
    )
    assert "C&#x27;est une racine." in hops
    assert "Paul Roy" in hops


def test_the_steps_of_the_type_are_one_click_away(signed_in, paul):
    RequestType.objects.filter(code="VOI-NDP").update(
        checklist=[{"title": "Vérifier"}, {"title": "Fermer la cour", "department": "SCO"}]
    )
    made, browser = case(), signed_in(paul)
    assert "Ajouter les 2 étapes de ce type" in browser.get(url(made)).content.decode()
    assert "Fermer la cour" in browser.get(url(made, "checklist")).content.decode()
    assert browser.post(url(made, "checklist")).status_code == 302
    assert Task.objects.count() == 2
    assert "étapes de ce type</a>" not in browser.get(url(made)).content.decode()
    assert browser.post(url(made, "checklist")).status_code == 409


def test_a_task_is_given_outside_and_its_link_taken_back(signed_in, paul):
    made, browser = case(), signed_in(paul)
    data = {
        "what": "Reboucher",
        "name": "Luc",
        "organisation": "Travaux SA",
        "email": "luc@travaux.example",
        "key": "k1",
    }
    assert browser.post(url(made, "outside"), data | {"email": "luc"}).status_code == 422
    assert [browser.post(url(made, "outside"), data).status_code for _ in range(2)] == [302, 302]
    outsider = Contributor.objects.get()
    page = browser.get(url(made)).content.decode()
    assert "Luc (Travaux SA)" in page
    for noun, after in (("renewal", "Lien pas encore ouvert"), ("withdrawal", "Lien retiré")):
        address = f"{url(made)}/contributors/{outsider.pk}/{noun}"
        assert address in browser.get(url(made)).content.decode()
        assert browser.get(address).status_code == 200
        assert browser.post(address).status_code == 302
        assert after in browser.get(url(made)).content.decode()
    other = case()
    assert browser.get(f"{url(other)}/contributors/{outsider.pk}/renewal").status_code == 404


def test_a_sealed_case_is_not_given_outside(signed_in, town):
    made = case(type_code=_sealed().code)
    browser = signed_in(insider_of(made))
    assert url(made, "outside") not in browser.get(url(made)).content.decode()
    assert browser.get(url(made, "outside")).status_code == 403
    data = {"what": "x", "name": "Luc", "email": "luc@travaux.example"}
    assert browser.post(url(made, "outside"), data).status_code == 409
    assert not Contributor.objects.exists()


def test_many_ties_cost_no_more_queries(signed_in, paul):
    made, browser, by = neighbour(0), signed_in(paul), actor_of(paul)

    def tie(number):
        mark_duplicate(neighbour(number), of=made, by=by, at=clock.now())
        link(case(), to=made, kind="related", by=by, at=clock.now())
        link(made, to=case(), kind="related", by=by, at=clock.now())
        entrust(made, title=f"T{number}", name="Luc", email="luc@x.example", by=by, at=clock.now())

    def cost():
        browser.get(url(made))
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(url(made)).status_code == 200
        return len([q for q in captured if q["sql"].startswith("SELECT") and "set_config" not in q["sql"]])

    tie(1)
    few = cost()
    for number in range(2, 12):
        tie(number)
    assert cost() == few
    assert few <= 24
