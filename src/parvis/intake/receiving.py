"""The one door: every request of every channel becomes a case here, in one transaction."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from parvis.cases.attaching import attach
from parvis.cases.models import Case
from parvis.cases.opening import open_case
from parvis.catalog.catalogue import Catalogue, catalogue
from parvis.directory.matching import make_known, match_or_create
from parvis.directory.models import Person
from parvis.files.storing import Stored, record
from parvis.history.actors import Actor
from parvis.intake.checking import check, cleaned, type_of
from parvis.intake.keys import AlreadyReceived, earlier, keep_key
from parvis.intake.orienting import opening_of, orient, searchable_sectors, time_zone
from parvis.intake.submission import Rejected, Submission
from parvis.kit import clock
from parvis.organisation.models import Agent
from parvis.tenancy.configuration import snapshot


@dataclass(frozen=True)
class Received:
    case: Case
    #: False when the same key had already made this case.
    created: bool


def receive(submission: Submission, *, by: Actor) -> Received:
    """Match the person, open the case, route it, append the event, enqueue what follows.

    Raises Rejected with a message per field. The same idempotency key gives the same case, once. Many at once:
    ``receiving_many.py``.
    """
    submission = cleaned(submission)
    try:
        with transaction.atomic():
            case = _open(submission, by)
            if submission.key:
                keep_key(submission, case)
            attach_files(submission, case, by)
            return Received(case, created=True)
    except AlreadyReceived:
        # What was opened again is rolled back; the second of two simultaneous requests waited for the first here.
        with transaction.atomic():
            return Received(earlier(submission), created=False)


def _open(submission: Submission, by: Actor) -> Case:
    now, known = clock.now(), snapshot()
    types = catalogue(known)
    request_type, recognised = type_of(submission, types)
    check(submission, request_type, by, elected=active_agents({submission.addressed_to_id} - {None}))
    oriented = orient(submission, request_type, recognised, known, types)
    person = _person(submission, oriented.sector_id, types, by, now)
    opening = opening_of(submission, oriented, person.pk if person else None)
    return open_case(opening, by=by, at=now, time_zone=time_zone(known), person=person)


def active_agents(wanted: set[int | None]) -> set[int]:
    """Those of these identifiers that are agents at work; no query when there are none."""
    return (
        set(Agent.objects.filter(pk__in=wanted, active=True).values_list("pk", flat=True))
        if wanted
        else set()
    )


def attach_files(submission: Submission, case: Case, by: Actor) -> None:
    """After the key, so that a second sending of the same form never touches the files of the first."""
    # Files that come with the request belong to it, whoever typed it: no ability on the new case is asked for.
    uploader = Actor.system() if by.is_agent else by
    for each in submission.attachments:
        attachment = record(each) if isinstance(each, Stored) else each
        attach(case, attachment=attachment, is_public=True, by=uploader, at=case.recorded_at)


def _person(
    submission: Submission, sector_id: int, types: Catalogue, by: Actor, now: datetime
) -> Person | None:
    readable = searchable_sectors(sector_id, types, by)
    if submission.person_id is not None:
        chosen: Person | None = Person.objects.known_in(readable).filter(pk=submission.person_id).first()
        if chosen is None:
            raise Rejected(NO_SUCH_PERSON)
        make_known(chosen, sector_id)
        return chosen
    if submission.person.is_empty:
        return None
    return match_or_create(
        submission.person,
        sector_id=sector_id,
        readable=readable,
        at=now,
        trusted=by.access is not None,
        but_not=submission.not_person_ids,
    )


NO_SUCH_PERSON = {"person": "Cette personne n'existe pas."}
