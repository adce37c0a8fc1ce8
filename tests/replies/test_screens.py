"""On the desk: the composer, what is on its way, drafts of colleagues, the lists, the page of who approves."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.cases.handing_over import hand_over
from parvis.cases.models import Case, Message
from parvis.directory.models import ContactPoint
from parvis.history.models import AccessLog
from parvis.kit import clock
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Department
from parvis.replies.digests import digest_of
from parvis.replies.drafting import draft_of, save_draft
from parvis.replies.models import Draft, ReplyTemplateVersion
from parvis.replies.templating import offered
from tests.desk.test_case_page import photo
from tests.factories import agent, case
from tests.replies.conftest import rule, written_by


def address(made, end=""):
    return f"/desk/cases/{made.reference}{end}"


def html(answer):
    return answer.content.decode().replace("&#x27;", "'")


def saved(made, who, body="Un début", kind="reply"):
    return save_draft(made, kind=kind, body=body, version=0, by=actor_of(who), at=clock.now()).draft


def test_saved_from_the_page_and_told_of_conflicts(signed_in, made, paul):
    browser = signed_in(paul)
    data = {"kind": "reply", "body": "Bonjour", "draft_version": ""}
    first = browser.post(address(made, "/draft"), data).json()
    assert (first["version"], first["body"]) == (1, "Bonjour")
    again = browser.post(address(made, "/draft"), data)
    assert (again.status_code, again.json()["body"]) == (409, "Bonjour")
    assert browser.post(address(made, "/draft"), data | {"kind": "zzz"}).status_code == 422
    assert "Bonjour</textarea>" in html(browser.get(address(made)))
    stranger = signed_in(agent("Ali Ben", ("case_worker", "ESV")))
    assert stranger.post(address(made, "/draft"), data).status_code == 403
    assert stranger.post(address(made, "/draft"), data | {"kind": "note"}).status_code == 200


def test_a_draft_sent_leaves_the_composer_empty(signed_in, made, paul, pass_time):
    kept = saved(made, paul)
    browser = signed_in(paul)
    data = {
        "body": "Un début, et la fin.",
        "version": made.version,
        "draft": kept.pk,
        "draft_version": kept.version,
    }
    assert browser.post(address(made, "/reply"), data).status_code == 302
    page = html(browser.get(address(made)))
    assert "Part dans" in page
    assert "Annuler l'envoi" in page
    assert 'maxlength="50000"' in page
    assert "Un début</textarea>" not in page
    pass_time(Draft.objects.get())
    assert Message.objects.get().body == "Un début, et la fin."


def test_a_note_begun_elsewhere_is_found_again_and_ends_once_added(signed_in, made, paul):
    kept = saved(made, paul, "Vu avec le chef", kind="note")
    browser = signed_in(paul)
    page = html(browser.get(address(made)))
    assert "Vu avec le chef</textarea>" in page
    assert f'name="draft" value="{kept.pk}"' in page
    assert "Vu avec le chef</textarea>" in html(browser.get(address(made, "/note")))
    data = {"body": "Vu avec le chef, mardi.", "draft": kept.pk, "draft_version": kept.version}
    assert browser.post(address(made, "/note"), data).status_code == 302
    assert not Draft.objects.exists()


def test_undone_without_javascript(signed_in, made, paul):
    browser = signed_in(paul)
    browser.post(address(made, "/reply"), {"body": "Mardi", "version": made.version, "files": [photo()]})
    draft = Draft.objects.get()
    asked = html(browser.get(address(made, f"/drafts/{draft.pk}/recall")))
    assert "Le texte et ses fichiers reviennent en brouillon" in asked
    assert browser.post(address(made, f"/drafts/{draft.pk}/recall")).status_code == 302
    page = html(browser.get(address(made)))
    assert "Mardi</textarea>" in page
    assert 'name="kept"' in page
    data = {"body": "Mardi", "version": "", "draft": draft.pk, "draft_version": 3, "kept": []}
    browser.post(address(made, "/reply"), data)
    assert Draft.objects.get().files.count() == 0


def test_the_preview_is_the_mail_and_writes_nothing(signed_in, made, paul):
    browser = signed_in(paul)
    page = html(
        browser.post(address(made, "/preview"), {"body": "Nous passons <b>mardi</b>. [à compléter : heure]"})
    )
    assert "Nous passons &lt;b&gt;mardi&lt;/b&gt;" in page
    assert f"réponse à votre demande {made.reference}" in page
    assert "Paul Roy" in page
    assert "À compléter ou à retirer" in page
    assert not Draft.objects.exists()
    fragment = browser.post(address(made, "/preview"), {"body": "x"}, headers={"HX-Request": "true"})
    assert "<html" not in html(fragment)


def test_an_excuse_for_a_delay_is_told_untimely_until_there_is_one(signed_in, made, paul):
    browser, where = signed_in(paul), address(made, "/templates?q=excuses")
    Case.objects.filter(pk=made.pk).update(due_at=clock.now() + timedelta(days=3))
    assert "cette demande n'est pas en retard" in html(browser.get(where))
    every = browser.get(address(made, "/templates")).context["found"]
    assert [one.untimely for one in every] == [False] * (len(every) - 1) + [True], "last"
    Case.objects.filter(pk=made.pk).update(due_at=clock.now() - timedelta(days=3))
    page = html(browser.get(where))
    assert "Excuses pour notre retard" in page
    assert "pas en retard" not in page


def test_templates_without_javascript(signed_in, made, paul):
    browser = signed_in(paul)
    page = html(browser.get(address(made, "/templates?q=chaussee")))
    assert "Chaussée : intervention prévue" in page
    assert "Dépôt sauvage" not in page
    version = offered(made, "chaussee interv")[0]
    assert browser.post(address(made, f"/templates/{version.pk}")).status_code == 302
    draft = draft_of(made, "reply", paul.pk)
    assert draft.body.startswith("Merci de nous avoir signalé")
    assert draft.template_version_id == version.pk
    other = ReplyTemplateVersion.objects.filter(template__department__code="SOC").get()
    assert browser.post(address(made, f"/templates/{other.pk}")).status_code == 404
    reader = signed_in(agent("Ali Ben", ("case_worker", "ESV")))
    assert reader.get(address(made, "/templates")).status_code == 404


def test_a_hole_or_a_past_hour_is_refused_with_the_text_kept(signed_in, made, paul):
    browser = signed_in(paul)
    hole = browser.post(address(made, "/reply"), {"body": "Le [à compléter : jour]", "version": made.version})
    assert hole.status_code == 422
    assert "Complétez ou retirez d'abord : jour" in html(hole)
    # The page's script saves it at once, and again as it is corrected.
    assert f'data-draft-url="{address(made, "/draft")}"' in html(hole)
    assert "data-draft-unsaved" in html(hole)
    browser.post(
        address(made, "/draft"), {"kind": "reply", "body": "Le [à compléter : jour]", "draft_version": 0}
    )
    same = {"body": "Le [à compléter : jour]", "version": made.version, "draft_version": 1}
    assert "data-draft-unsaved" not in html(browser.post(address(made, "/reply"), same))
    late = browser.post(
        address(made, "/reply"), {"body": "Tard", "version": made.version, "leave_on": "2020-01-01T10:00"}
    )
    assert late.status_code == 422
    assert "Cette heure est passée" in html(late)
    assert "Tard" in html(late)


def test_a_planned_reply_warns_of_a_closed_day_and_is_listed(signed_in, made, paul):
    browser = signed_in(paul)
    sunday = clock.now() + timedelta(days=7)
    sunday += timedelta(days=6 - sunday.weekday())
    data = {"body": "Dimanche", "version": made.version, "leave_on": f"{sunday:%Y-%m-%d}T10:00"}
    said = html(browser.post(address(made, "/reply"), data, follow=True))
    assert "Ce jour-là, le service est fermé." in said
    assert "Partira le dimanche" in said
    assert "Dimanche" in html(browser.get("/desk/ecrits?liste=planned"))
    assert "Envois programmés" in html(browser.get("/desk/"))


def test_colleagues_see_a_draft_and_take_it_over(signed_in, made, paul, zoe):
    kept, note = saved(made, paul), saved(made, paul, "Note secrète", "note")
    browser = signed_in(zoe)
    page = html(browser.get(address(made)))
    assert "a un brouillon" in page
    assert "Note secrète" not in page
    assert "Un début" in html(browser.get(address(made, f"/drafts/{kept.pk}")))
    assert browser.get(address(made, f"/drafts/{note.pk}")).status_code == 404
    assert browser.post(address(made, f"/drafts/{kept.pk}/takeover")).status_code == 302
    assert "Un début</textarea>" in html(browser.get(address(made)))
    assert "Repris par Zoé Lambert" in html(signed_in(paul).get("/desk/ecrits"))
    reader = signed_in(agent("Ali Ben", ("case_worker", "ESV")))
    assert "a un brouillon" not in html(reader.get(address(made)))
    assert reader.get(address(made, f"/drafts/{kept.pk}")).status_code == 404


def test_a_draft_on_a_case_gone_to_a_sealed_sector_is_nowhere(signed_in, made, paul, zoe):
    kept = saved(made, paul, "Phrase introuvable")
    hand_over(made, to=Department.objects.get(code="SOC"), reason="Suivi", by=actor_of(zoe), at=clock.now())
    browser = signed_in(paul)
    for path in ("/desk/", "/desk/ecrits", "/desk/ecrits?liste=planned"):
        assert "Phrase introuvable" not in html(browser.get(path))
        assert "Mes brouillons <span" not in html(browser.get("/desk/"))
    assert browser.get(address(made, f"/drafts/{kept.pk}")).status_code == 404
    assert browser.post(address(made, "/draft"), {"kind": "reply", "body": "x"}).status_code == 404
    inside = signed_in(agent("Sam Social", ("case_worker", "SOC")))
    assert "a un brouillon" in html(inside.get(address(made)))
    inside.get(address(made, f"/drafts/{kept.pk}"))
    assert AccessLog.objects.filter(object_kind="case", object_id=made.pk).count() >= 2


def test_approved_on_screen(signed_in, made, paul, chief, pass_time):
    rule()
    author = signed_in(paul)
    assert "Soumettre à validation" in html(author.get(address(made)))
    author.post(address(made, "/reply"), {"body": "Bientot.", "version": made.version})
    draft = Draft.objects.get()
    assert "À valider par le chef du service" in html(author.get(address(made)))
    assert "Anne Chef" in html(author.get(address(made, f"/drafts/{draft.pk}")))
    refused = author.post(
        address(made, f"/drafts/{draft.pk}/approval"), {"digest": digest_of(draft), "body": "Bientot."}
    )
    assert refused.status_code == 403
    assert "C'est votre texte" in html(refused)

    browser = signed_in(chief)
    assert "À valider" in html(browser.get("/desk/"))
    assert "Bientot." in html(browser.get("/desk/ecrits?liste=approvals"))
    page = html(browser.get(address(made, f"/drafts/{draft.pk}")))
    assert "Relire et valider" in page
    assert f"réponse à votre demande {made.reference}" in page
    stale = browser.post(
        address(made, f"/drafts/{draft.pk}/approval"), {"digest": "0" * 64, "body": "Bientôt."}
    )
    assert stale.status_code == 422
    assert "Bientôt." in html(stale)
    data = {"digest": digest_of(draft), "body": "Bientôt."}
    assert browser.post(address(made, f"/drafts/{draft.pk}/approval"), data).status_code == 302
    second = browser.post(address(made, f"/drafts/{draft.pk}/return"), data | {"reason": "Non"})
    assert second.status_code == 409
    assert "C'est déjà fait : Anne Chef" in html(second)
    assert "<del>Bientot.</del><ins>Bientôt.</ins>" in html(
        signed_in(paul).get(address(made, f"/drafts/{draft.pk}"))
    )
    pass_time(draft)
    assert Message.objects.get().body == "Bientôt."


def test_whoever_submits_is_told_when_nobody_can_approve(signed_in, made, paul):
    rule()
    said = html(
        signed_in(paul).post(address(made, "/reply"), {"body": "Mardi", "version": made.version}, follow=True)
    )
    assert "prévenez l'administrateur" in said


def test_a_returned_closure_is_taken_up_again(signed_in, made, paul, chief):
    rule(about="refusals")
    author = signed_in(paul)
    data = {"outcome": "refused", "text": "Terrain privé.", "version": made.version}
    said = html(author.post(address(made, "/closure"), data, follow=True))
    assert "la demande reste ouverte" in said
    draft = Draft.objects.get()
    signed_in(chief).post(
        address(made, f"/drafts/{draft.pk}/return"),
        {"digest": digest_of(draft), "reason": "Citez l'article."},
    )
    author = signed_in(paul)
    assert "Citez l'article." in html(author.get(address(made)))
    form = html(author.get(address(made, "/closure")))
    assert "Terrain privé.</textarea>" in form
    made.refresh_from_db()
    data = {"outcome": "done", "text": "Réparé.", "version": made.version}
    assert author.post(address(made, "/closure"), data).status_code == 302
    made.refresh_from_db()
    assert made.outcome == "done"


def test_closing_sends_what_was_in_its_ten_seconds_first(signed_in, made, paul):
    browser = signed_in(paul)
    browser.post(address(made, "/reply"), {"body": "Nous avons réparé.", "version": made.version})
    answer = browser.post(
        address(made, "/closure"), {"outcome": "done", "text": "Fait.", "version": made.version}
    )
    assert answer.status_code == 302
    made.refresh_from_db()
    assert made.state == "closed"
    assert Message.objects.get().body == "Nous avons réparé."


def count(browser, path):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert browser.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("path", ["/desk/ecrits", "/desk/ecrits?liste=approvals"])
def test_lists_take_few_queries_however_long(signed_in, paul, chief, path):
    rule()
    browser = signed_in(chief)
    for n in range(3):
        written_by(paul, case(description=f"Trou {n}"))
        saved(case(), chief)
    few = count(browser, path)
    for n in range(12):
        written_by(paul, case(description=f"Trou {n}"))
        saved(case(), chief)
    assert count(browser, path) <= few <= 12


def test_the_case_page_grows_by_few_queries(signed_in, made, paul, zoe, chief):
    browser = signed_in(zoe)
    before = count(browser, address(made))
    for who in (paul, chief):
        saved(made, who)
    written_by(zoe, made)
    written_by(zoe, made, "Demain", wanted_at=clock.now() + timedelta(days=1))
    assert count(browser, address(made)) <= before + 1


def test_a_file_that_waits_is_read_by_those_inside_alone(signed_in, made, paul, zoe):
    signed_in(paul).post(
        address(made, "/reply"), {"body": "Voici", "version": made.version, "files": [photo()]}
    )
    file = Draft.objects.get().files.get().attachment
    path = reverse("files:download", args=[file.pk])
    assert signed_in(zoe).get(path).status_code == 200
    hand_over(made, to=Department.objects.get(code="SOC"), reason="Suivi", by=actor_of(zoe), at=clock.now())
    assert signed_in(zoe).get(path).status_code == 404
    assert signed_in(agent("Sam Social", ("case_worker", "SOC"))).get(path).status_code == 200


def test_a_file_that_waits_is_no_colleague_s_from_elsewhere(signed_in, made, paul, zoe):
    signed_in(paul).post(
        address(made, "/reply"), {"body": "Voici", "version": made.version, "files": [photo()]}
    )
    path = reverse("files:download", args=[Draft.objects.get().files.get().attachment_id])
    reader = signed_in(agent("Ali Ben", ("case_worker", "ESV")))
    assert reader.get(address(made)).status_code == 200
    assert reader.get(path).status_code == 404
    assert signed_in(zoe).get(path).status_code == 200


def test_an_elected_approver_reads_the_mail_without_the_address(signed_in, made, paul, chief):
    rule("elected")
    elected = agent("Élu Maire", "elected")
    type(made).objects.filter(pk=made.pk).update(addressed_to=elected)
    # Given with another request, that they do not read.
    ContactPoint.objects.update(created_at=made.recorded_at - timedelta(days=9))
    draft = written_by(paul, made)
    page = html(signed_in(elected).get(address(made, f"/drafts/{draft.pk}")))
    assert "elodie.durand@example.org" not in page
    assert "l'adresse électronique de la personne" in page
    assert "elodie.durand@example.org" in html(signed_in(paul).get(address(made, f"/drafts/{draft.pk}")))


def test_who_approves_is_told_what_really_happens(signed_in, made, paul, chief):
    asked = rule()
    hour = clock.now() + timedelta(days=1)
    first, second = (
        written_by(paul, made, wanted_at=hour),
        written_by(agent("Luc", ("case_worker", "VOI")), made),
    )

    def decide(draft):
        data = {"digest": digest_of(draft), "body": draft.body}
        path = address(made, f"/drafts/{draft.pk}/approval")
        return html(signed_in(chief).post(path, data, follow=True))

    assert "le texte partira le" in decide(first)
    asked.role, asked.version = "executive", 2
    asked.save()
    assert "attend maintenant la direction générale" in decide(second)
