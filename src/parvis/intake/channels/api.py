"""Partners' software, by the REST API."""

import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from parvis.cases.states import Channel
from parvis.directory.matching import Identity
from parvis.directory.normalising import format_phone, normalise_email, normalise_phone
from parvis.intake.channels.registry import IntakeChannel
from parvis.intake.submission import Place, Rejected, Submission
from parvis.kit import clock

LONGEST_ANSWERS = 20_000
LONGEST_KEY = 100
YEARS = range(1990, 2200)
_JOINERS = "\u200c\u200d"  # hold emoji and some scripts together


class Api(IntakeChannel):
    """``data`` is the body of ``POST /api/v1/cases``, and ``time_zone``, the town's, for dates that name none."""

    code = "api"
    label = "Partenaire"
    scope = "api"
    example = {
        "description": "Un trou devant le 12.",
        "location": {"address": "12 rue des Lilas", "lat": 48.73, "lon": 1.36},
        "person": {"family_name": "Durand", "email": "durand@example.org"},
    }

    @classmethod
    def parse(cls, data: Mapping[str, Any]) -> Submission:
        problems: dict[str, str] = {}
        channel = str(data.get("channel") or cls.code)
        if channel not in Channel.values:
            problems["channel"] = f"Cette origine n'existe pas. Valeurs : {', '.join(Channel.values)}."
        anonymous = bool(data.get("anonymous"))
        person = _identity(data.get("person") or {}, problems)
        if anonymous and not (person.is_empty and not person.postal_address):
            problems["anonymous"] = "Une demande anonyme ne dit rien de la personne : retirez « person »."
        submission = Submission(
            channel=channel,
            description=_text(data.get("description")),
            received_at=_instant(data, problems),
            type_code=_line(data.get("request_type")),
            person=person,
            anonymous=anonymous or person.is_empty,
            place=_place(data.get("location") or {}, problems),
            answers=_answers(data.get("answers") or {}, problems),
            scope=cls.scope,
            key=_key(data.get("idempotency_key"), problems),
        )
        if problems:
            raise Rejected(problems)
        return submission


def _text(value: Any) -> str:
    """Lines kept; control and direction marks dropped, as they would disguise what is read."""
    lines = str(value or "").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        c for c in lines if c in "\n\t" or c in _JOINERS or unicodedata.category(c) not in ("Cc", "Cf", "Cs")
    ).strip()


def _line(value: Any) -> str:
    return " ".join(_text(value).split())


def _identity(data: Mapping[str, Any], problems: dict[str, str]) -> Identity:
    typed_email, typed_phone = _line(data.get("email")), _line(data.get("phone"))
    email, phone = normalise_email(typed_email), normalise_phone(typed_phone)
    if typed_email and email is None:
        problems["person.email"] = "Cette adresse électronique n'existe pas."
    if typed_phone and phone is None:
        problems["person.phone"] = "Ce numéro de téléphone n'existe pas."
    return Identity(
        given_names=_line(data.get("given_names")),
        family_name=_line(data.get("family_name")),
        organisation_name=_line(data.get("organisation")),
        email=email or "",
        phone=phone or "",
        phone_display=format_phone(phone) if phone else "",
        postal_address=_line(data.get("address")),
    )


def _place(data: Mapping[str, Any], problems: dict[str, str]) -> Place:
    latitude = _degrees(data, "lat", 90, problems)
    longitude = _degrees(data, "lon", 180, problems)
    if (latitude is None) != (longitude is None) and not problems.keys() & {"location.lat", "location.lon"}:
        problems["location"] = "« lat » et « lon » vont ensemble."
    return Place(_line(data.get("address")), latitude, longitude)


def _degrees(data: Mapping[str, Any], name: str, most: int, problems: dict[str, str]) -> Decimal | None:
    value = data.get(name)
    if value is None:
        return None
    if not -most <= value <= most:  # also false of what is not a number
        problems[f"location.{name}"] = f"Des degrés entre -{most} et {most} sont attendus."
        return None
    return Decimal(str(value)).quantize(Decimal("0.000001"))


def _instant(data: Mapping[str, Any], problems: dict[str, str]) -> datetime:
    text = _line(data.get("received_at"))
    if not text:
        return clock.now()
    try:
        written = datetime.fromisoformat(text)
    except ValueError:
        problems["received_at"] = "Une date ISO 8601 est attendue, par exemple 2026-03-04T10:30:00+01:00."
        return clock.now()
    if written.year not in YEARS:
        problems["received_at"] = "Cette date de réception n'est pas possible."
        return clock.now()
    zone = ZoneInfo(str(data.get("time_zone") or "UTC"))
    return written.replace(tzinfo=written.tzinfo or zone).astimezone(UTC)


def _answers(data: Mapping[str, Any], problems: dict[str, str]) -> dict[str, Any]:
    cleaned: dict[str, Any] = _clean(data)
    if len(json.dumps(cleaned, ensure_ascii=False)) > LONGEST_ANSWERS:
        problems["answers"] = f"Trop long : {LONGEST_ANSWERS} caractères au plus."
    return cleaned


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return {_line(k)[:100]: _clean(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_clean(v) for v in value]
    return value


def _key(value: Any, problems: dict[str, str]) -> str:
    key = _line(value)
    if len(key) > LONGEST_KEY:
        problems["idempotency_key"] = f"Trop long : {LONGEST_KEY} caractères au plus."
    return key
