"""The one door: every request of every channel becomes a case here, in one transaction."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import Any

from django.db import connection, transaction

from parvis.cases.attaching import attach
from parvis.cases.models import Case
from parvis.cases.opening import Opening, open_case
from parvis.cases.states import Channel
from parvis.catalog.catalogue import Catalogue, catalogue
from parvis.catalog.delays import due_at
from parvis.catalog.models import Priority, RequestType
from parvis.catalog.recognising import match_type
from parvis.directory.matching import make_known, match_or_create
from parvis.directory.models import Person
from parvis.files.storing import Stored, record
from parvis.history.actors import Actor
from parvis.history.models import ActorKind
from parvis.intake.models import IdempotencyKey
from parvis.intake.submission import LONGEST_DESCRIPTION, KeyReused, Place, Rejected, Submission
from parvis.kit import clock
from parvis.kit.tenant import current_tenant_id
from parvis.kit.text import clean_text
from parvis.organisation.models import Agent
from parvis.routing.deciding import Facts, route
from parvis.tenancy.configuration import Snapshot, snapshot
from parvis.tenancy.models import Collectivity
from parvis.territory.districts import district_of

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
#: A clock may be a little ahead of ours.
AHEAD = timedelta(minutes=10)
#: How long a key protects its sending.
KEPT = timedelta(days=30)
#: What the directory's columns hold.
LONGEST_NAMES = {
    "given_names": 150, "family_name": 150, "organisation_name": 200, "title": 20, "registration": 20, "email": 254,
    "phone": 20, "phone_display": 300,
}  # fmt: skip


@dataclass(frozen=True)
class Received:
    case: Case
    #: False when the same key had already made this case.
    created: bool


def receive(submission: Submission, *, by: Actor) -> Received:
    """Match the person, open the case, route it, append the event, enqueue what follows.

    Raises Rejected with a message per field. The same idempotency key gives the same case, once.
    """
    submission = _cleaned(submission)
    if len(submission.description) > LONGEST_DESCRIPTION:
        # Before any word of it is read.
        raise Rejected({"description": f"Ce texte est trop long : {LONGEST_DESCRIPTION} caractères au plus."})
    try:
        with transaction.atomic():
            known = snapshot()
            types = catalogue(known)
            request_type, recognised = _type_of(submission, types)
            _check(submission, request_type, by)
            case = _open(submission, request_type, recognised, by, known, types)
            if submission.key:
                _keep_key(submission, case)
            _attach_files(submission, case, by)
            return Received(case, created=True)
    except _AlreadyReceived:
        # What was opened again is rolled back; the second of two simultaneous requests waited for the first here.
        with transaction.atomic():
            return Received(_earlier(submission), created=False)


class _AlreadyReceived(Exception):
    """The key has already made a case."""


def _open(
    submission: Submission,
    request_type: RequestType,
    recognised: bool,
    by: Actor,
    known: Snapshot,
    types: Catalogue,
) -> Case:
    now = clock.now()
    place = submission.place
    district = district_of(
        float(place.latitude) if place.latitude is not None else None,
        float(place.longitude) if place.longitude is not None else None,
        known,
    )
    decision = route(
        Facts(
            request_type,
            submission.channel,
            submission.description,
            submission.received_at,
            district.pk if district else None,
            unrecognised=not recognised,
        ),
        known,
    )
    sector_id = _sector(request_type, decision.department.sector_id, types)
    opening = Opening(
        request_type=request_type,
        department=decision.department,
        sector_id=sector_id,
        channel=submission.channel,
        other_channels=submission.other_channels,
        description=submission.description,
        received_at=submission.received_at,
        sent_at=submission.sent_at,
        person=_person(submission, sector_id, types, by, now),
        anonymous=submission.anonymous,
        assignee_id=decision.agent_id,
        addressed_to_id=submission.addressed_to_id,
        answers=submission.answers,
        address=place.address,
        latitude=place.latitude,
        longitude=place.longitude,
        district=district,
        due_at=due_at(request_type, decision.department.pk, submission.received_at, known),
        priority=submission.priority,
        explanation=decision.explanation,
        rule_id=decision.rule_id,
    )
    return open_case(opening, by=by, at=now, time_zone=known.get("time zone", _time_zone))


def _attach_files(submission: Submission, case: Case, by: Actor) -> None:
    """After the key, so that a second sending of the same form never touches the files of the first."""
    for each in submission.attachments:
        attachment = record(each) if isinstance(each, Stored) else each
        attach(case, attachment=attachment, is_public=True, by=_uploader(by), at=case.recorded_at)


def _uploader(by: Actor) -> Actor:
    # Files that come with the request belong to it, whoever typed it: no ability on the new case is asked for.
    return Actor.system() if by.is_agent else by


def _cleaned(submission: Submission) -> Submission:
    """Text that the database can hold; each other channel once."""
    person, place = submission.person, submission.place
    said = {name: clean_text(getattr(person, name)).strip() for name in person.__dataclass_fields__}
    others = dict.fromkeys(c for c in submission.other_channels if c != submission.channel)
    return replace(
        submission,
        description=clean_text(submission.description).strip(),
        person=replace(person, **said),
        place=replace(place, address=clean_text(place.address).strip()[:300]),
        answers=_cleaned_answers(submission.answers),
        other_channels=tuple(others),
        scope=clean_text(submission.scope),
        key=clean_text(submission.key),
    )


def _cleaned_answers(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {clean_text(str(key)): _cleaned_answers(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_cleaned_answers(inner) for inner in value]
    return None if isinstance(value, float) and not isfinite(value) else value


def _type_of(submission: Submission, types: Catalogue) -> tuple[RequestType, bool]:
    """The type asked for, else the one the words designate, else « autre demande » for the dispatcher."""
    if submission.type_code:
        found = types.by_code.get(submission.type_code)
        if found is None:
            raise Rejected({"request_type": "Ce type de demande n'existe pas ou n'est plus proposé."})
        return found, True
    matches = match_type(submission.description, types.types)
    if matches:
        return types.by_code[matches[0][0]], True
    other = types.other
    if other is None:
        raise Rejected({"request_type": "Choisissez un type de demande."})
    return other, False


def _check(submission: Submission, request_type: RequestType, by: Actor) -> None:
    problems = _problems(submission) | _impossible(submission)
    nobody = submission.person.is_empty and submission.person_id is None
    may_be_anonymous = request_type.identification == RequestType.Identification.ANONYMOUS
    # An agent may record what a passer-by said; the web and partners may not where the type asks who it is.
    if nobody and not may_be_anonymous and not by.is_agent:
        whose = "Dites qui vous êtes" if by.kind == ActorKind.PERSON else "Dites qui demande"
        problems["person"] = f"{whose} : ce type de demande ne peut pas être anonyme."
    if problems:
        raise Rejected(problems)


def _problems(submission: Submission) -> dict[str, str]:
    """What the person who typed it can correct."""
    problems: dict[str, str] = {}
    if not submission.description:
        problems["description"] = "Décrivez votre demande en quelques mots."
    if not EARLIEST <= submission.received_at <= clock.now() + AHEAD:
        problems["received_at"] = "Cette date de réception n'est pas possible."
    sent = submission.sent_at
    if sent is not None and (sent < EARLIEST or sent - submission.received_at > timedelta(days=1)):
        problems["sent_at"] = "La date d'envoi ne peut pas suivre la réception."
    for name, longest in LONGEST_NAMES.items():
        if len(getattr(submission.person, name)) > longest:
            problems[name] = f"C'est trop long : {longest} caractères au plus."
    return problems


def _impossible(submission: Submission) -> dict[str, str]:
    """What no form of ours lets anybody send."""
    problems: dict[str, str] = {}
    if not {submission.channel, *submission.other_channels} <= set(Channel.values):
        problems["channel"] = "Cette origine n'existe pas."
    if submission.priority is not None and submission.priority not in Priority.values:
        problems["priority"] = "Cette priorité n'existe pas."
    if not _on_earth(submission.place):
        problems["place"] = "Ce point n'existe pas."
    if len(submission.scope) > 40 or len(submission.key) > 100:
        problems["idempotency_key"] = "Cette clé est trop longue : 100 caractères au plus."
    elected = submission.addressed_to_id
    if elected is not None and not Agent.objects.filter(pk=elected, active=True).exists():
        problems["addressed_to"] = "Cette personne n'est pas de la mairie."
    return problems


def _on_earth(place: Place) -> bool:
    latitude, longitude = place.latitude, place.longitude
    if latitude is None or longitude is None:
        return latitude is longitude
    finite = latitude.is_finite() and longitude.is_finite()
    return finite and abs(latitude) <= 90 and abs(longitude) <= 180


def _sector(request_type: RequestType, department_sector: int, types: Catalogue) -> int:
    """The type's sector; when the case goes to a department of a sealed one, that one."""
    own = types.sectors[request_type.sector_id]
    other = types.sectors[department_sector]
    return other.pk if other.sealed and not own.sealed else own.pk


def _person(
    submission: Submission, sector_id: int, types: Catalogue, by: Actor, now: datetime
) -> Person | None:
    """Among those the agent may read; for the person themselves, also among those of the sector they turn to."""
    if by.access is not None:
        readable = by.access.readable_sectors | ({sector_id} & by.access.open_sectors)
    else:
        readable = frozenset(s.pk for s in types.sectors.values() if not s.sealed) | {sector_id}
    if submission.person_id is not None:
        chosen = Person.objects.known_in(readable).filter(pk=submission.person_id).first()
        if chosen is None:
            raise Rejected({"person": "Cette personne n'existe pas."})
        make_known(chosen, sector_id)
        return chosen
    if submission.person.is_empty:
        return None
    return match_or_create(
        submission.person, sector_id=sector_id, readable=readable, at=now, trusted=by.access is not None
    )


def _digest(submission: Submission) -> str:
    content = [
        submission.type_code, submission.description, submission.channel, repr(submission.place),
        repr(submission.person), submission.person_id, repr(submission.answers), submission.anonymous,
        str(submission.sent_at), submission.priority, submission.addressed_to_id, submission.other_channels,
        sorted(each.sha256 for each in submission.attachments),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _earlier(submission: Submission) -> Case:
    """The case this key made; raises KeyReused when it was for something else."""
    row = IdempotencyKey.objects.select_related("case__department", "case__request_type").get(
        scope=submission.scope, key=submission.key
    )
    if row.digest != _digest(submission):
        raise KeyReused({"idempotency_key": "Cette clé a déjà servi pour une autre demande."})
    return row.case


def _keep_key(submission: Submission, case: Case) -> None:
    """Written after the case, in the same transaction: no look-up when the key is new, which is nearly always."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO intake_idempotencykey (tenant_id, scope, key, digest, case_id, at)"
            " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (tenant_id, scope, key) DO NOTHING",
            [
                case.tenant_id,
                submission.scope,
                submission.key,
                _digest(submission),
                case.pk,
                case.recorded_at,
            ],
        )
        if cursor.rowcount == 0:
            raise _AlreadyReceived


def _time_zone() -> str:
    return Collectivity.objects.values_list("time_zone", flat=True).get(pk=current_tenant_id())


def forget_old_keys() -> int:
    """Drop the keys older than KEPT; a replay that late is a new sending."""
    count, _ = IdempotencyKey.objects.filter(at__lt=clock.now() - KEPT).delete()
    return count
