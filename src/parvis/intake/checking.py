"""What may be received: the text cleaned, the type recognised, and the problems told field by field. No query here."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import Any

from parvis.cases.states import Channel
from parvis.catalog.catalogue import Catalogue
from parvis.catalog.models import Priority, RequestType
from parvis.catalog.recognising import match_type
from parvis.directory.matching import Identity
from parvis.history.actors import Actor
from parvis.history.models import ActorKind
from parvis.intake.submission import LONGEST_DESCRIPTION, Place, Rejected, Submission
from parvis.kit import clock
from parvis.kit.text import clean_text

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
#: A clock may be a little ahead of ours.
AHEAD = timedelta(minutes=10)
#: What the directory's columns hold.
LONGEST_NAMES = {
    "given_names": 150, "family_name": 150, "organisation_name": 200, "title": 20, "registration": 20, "email": 254,
    "phone": 20, "phone_display": 300,
}  # fmt: skip
_CHANNELS, _PRIORITIES = frozenset(Channel.values), frozenset(Priority.values)


def cleaned(submission: Submission) -> Submission:
    """Text that the database can hold; each other channel once. Raises Rejected before any word of a novel is read."""
    changes = {name: value for name, value in _clean(submission) if value != getattr(submission, name)}
    if changes:
        submission = replace(submission, **changes)
    if len(submission.description) > LONGEST_DESCRIPTION:
        raise Rejected({"description": f"Ce texte est trop long : {LONGEST_DESCRIPTION} caractères au plus."})
    return submission


def _clean(submission: Submission) -> Iterator[tuple[str, Any]]:
    """Each field that holds text, as it can be kept."""
    yield "description", clean_text(submission.description).strip()
    yield "person", _cleaned_identity(submission.person)
    if submission.place.address:
        address = clean_text(submission.place.address).strip()[:300]
        yield "place", Place(address, submission.place.latitude, submission.place.longitude)
    if submission.answers:
        yield "answers", _cleaned_answers(submission.answers)
    if submission.on_behalf_of:
        yield "on_behalf_of", clean_text(submission.on_behalf_of).strip()[:200]
    if submission.other_channels:
        others = dict.fromkeys(c for c in submission.other_channels if c != submission.channel)
        yield "other_channels", tuple(others)
    if submission.key:
        yield "scope", clean_text(submission.scope)
        yield "key", clean_text(submission.key)


def _cleaned_identity(person: Identity) -> Identity:
    said = {name: clean_text(text).strip() for name, text in vars(person).items() if text}
    return Identity(**said)


def _cleaned_answers(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {clean_text(str(key)): _cleaned_answers(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_cleaned_answers(inner) for inner in value]
    return None if isinstance(value, float) and not isfinite(value) else value


def type_of(submission: Submission, types: Catalogue) -> tuple[RequestType, bool]:
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


def check(
    submission: Submission,
    request_type: RequestType,
    by: Actor,
    *,
    elected: Collection[int],
    history: bool = False,
) -> None:
    """Raises Rejected. ``elected``: the active agents among those submissions are addressed to. ``history``: another
    tool took it long ago, and whoever asked may have stayed unknown."""
    problems = _problems(submission) | _impossible(submission, elected)
    nobody = submission.person.is_empty and submission.person_id is None
    may_be_anonymous = request_type.identification == RequestType.Identification.ANONYMOUS
    # An agent may record what a passer-by said; the web and partners may not where the type asks who it is.
    if nobody and not may_be_anonymous and not by.is_agent and not history:
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


def _impossible(submission: Submission, elected: Collection[int]) -> dict[str, str]:
    """What no form of ours lets anybody send."""
    problems: dict[str, str] = {}
    if submission.channel not in _CHANNELS or not _CHANNELS.issuperset(submission.other_channels):
        problems["channel"] = "Cette origine n'existe pas."
    if submission.priority is not None and submission.priority not in _PRIORITIES:
        problems["priority"] = "Cette priorité n'existe pas."
    if not _on_earth(submission.place):
        problems["place"] = "Ce point n'existe pas."
    if len(submission.scope) > 40 or len(submission.key) > 100:
        problems["idempotency_key"] = "Cette clé est trop longue : 100 caractères au plus."
    if submission.addressed_to_id is not None and submission.addressed_to_id not in elected:
        problems["addressed_to"] = "Cette personne n'est pas de la mairie."
    return problems


def _on_earth(place: Place) -> bool:
    latitude, longitude = place.latitude, place.longitude
    if latitude is None or longitude is None:
        return latitude is longitude
    finite = latitude.is_finite() and longitude.is_finite()
    return finite and abs(latitude) <= 90 and abs(longitude) <= 180
