"""Every act of the case page: its form, its refusals with the text kept, what changed meanwhile, once and only once."""

import html
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from parvis.cases.assigning import claim
from parvis.cases.closing import close
from parvis.cases.models import Case, CaseAttachment, Message, Note
from parvis.cases.noting import note
from parvis.catalog.models import RequestType
from parvis.desk.cases.acts import ACTS
from parvis.history.actors import Actor
from parvis.history.models import Event
from parvis.intake.models import IdempotencyKey
from parvis.kit import clock
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Department
from parvis.replies.leaving import leave
from parvis.replies.models import Draft
from parvis.ui.dates import full
from tests.desk.test_case_page import NASTY, photo, url
from tests.factories import agent, case, closed_case


@pytest.fixture
def paul(town):
    return agent("Paul Roy", ("case_worker", "VOI"))


@pytest.fixture
def browser(signed_in, paul):
    return signed_in(paul)


def version_of(made):
    return Case.objects.get(pk=made.pk).version


def send(browser, made, noun, **data):
    data.setdefault("version", version_of(made))
    return browser.post(url(made, noun), data)


def ten_seconds_later(made):
    """Replies still in their ten seconds have left."""
    for draft in Draft.objects.leaving().filter(case=made):
        with clock.travel(draft.leaves_at):
            leave(draft.tenant_id, draft.pk)


def test_claim(browser, paul):
    made = case()
    assert send(browser, made, "claim").status_code == 302
    assert Case.objects.get(pk=made.pk).assignee_id == paul.pk


def test_claiming_what_a_colleague_has_says_who(browser):
    made = case()
    zoe = agent("Zoé Lambert", ("case_worker", "VOI"))
    claim(made, by=actor_of(zoe), at=clock.now())
    answer = send(browser, made, "claim")
    assert answer.status_code == 409
    assert "Zoé Lambert vient de prendre cette demande." in answer.content.decode()


def test_assign_offers_the_department_first_and_refuses_strangers(browser):
    made = case()
    zoe = agent("Zoé Lambert", ("case_worker", "VOI"))
    elsewhere = agent("Ali Ben", ("case_worker", "ESV"))
    text = browser.get(url(made, "assignment")).content.decode()
    assert text.index("Zoé Lambert") < text.index("Ali Ben")
    assert send(browser, made, "assignment", to=zoe.pk).status_code == 302
    assert Case.objects.get(pk=made.pk).assignee_id == zoe.pk
    gone = agent("Eve Partie", ("case_worker", "VOI"))
    gone.active = False
    gone.save()
    assert send(browser, made, "assignment", to=gone.pk).status_code == 422
    assert send(browser, made, "assignment", to="9" * 30).status_code == 422
    assert send(browser, made, "assignment", to=elsewhere.pk).status_code == 302
    assert send(browser, made, "assignment", to="").status_code == 302
    assert Case.objects.get(pk=made.pk).assignee_id is None


def test_triage_changes_type_priority_and_due_date(browser):
    made = case()
    assert send(browser, made, "triage", request_type="VOI-ECL", priority=1).status_code == 302
    after = Case.objects.select_related("request_type").get(pk=made.pk)
    assert (after.request_type.code, after.priority) == ("VOI-ECL", 1)
    same = send(browser, made, "triage", request_type="VOI-ECL", priority=1)
    assert same.status_code == 409
    assert "Rien n&#x27;a changé" in same.content.decode()
    assert send(browser, made, "triage", request_type="NUL-0", priority=1).status_code == 422


def test_hand_over_needs_a_reason_and_keeps_what_was_typed(browser):
    made = case()
    other = Department.objects.get(code="ESV")
    refused = send(browser, made, "hand-over", department=other.pk, reason="  ")
    assert refused.status_code == 422
    assert f'value="{other.pk}" selected' in refused.content.decode()
    assert "Dites pourquoi" in refused.content.decode()
    assert send(browser, made, "hand-over", department=other.pk, reason="C'est un arbre").status_code == 302
    assert Case.objects.get(pk=made.pk).department_id == other.pk


def test_handing_over_to_a_sealed_department_leaves_the_agent_s_sight(browser):
    made = case()
    sealed = Department.objects.filter(sector__sealed=True).first()
    answer = send(browser, made, "hand-over", department=sealed.pk, reason="Suivi social")
    assert answer.status_code == 302
    assert answer["Location"] == "/desk/"
    assert browser.get(url(made)).status_code == 404


def test_hold_then_resume(browser):
    made = case()
    assert send(browser, made, "hold", waiting_for="", reason="x").status_code == 422
    assert send(browser, made, "hold", waiting_for="third_party", reason="Devis").status_code == 302
    assert Case.objects.get(pk=made.pk).state == "waiting"
    assert send(browser, made, "resumption", cause="Devis reçu").status_code == 302
    assert Case.objects.get(pk=made.pk).state == "in_progress"
    assert send(browser, made, "resumption").status_code == 409
    assert browser.get(url(made, "resumption")).status_code == 403


@pytest.mark.parametrize(("on", "words"), [
    ("1900-01-01", "Cette date est passée"), ("2900-01-01", "trop lointaine"), ("demain", "Écrivez une date"),
    ("", "Donnez la date"),
])  # fmt: skip
def test_impossible_days_are_refused_clearly(browser, on, words):
    made = case()
    answer = send(browser, made, "schedule", on=on, comment="Gardé")
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Gardé" in answer.content.decode()


def test_schedule(browser):
    made = case()
    day = (clock.now() + timedelta(days=3)).date()
    assert send(browser, made, "schedule", on=day.isoformat()).status_code == 302
    assert Case.objects.get(pk=made.pk).scheduled_on == day


def test_reply_goes_to_the_person_with_its_files(browser, paul):
    made = case()
    form = browser.get(url(made, "reply")).content.decode()
    assert "Envoyer à Élodie Durand (elodie.durand@example.org)" in form
    answer = browser.post(
        url(made, "reply"),
        {"body": "Bonjour, c'est prévu.", "version": made.version, "files": [photo(), photo("b.png")]},
    )
    assert answer.status_code == 302
    assert not Message.objects.exists()
    ten_seconds_later(made)
    message = Message.objects.get(case=made)
    assert (message.direction, message.author_id) == ("out", paul.pk)
    assert CaseAttachment.objects.filter(case=made, message=message, is_public=True).count() == 2
    assert not Note.objects.exists()


def test_note_stays_inside(browser):
    made = case()
    assert send(browser, made, "note", body="Entre nous", files=[photo()]).status_code == 302
    assert Note.objects.get(case=made).body == "Entre nous"
    assert not CaseAttachment.objects.get(case=made).is_public
    assert not Message.objects.exists()


@pytest.mark.parametrize(("seen_by", "public"), [("internal", False), ("public", True)])
def test_attach_several_files(browser, seen_by, public):
    made = case()
    assert (
        send(browser, made, "attachment", files=[photo(), photo("b.png")], seen_by=seen_by).status_code == 302
    )
    assert list(CaseAttachment.objects.filter(case=made).values_list("is_public", flat=True)) == [
        public,
        public,
    ]


def test_a_false_image_is_refused_and_nothing_stays(browser):
    made = case()
    fake = SimpleUploadedFile("photo.jpg", b"<?php evil(); ?>" * 40, content_type="image/jpeg")
    answer = send(browser, made, "reply", body="Mon texte", files=[photo(), fake])
    assert answer.status_code == 422
    assert "Mon texte" in answer.content.decode()
    assert "choisissez-les de nouveau" in answer.content.decode()
    assert not Message.objects.exists()
    assert not CaseAttachment.objects.exists()


def test_a_file_too_heavy_is_named(browser):
    made = case()
    heavy = SimpleUploadedFile(
        "gros.pdf", b"%PDF-1.4" + b"0" * (16 * 1024 * 1024), content_type="application/pdf"
    )
    answer = send(browser, made, "attachment", files=[heavy], seen_by="internal")
    assert answer.status_code == 422
    assert "gros.pdf" in answer.content.decode()
    assert not CaseAttachment.objects.exists()


def test_close_needs_reasons_for_a_refusal(browser):
    made = case()
    form = browser.get(url(made, "closure")).content.decode()
    assert "La personne lira" in form
    refused = send(browser, made, "closure", outcome="refused", text="")
    assert refused.status_code == 422
    assert "donnez les raisons" in refused.content.decode()
    assert send(browser, made, "closure", outcome="refused", text="Terrain privé.").status_code == 302
    assert Case.objects.get(pk=made.pk).closing_text == "Terrain privé."


def test_reopen(browser):
    made = closed_case()
    assert browser.get(url(made, "closure")).status_code == 403
    assert send(browser, made, "reopening", reason="").status_code == 422
    assert send(browser, made, "reopening", reason="Rebouché à moitié").status_code == 302
    assert Case.objects.get(pk=made.pk).is_open


#: They change other cases, whose own state guards them, or only who is told of this one.
ELSEWHERE = {"links", "duplicates", "enlistment"}


@pytest.mark.parametrize("noun", sorted(set(ACTS) - ELSEWHERE))
def test_a_stale_form_is_told_what_changed_and_sent_again(signed_in, paul, noun):
    data = {
        "claim": {}, "assignment": {"to": ""}, "triage": {"request_type": "VOI-ECL", "priority": 2},
        "hand-over": {"department": Department.objects.get(code="ESV").pk, "reason": "Texte tapé"},
        "hold": {"waiting_for": "person", "reason": "Texte tapé"}, "resumption": {"cause": "Texte tapé"},
        "schedule": {"on": (clock.now() + timedelta(days=2)).date().isoformat(), "comment": "Texte tapé"},
        "reply": {"body": "Texte tapé"}, "note": {"body": "Texte tapé"},
        "attachment": {"seen_by": "internal"}, "closure": {"outcome": "done", "text": "Texte tapé"},
        "reopening": {"reason": "Texte tapé"},
        "tasks": {"what": "Texte tapé", "to": f"s{Department.objects.get(code='ESV').pk}"},
        "outside": {"what": "Texte tapé", "name": "Luc", "email": "luc@travaux.example"},
        "checklist": {}, "duplicate": {"other": case().reference, "text": "Texte tapé"},
    }[noun]  # fmt: skip
    made = closed_case() if noun == "reopening" else case()
    by = actor_of(paul)
    if noun == "resumption":
        from parvis.cases.holding import hold

        hold(made, waiting_for="person", reason="x", by=by, at=clock.now())
    if noun == "assignment":
        claim(made, by=by, at=clock.now())
    RequestType.objects.filter(pk=made.request_type_id).update(checklist=[{"title": "Vérifier"}])
    drawn = version_of(made)
    zoe = agent("Zoé Lambert", ("case_worker", "VOI"))
    note(made, body="Entre-temps", by=actor_of(zoe), at=clock.now())
    browser = signed_in(paul)
    files = {"files": [photo()]} if noun == "attachment" else {}
    before = version_of(made)
    answer = browser.post(url(made, noun), {**data, **files, "version": drawn})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Zoé Lambert" in text
    assert "Note interne" in text
    assert "Envoyer quand même" in text
    assert version_of(made) == before
    if "Texte tapé" in str(data):
        assert "Texte tapé" in text
    assert f'name="version" value="{before}"' in text
    again = browser.post(
        url(made, noun), {**data, **({"files": [photo()]} if files else {}), "version": before}
    )
    assert again.status_code == 302
    ten_seconds_later(made)
    assert version_of(made) == before + 1


def key_in(text):
    return re.search(r'name="key" value="([^"]+)"', text)[1]


@pytest.mark.parametrize(
    ("noun", "rows"), [("reply", Message), ("note", Note), ("attachment", CaseAttachment)]
)
def test_a_form_sent_twice_acts_once(browser, noun, rows):
    made = case()
    drawn = made.version
    key = key_in(browser.get(url(made, noun)).content.decode())
    data = {"body": "Bonjour", "version": drawn, "key": key, "seen_by": "internal"}
    for _click in range(2):
        files = {"files": [photo()]} if noun == "attachment" else {}
        assert browser.post(url(made, noun), data | files).status_code == 302
    ten_seconds_later(made)
    assert rows.objects.filter(case=made).count() == 1
    assert IdempotencyKey.objects.get(scope="desk").case_id == made.pk


def test_a_key_with_another_text_is_asked_again_never_lost(browser):
    made = case()
    data = {"body": "Premier", "version": "", "key": "une-cle"}
    assert browser.post(url(made, "note"), data).status_code == 302
    answer = browser.post(url(made, "note"), data | {"body": "Second"})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Second" in text
    assert key_in(text) != "une-cle"
    assert browser.post(url(made, "note"), data | {"body": "Second", "key": key_in(text)}).status_code == 302
    assert Note.objects.filter(case=made).count() == 2


def test_a_refused_form_frees_its_key(browser):
    made = case()
    assert browser.post(url(made, "note"), {"body": " ", "key": "k", "version": ""}).status_code == 422
    assert browser.post(url(made, "note"), {"body": "Voici", "key": "k", "version": ""}).status_code == 302


def test_acts_one_may_not_do_are_neither_shown_nor_done(signed_in, town):
    made = case()
    reader = signed_in(agent("Ali Ben", ("case_worker", "ESV")))
    page = reader.get(url(made)).content.decode()
    assert "/closure" not in page
    assert "Répondre à la personne" not in page
    assert "Note interne" in page
    answer = send(reader, made, "closure", outcome="done", text="Mon texte")
    assert answer.status_code == 403
    assert "revient au service" in answer.content.decode()
    assert "Mon texte" in answer.content.decode()
    assert Case.objects.get(pk=made.pk).is_open
    assert reader.get(url(made, "closure")).status_code == 403


def test_closing_what_was_just_closed(browser):
    made = case()
    drawn = made.version
    close(made, outcome="done", by=Actor.system(), at=clock.now())
    answer = browser.post(url(made, "closure"), {"outcome": "done", "text": "Ma réponse", "version": drawn})
    assert answer.status_code == 409
    assert "Demande close : réalisée." in answer.content.decode()
    assert "Ma réponse" in answer.content.decode()
    again = send(browser, made, "closure", outcome="done", text="Ma réponse")
    assert again.status_code == 409
    assert "Cette demande est close" in again.content.decode()
    assert "Ma réponse" in again.content.decode()
    assert Event.objects.filter(case_id=made.pk, type="case.closed").count() == 1


def test_a_fragment_for_the_dialog_is_only_the_form(browser):
    made = case()
    fragment = browser.get(url(made, "closure"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert 'id="act-title"' in fragment


@pytest.mark.parametrize("text", NASTY)
def test_odd_texts_come_back_as_they_were_typed(browser, text):
    made = case()
    for noun, data in {
        "hand-over": {"reason": text}, "hold": {"reason": text}, "closure": {"outcome": "?", "text": text},
        "schedule": {"on": text[:50], "comment": text[:400]}, "reply": {"body": text, "version": "x"},
        "assignment": {"to": text}, "triage": {"request_type": text, "priority": text}, "note": {"body": text, "key": text * 50},
    }.items():  # fmt: skip
        answer = browser.post(url(made, noun), {"version": made.version} | data)
        assert answer.status_code == 422, noun
        assert "<script>alert" not in answer.content.decode()
        assert "<b>" not in answer.content.decode()
    assert version_of(made) == made.version


def test_nul_bytes_are_refused_without_breaking(browser):
    made = case()
    assert browser.post(url(made, "note"), {"body": "a\x00b", "version": made.version}).status_code in (
        302,
        422,
    )
    assert browser.post(url(made, "note"), {"body": "c", "key": "k\x00", "version": ""}).status_code in (
        302,
        422,
    )


DIALOG = {"HX-Request": "true"}


def test_an_error_stays_in_the_dialog_and_success_leaves_it(browser):
    made = case()
    form = browser.get(url(made, "schedule"), headers=DIALOG).content.decode()
    assert f'hx-post="{url(made, "schedule")}"' in form
    assert "Date de l&#x27;intervention" in form
    assert f'min="{timezone.localdate(clock.now())}"' in form
    version = version_of(made)
    past = browser.post(url(made, "schedule"), {"version": version, "on": "2020-01-01"}, headers=DIALOG)
    assert past.status_code == 422
    text = past.content.decode()
    assert "<html" not in text
    assert 'value="2020-01-01"' in text
    assert "hx-post" in text
    assert "act-title" in text
    day = timezone.localdate(clock.now()) + timedelta(days=4)
    sent = browser.post(url(made, "schedule"), {"version": version, "on": day.isoformat()}, headers=DIALOG)
    assert (sent.status_code, sent["HX-Redirect"]) == (204, url(made))
    assert Case.objects.get(pk=made.pk).scheduled_on == day
    stale = browser.post(url(made, "closure"), {"version": version, "outcome": "done"}, headers=DIALOG)
    assert stale.status_code == 409
    assert "<html" not in stale.content.decode()
    assert "Envoyer quand même" in stale.content.decode()


def test_without_script_the_error_is_a_whole_page(browser):
    answer = send(browser, case(), "schedule", on="2020-01-01")
    assert answer.status_code == 422
    assert "<html" in answer.content.decode()
    assert "hx-post" not in answer.content.decode().partition("act-form")[2].partition("</form>")[0]


def test_handing_over_says_that_the_intervention_stays(browser):
    made = case()
    assert "reste prévue" not in browser.get(url(made, "hand-over")).content.decode()
    day = timezone.localdate(clock.now()) + timedelta(days=4)
    send(browser, made, "schedule", on=day.isoformat())
    told = html.unescape(browser.get(url(made, "hand-over")).content.decode())
    assert f"L'intervention prévue le {full(day)} reste prévue." in told
    send(browser, made, "hold", waiting_for="person", reason="Votre étage ?")
    assert "La demande reste en attente." in browser.get(url(made, "hand-over")).content.decode()


def test_after_an_act_the_focus_is_on_the_title(browser):
    made = case()
    assert "<h1 tabindex" not in browser.get(url(made)).content.decode()
    send(browser, made, "claim")
    assert '<h1 tabindex="-1" autofocus>' in browser.get(url(made)).content.decode()
    assert "<h1 tabindex" not in browser.get(url(made)).content.decode()
