"""Templates: a closed list of variables, filled without reading what values hold, versions that stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.cases.models import Case
from parvis.directory.models import Person
from parvis.history.models import Event
from parvis.kit import clock
from parvis.organisation.acting_agents import actor_of
from parvis.organisation.models import Department
from parvis.replies.models import ReplyTemplate, ReplyTemplateVersion
from parvis.replies.ready import ready_replies
from parvis.replies.templating import (
    MayNotChangeTemplates,
    TemplateChanged,
    Wording,
    bring_back,
    offered,
    save_template,
    switch_template,
    version_of,
)
from parvis.replies.variables import VARIABLES, UnknownVariable, check, facts_of, fill, gaps
from tests.factories import actor, agent, case


@pytest.fixture
def admin(town):
    return actor("Sylvie Morel", "administrator")


def saved(admin, body="Bonjour {usager.nom}", template=None, **given):
    wording = Wording(
        given.pop("title", "Essai"), body, given.pop("request_type", None), given.pop("department", None)
    )
    return save_template(template, wording, by=admin, at=clock.now(), **given)


def filled(made, who, text):
    fresh = Case.objects.select_related("person", "department", "request_type").get(pk=made.pk)
    return fill(text, facts_of(fresh, who))


def test_filled_from_the_case(made, paul):
    Person.objects.filter(pk=made.person_id).update(title="Mme")
    said = filled(
        made,
        paul,
        "{usager.civilité} {usager.nom}, {référence} ; {demande.lieu} ; {service.nom} ; {agent.nom}.",
    )
    assert (
        said
        == f"Madame Élodie Durand, {made.reference} ; 12 rue des Lilas ; Voirie, réseaux, éclairage ; Paul Roy."
    )
    assert "http" in filled(made, paul, "{lien de suivi}")


def test_what_is_empty_is_marked_and_found_again(made, paul):
    said = filled(made, paul, "{usager.civilité}, le {intervention}")
    assert said == "[à compléter : civilité], le [à compléter : jour de l'intervention]"
    assert gaps(said) == ["civilité", "jour de l'intervention"]
    assert gaps("Le {référence} oublié") == ["{référence}"]
    assert gaps("Bonjour {toi} [voir la loi]") == []


def test_an_agent_who_signs_without_a_name_is_not_named(made, paul):
    paul.anonymous = True
    assert filled(made, paul, "{agent.nom}") == "[à compléter : votre nom]"


def test_a_value_is_never_read_again(made, paul):
    Case.objects.filter(pk=made.pk).update(address="{usager.nom} {{7*7}} {% now %}")
    assert filled(made, paul, "À {demande.lieu}.") == "À {usager.nom} {{7*7}} {% now %}."


@given(st.text(max_size=80))
def test_any_text_is_either_known_or_refused(text):
    try:
        check(text)
    except UnknownVariable:
        return
    names = [part.split("}")[0] for part in text.split("{")[1:]]
    assert all(name in VARIABLES for name in names)


@pytest.mark.parametrize(
    "text", ["{usager.prenom}", "{}", "{référence", "référence}", "{{référence}}", "{ référence }"]
)
def test_unknown_variables_are_refused_with_those_known(admin, text):
    with pytest.raises(UnknownVariable, match="Les variables connues : "):
        saved(admin, text)


def test_versions_stay_and_come_back(admin):
    template = saved(admin, "Un")
    for text in ("Deux", "Deux", "Trois"):
        template = saved(admin, text, template, number=template.number)
    assert [v.body for v in ReplyTemplateVersion.objects.filter(template=template).order_by("number")] == [
        "Un", "Deux", "Trois",
    ]  # fmt: skip
    back = bring_back(template, 1, drawn=3, by=admin, at=clock.now())
    assert (back.number, version_of(back).body) == (4, "Un")
    last = Event.objects.filter(type="reply_template.saved").order_by("-id")[0]
    assert last.sentence == "Modèle « Essai » enregistré, version 4, au texte de la version 1."
    with pytest.raises(TemplateChanged):
        saved(admin, "Dépassé", template, number=3)


def test_only_administrators_write_them(town, paul):
    with pytest.raises(MayNotChangeTemplates):
        saved(actor_of(paul))


def test_offered_where_they_are_meant_for(admin, made):
    ReplyTemplate.objects.update(active=False)
    everywhere = saved(admin, "Partout", title="Zèbre")
    roads = saved(admin, "Voirie", title="Service", department=Department.objects.get(code="VOI"))
    exact = saved(admin, "Nid de poule", title="Type", request_type=made.request_type)
    saved(admin, "Vert", title="Ailleurs", department=Department.objects.get(code="ESV"))
    saved(admin, "Social", title="Cloisonné", department=Department.objects.get(code="SOC"))
    assert [v.template for v in offered(made)] == [exact, roads, everywhere]
    assert [v.template for v in offered(made, "zebre")] == [everywhere]
    assert [v.template for v in offered(made, "NID poule")] == [exact]
    switch_template(exact, active=False, by=admin, at=clock.now())
    assert exact not in [v.template for v in offered(made)]


def test_a_new_town_has_ready_ones(town):
    assert ReplyTemplate.objects.count() == len(ready_replies()) >= 12
    pothole = case()
    assert "Chaussée : intervention prévue" in [v.template.title for v in offered(pothole)]
    who = agent("Paul Roy", ("case_worker", "VOI"))
    for version in offered(pothole):
        assert "{" not in filled(pothole, who, version.body)
