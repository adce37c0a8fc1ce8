"""What every channel taken down by an agent shares: the fields of the one-screen entry."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from parvis.catalog.models import Priority
from parvis.directory.matching import Identity
from parvis.directory.normalising import format_phone, normalise_email, normalise_phone
from parvis.intake.channels.registry import IntakeChannel
from parvis.intake.submission import LONGEST_DESCRIPTION, Place, Rejected, Submission
from parvis.kit import clock

EARLIEST_YEAR = 1990
BARE_EXAMPLE: Mapping[str, Any] = {
    "description": "Un trou dans la chaussée devant le 12.",
    "time_zone": "Europe/Paris",
}


class TakenByAgent(IntakeChannel, shared=True):
    """``data`` holds texts as typed, by the names of the fields; besides them ``time_zone`` (the town's), ``answers``
    (a mapping), ``attachments`` (stored files) and ``not_person_ids`` (identifiers)."""

    example = BARE_EXAMPLE

    @classmethod
    def parse(cls, data: Mapping[str, Any]) -> Submission:
        problems: dict[str, str] = {}
        zone = ZoneInfo(str(data.get("time_zone") or "UTC"))
        received_at = _instant(data, "received_at", zone, problems, "La date de réception") or clock.now()
        sent_at = _instant(data, "sent_at", zone, problems, "La date d'envoi")
        if (
            sent_at is not None
            and "received_at" not in problems
            and sent_at > received_at + timedelta(days=1)
        ):
            problems["sent_at"] = "La date d'envoi ne peut pas suivre la réception."
        description = _text(data, "description", LONGEST_DESCRIPTION + 1)
        if not description:
            problems["description"] = "Écrivez en quelques mots ce que la personne demande."
        elif len(description) > LONGEST_DESCRIPTION:
            problems["description"] = f"Ce texte est trop long : {LONGEST_DESCRIPTION} caractères au plus."
        anonymous = bool(data.get("anonymous"))
        submission = Submission(
            channel=cls.code,
            description=description,
            received_at=received_at,
            sent_at=sent_at,
            type_code=_text(data, "request_type", 40),
            person=Identity() if anonymous else _identity(data, problems),
            person_id=None if anonymous else _number(data, "person_id"),
            not_person_ids=frozenset() if anonymous else frozenset(data.get("not_person_ids") or ()),
            anonymous=anonymous,
            on_behalf_of=_text(data, "on_behalf_of", 200),
            place=_place(data, problems),
            answers=dict(data.get("answers") or {}),
            attachments=tuple(data.get("attachments") or ()),
            priority=_priority(data, problems),
            scope=cls.scope,
            key=_text(data, "key", 100),
        )
        if problems:
            raise Rejected(problems)
        return submission


def _text(data: Mapping[str, Any], name: str, longest: int) -> str:
    return str(data.get(name) or "").replace("\x00", "").strip()[:longest]


def _number(data: Mapping[str, Any], name: str) -> int | None:
    text = _text(data, name, 20)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _identity(data: Mapping[str, Any], problems: dict[str, str]) -> Identity:
    email_typed, phone_typed = _text(data, "email", 300), _text(data, "phone", 80)
    email, phone = normalise_email(email_typed), normalise_phone(phone_typed)
    if email_typed and email is None:
        problems["email"] = "Cette adresse électronique n'est pas complète."
    if phone_typed and phone is None:
        problems["phone"] = "Ce numéro de téléphone n'existe pas : vérifiez les chiffres."
    return Identity(
        title=_text(data, "title", 20),
        given_names=_text(data, "given_names", 150),
        family_name=_text(data, "family_name", 150),
        organisation_name=_text(data, "organisation_name", 200),
        email=email or "",
        phone=phone or "",
        phone_display=format_phone(phone) if phone else "",
        postal_address=_text(data, "postal_address", 300),
    )


def _place(data: Mapping[str, Any], problems: dict[str, str]) -> Place:
    latitude, longitude = _degrees(data, "lat", 90), _degrees(data, "lon", 180)
    if (latitude is None) != (longitude is None):
        problems["address"] = "Ce point n'est pas complet : placez-le de nouveau, ou écrivez l'adresse."
        latitude = longitude = None
    return Place(_text(data, "address", 300), latitude, longitude)


def _degrees(data: Mapping[str, Any], name: str, most: int) -> Decimal | None:
    try:
        value = Decimal(_text(data, name, 24))
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value) > most:
        return None
    return value.quantize(Decimal("0.000001"))


def _priority(data: Mapping[str, Any], problems: dict[str, str]) -> int | None:
    chosen = _number(data, "priority")
    if chosen is not None and chosen not in Priority.values:
        problems["priority"] = "Cette priorité n'existe pas."
    return chosen


def _instant(
    data: Mapping[str, Any], name: str, zone: ZoneInfo, problems: dict[str, str], what: str
) -> datetime | None:
    """A local date and time (« 2027-03-04T10:30 ») or a day alone, taken at noon, or now when it is today."""
    text = _text(data, name, 40)
    if not text:
        return None
    now = clock.now()
    try:
        typed = datetime.fromisoformat(text)
    except ValueError:
        problems[name] = f"{what} n'est pas lisible : écrivez le jour, le mois et l'année."
        return None
    if not EARLIEST_YEAR <= typed.year <= now.year + 1:
        problems[name] = f"{what} n'est pas possible : vérifiez l'année ({typed.year})."
        return None
    if "T" not in text and " " not in text:
        typed = datetime.combine(typed.date(), time(12))
        if typed.date() == now.astimezone(zone).date():
            return now
    instant = typed.replace(tzinfo=typed.tzinfo or zone).astimezone(UTC)
    if instant > now + timedelta(minutes=10):
        problems[name] = f"{what} est dans le futur."
        return None
    return instant
