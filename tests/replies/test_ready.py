"""The templates that come with Parvis, added to a town that was there before them: what is missing, and nothing else."""

import pytest

from parvis.catalog.models import RequestType
from parvis.history.models import Event
from parvis.kit import clock
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Department
from parvis.replies.models import ReplyTemplate, ReplyTemplateVersion
from parvis.replies.ready import add_ready, ready_replies
from parvis.replies.templating import MayNotChangeTemplates, Wording, save_template, switch_template
from tests.factories import agent
from tests.replies.test_administration import MODELS, html

ALL = len(ready_replies())


@pytest.fixture
def sylvie(town):
    return agent("Sylvie Morel", "administrator")


def added(who):
    return add_ready(by=actor_of(who), at=clock.now())


def test_an_older_town_gets_them_with_their_words(town, sylvie):
    ReplyTemplate.objects.all().delete()
    assert len(added(sylvie)) == ALL
    seeds = {one.title: one for one in ready_replies()}
    for template in ReplyTemplate.objects.select_related("request_type", "department"):
        seed = seeds[template.title]
        assert (template.request_type.code if template.request_type else "") == seed.request_type
        assert (template.department.code if template.department else "") == seed.department
        version = ReplyTemplateVersion.objects.get(template=template)
        assert (version.number, version.body, version.by_label) == (1, seed.body, "Parvis")
    told = Event.objects.filter(type="reply_template.saved")
    assert told.count() == ALL
    assert {event.actor_id for event in told} == {sylvie.pk}


def test_only_what_is_missing_and_nothing_of_the_towns_own(town, sylvie):
    by, at = actor_of(sylvie), clock.now()
    apology = ReplyTemplate.objects.get(title="Excuses pour notre retard")
    save_template(apology, Wording("excuses pour notre RETARD", "Pardon."), by=by, at=at)
    pothole = ReplyTemplate.objects.get(title__startswith="Chaussée")
    switch_template(pothole, active=False, by=by, at=at)
    received = ReplyTemplate.objects.get(title="Demande bien reçue, réponse à venir")
    roads = Department.objects.get(code="VOI")
    save_template(received, Wording(received.title, "Reçu par la voirie.", None, roads), by=by, at=at)
    save_template(None, Wording("Le nôtre", "À nous."), by=by, at=at)
    ReplyTemplate.objects.filter(title__startswith="Nuisances").delete()
    before = {t.pk: (t.title, t.number, t.active) for t in ReplyTemplate.objects.all()}
    # Its title everywhere is another scope than the roads' alone.
    assert sorted(one.title for one in added(sylvie)) == [
        "Demande bien reçue, réponse à venir", "Nuisances sonores : démarche amiable",
    ]  # fmt: skip
    after = {t.pk: (t.title, t.number, t.active) for t in ReplyTemplate.objects.all()}
    assert before.items() <= after.items()
    assert not ReplyTemplate.objects.get(pk=pothole.pk).active
    assert added(sylvie) == []


def test_those_of_types_the_town_has_not_stay_out(town, sylvie):
    ReplyTemplate.objects.all().delete()
    RequestType.objects.filter(code="VOI-NDP").update(active=False)
    Department.objects.filter(code="SOC").update(active=False)
    titles = {one.title for one in added(sylvie)}
    assert len(titles) == ALL - 2
    assert "Chaussée : intervention prévue" not in titles


def test_from_the_page_and_how_many_is_said(signed_in, sylvie):
    ReplyTemplate.objects.filter(request_type__isnull=False).delete()
    missing = ALL - ReplyTemplate.objects.count()
    browser = signed_in(sylvie)
    assert "Ajouter les modèles fournis" in html(browser.get(MODELS))
    page = html(browser.post(f"{MODELS}/fournis", follow=True))
    assert f"{missing} modèles sont ajoutés" in page
    assert "Chaussée : intervention prévue" in page
    page = html(browser.post(f"{MODELS}/fournis", follow=True))
    assert "Rien à ajouter" in page
    assert ReplyTemplate.objects.count() == ALL
    ReplyTemplate.objects.filter(title__startswith="Nuisances").delete()
    assert "Un modèle est ajouté" in html(browser.post(f"{MODELS}/fournis", follow=True))
    assert browser.get(f"{MODELS}/fournis").status_code == 405


def test_it_is_the_administrators_alone(signed_in, town, paul):
    ReplyTemplate.objects.all().delete()
    assert signed_in(paul).post(f"{MODELS}/fournis").status_code == 403
    with pytest.raises(MayNotChangeTemplates):
        added(paul)
    assert not ReplyTemplate.objects.exists()
