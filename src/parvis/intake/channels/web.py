"""The town's own web form."""

import unicodedata
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from parvis.cases.states import Channel
from parvis.directory.matching import Identity
from parvis.directory.normalising import (
    format_phone,
    normalise_email,
    normalise_phone,
    normalise_rna,
    normalise_siren,
    normalise_siret,
)
from parvis.intake.channels.registry import IntakeChannel
from parvis.intake.submission import Place, Rejected, Submission
from parvis.kit import clock

LONGEST_NAME = 150
LONGEST_ORGANISATION = 200
_JOINERS = "\u200c\u200d"  # hold emoji and some scripts together


class Web(IntakeChannel):
    code = "web"
    label = "Site web"
    scope = "web"
    example = {"description": "Un trou devant le 12.", "family_name": "Durand", "email": "durand@example.org"}

    @classmethod
    def parse(cls, data: Mapping[str, Any]) -> Submission:
        """Texts as typed, ``answers`` already read by the form, ``attachments`` already stored.

        ``anonymous`` drops whatever was said of the person.
        """
        anonymous = bool(data.get("anonymous"))
        identity = Identity() if anonymous else identity_of(data)
        return Submission(
            channel=Channel.WEB,
            description=_text(data.get("description")),
            received_at=clock.now(),
            type_code=str(data.get("type_code") or ""),
            person=identity,
            anonymous=anonymous or identity.is_empty,
            place=_place(data),
            answers=dict(data.get("answers") or {}),
            attachments=tuple(data.get("attachments") or ()),
            scope=cls.scope if data.get("key") else "",
            key=str(data.get("key") or "")[:100],
        )


def identity_of(data: Mapping[str, Any]) -> Identity:
    """What somebody typed of themselves, normalised; raises ``Rejected`` with a message per field."""
    problems: dict[str, str] = {}
    typed_email, typed_phone = _line(data.get("email"), 254), _line(data.get("phone"), 60)
    email = normalise_email(typed_email) if typed_email else ""
    if email is None:
        problems["email"] = "Cette adresse e-mail n'est pas complète. Exemple : prenom.nom@exemple.fr"
    phone = normalise_phone(typed_phone) if typed_phone else ""
    if phone is None:
        problems["phone"] = "Ce numéro de téléphone n'existe pas. Exemple : 06 12 34 56 78"
    registration = _line(data.get("registration"), 30)
    if registration:
        known = normalise_siret(registration) or normalise_siren(registration) or normalise_rna(registration)
        if known is None:
            problems["registration"] = (
                "Ce numéro n'est ni un SIRET (14 chiffres) ni un RNA (W et 9 chiffres)."
            )
        registration = known or ""
    if problems:
        raise Rejected(problems)
    return Identity(
        given_names=_line(data.get("given_names"), LONGEST_NAME),
        family_name=_line(data.get("family_name"), LONGEST_NAME),
        organisation_name=_line(data.get("organisation_name"), LONGEST_ORGANISATION),
        registration=registration,
        email=email or "",
        phone=phone or "",
        phone_display=format_phone(phone) if phone else "",
    )


def _place(data: Mapping[str, Any]) -> Place:
    latitude, longitude = _degrees(data.get("latitude"), 90), _degrees(data.get("longitude"), 180)
    if latitude is None or longitude is None:  # half a point is no point
        latitude = longitude = None
    return Place(_line(data.get("address"), 300), latitude, longitude)


def _degrees(value: Any, most: int) -> Decimal | None:
    try:
        number = Decimal(str(value or ""))
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number) > most:
        return None
    return number.quantize(Decimal("0.000001"))


def _text(value: Any) -> str:
    """Lines kept, control and direction marks dropped: they would disguise what is read."""
    lines = str(value or "").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        c for c in lines if c in "\n\t" or c in _JOINERS or unicodedata.category(c) not in ("Cc", "Cf", "Cs")
    )


def _line(value: Any, longest: int) -> str:
    return " ".join(_text(value).split())[:longest]
