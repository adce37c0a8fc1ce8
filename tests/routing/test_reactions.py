"""After a triage the case goes where its new type leads: the reaction itself, run as the worker does."""

from typing import Any

import pytest

from parvis.cases.assigning import claim
from parvis.cases.closing import close
from parvis.cases.handing_over import hand_over
from parvis.cases.models import Case
from parvis.cases.triaging import triage
from parvis.catalog.models import Priority, RequestType
from parvis.history.actors import Actor
from parvis.history.models import Event
from parvis.history.reactions import run
from parvis.organisation.models import Department
from parvis.routing.models import Rule
from parvis.territory.models import District
from tests.cases.steps import AT, events, sealed_type, worker
from tests.factories import case

REROUTE = "routing.reactions.reroute"


def react(made: Case, town: Any) -> None:
    run(town.pk, Event.objects.filter(case_id=made.pk, type="case.triaged").latest("id").pk, REROUTE)
    made.refresh_from_db()


def elsewhere() -> RequestType:
    found = RequestType.objects.filter(department__code="SCO", sector__sealed=False).order_by("code").first()
    assert found is not None
    return found


def test_a_new_type_moves_the_case_to_its_department(town: Any) -> None:
    made, by = case(), worker()
    claim(made, by=by, at=AT)
    triage(made, request_type=elsewhere(), by=by, at=AT)
    assert made.department.code == "VOI", "the verb itself does not route"
    react(made, town)
    assert (made.department.code, made.assignee_id, made.hand_overs) == ("SCO", None, 0)
    told = events(made)[-1]
    assert (told.type, told.actor_kind, told.case_version) == ("case.handed_over", "system", made.version)
    assert made.routing["explanation"]


def test_running_twice_is_harmless(town: Any) -> None:
    made = case()
    triage(made, request_type=elsewhere(), by=worker(), at=AT)
    react(made, town)
    version, told = made.version, len(events(made))
    react(made, town)
    assert (made.version, len(events(made))) == (version, told)


def test_a_new_priority_moves_nothing(town: Any) -> None:
    made = case()
    Rule.objects.all().delete()
    Rule(position=1, name="Tout", department=elsewhere().department).save()
    triage(made, priority=Priority.LOW, by=worker(), at=AT)
    react(made, town)
    assert made.department.code == "VOI"


def test_what_was_closed_or_deleted_meanwhile_stays(town: Any) -> None:
    made = case()
    triage(made, request_type=elsewhere(), by=worker(), at=AT)
    close(made, outcome="done", by=Actor.system(), at=AT)
    react(made, town)
    assert made.department.code == "VOI"
    event = Event.objects.get(type="case.triaged")
    made.delete()
    run(town.pk, event.pk, REROUTE)


def test_a_sealed_type_goes_to_its_sealed_department(town: Any) -> None:
    made = case()
    triage(made, request_type=sealed_type(), by=worker(), at=AT)
    assert made.sector_id == sealed_type().sector_id
    react(made, town)
    assert made.department_id == sealed_type().department_id
    assert made.sector_id == sealed_type().sector_id


@pytest.mark.parametrize("word", ["détresse"])
def test_a_rule_that_leads_to_a_sealed_department_seals(town: Any, word: str) -> None:
    made = case(description=f"Une personne en {word}, sous le pont")
    social = sealed_type().department
    Rule.objects.all().delete()
    Rule(position=1, name="Détresse", words=[word], department=social).save()
    triage(made, request_type=elsewhere(), by=worker(), at=AT)
    react(made, town)
    assert (made.department_id, made.sector_id) == (social.pk, social.sector_id)


def test_a_corrected_district_does_not_undo_a_hand_over(town: Any) -> None:
    made, by = case(), worker()
    hand_over(made, to=Department.objects.get(code="URB"), reason="C'est un permis", by=by, at=AT)
    district = District(code="N", name="Nord")
    district.save()
    triage(made, district=district, by=Actor.system(), at=AT)
    react(made, town)
    assert made.department.code == "URB"


def test_a_rule_never_sends_a_sealed_case_where_nobody_can_read_it(town: Any) -> None:
    Rule(position=0, name="Danger", words=["danger"], department=Department.objects.get(code="PM")).save()
    made = case(type_code=sealed_type().code, description="Je suis en danger", by=worker())
    assert made.sector_id in made.department.sector_ids


def test_a_sealed_case_whose_department_closed_stays_inside_its_sector(town: Any) -> None:
    Department.objects.filter(pk=sealed_type().department_id).update(active=False)
    shelter = Department(code="CCAS2", name="Épicerie sociale", sector=sealed_type().sector)
    shelter.save()
    made = case(type_code=sealed_type().code, by=worker())
    assert made.department_id == shelter.pk


def test_a_reply_reaches_the_person_of_a_case_that_became_sealed(town: Any) -> None:
    from parvis.notifications.recipients import address_of

    made = case()
    triage(made, request_type=sealed_type(), by=Actor.system(), at=AT)
    assert address_of(Case.objects.get(pk=made.pk)) == "elodie.durand@example.org"
