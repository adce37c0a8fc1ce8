"""What goes in and out, as the OpenAPI document shows it. Instants are ISO 8601, UTC on the way out."""

from typing import Any

from ninja import Field, Schema
from pydantic import ConfigDict

from parvis.intake.submission import LONGEST_DESCRIPTION


class In(Schema):
    """Unknown fields are refused: a misspelt one would be lost in silence."""

    model_config = ConfigDict(extra="forbid")


class LocationIn(In):
    address: str | None = Field(None, max_length=300)
    lat: float | None = Field(None, ge=-90, le=90, description="Degrés décimaux, WGS 84.")
    lon: float | None = Field(None, ge=-180, le=180)


class PersonIn(In):
    given_names: str | None = Field(None, max_length=150)
    family_name: str | None = Field(None, max_length=150)
    organisation: str | None = Field(None, max_length=200)
    email: str | None = Field(None, max_length=254)
    phone: str | None = Field(None, max_length=60)
    address: str | None = Field(None, max_length=300, description="Adresse postale.")


class CaseIn(In):
    description: str = Field(
        max_length=LONGEST_DESCRIPTION, description="Ce que la personne demande, en texte."
    )
    request_type: str | None = Field(
        None,
        max_length=20,
        description="Code d'un type de demande ; absent, les mots de la description choisissent.",
    )
    channel: str | None = Field(None, max_length=10, description="Origine ; « api » par défaut.")
    location: LocationIn | None = None
    person: PersonIn | None = None
    anonymous: bool = False
    answers: dict[str, Any] | None = Field(
        None, description="Réponses au formulaire du type, par code de question."
    )
    received_at: str | None = Field(
        None,
        max_length=40,
        description="ISO 8601 ; sans décalage horaire, l'heure de la ville. Maintenant par défaut.",
    )
    idempotency_key: str | None = Field(None, max_length=100, description="Ou l'en-tête Idempotency-Key.")


class DepartmentOut(Schema):
    code: str
    name: str


class RequestTypeRef(Schema):
    code: str
    label: str


class CreatedLinks(Schema):
    follow: str = Field(description="Lien privé de suivi, à remettre à la personne.")
    self: str | None = Field(description="Absent quand la demande relève d'un secteur protégé.")


class CreatedOut(Schema):
    reference: str
    department: DepartmentOut
    request_type: RequestTypeRef
    status: str
    due_at: str | None
    explanation: str
    links: CreatedLinks


class LocationOut(Schema):
    address: str
    lat: float | None
    lon: float | None


class CaseLinks(Schema):
    self: str
    follow: str | None = None


class CaseOut(Schema):
    reference: str
    status: str
    status_label: str
    outcome: str | None
    outcome_label: str | None
    request_type: RequestTypeRef
    department: DepartmentOut
    channel: str
    priority: int
    district: str | None
    location: LocationOut | None = Field(
        description="Pour vos demandes, et pour les types montrés sur la carte publique."
    )
    description: str | None = Field(description="Pour les demandes que ce jeton a créées.")
    closing_text: str | None = Field(description="Pour les demandes que ce jeton a créées.")
    received_at: str
    updated_at: str
    due_at: str | None
    first_reply_at: str | None
    closed_at: str | None
    links: CaseLinks


class CasesOut(Schema):
    cases: list[CaseOut]
    next: str | None = Field(description="À passer en « cursor » pour la suite ; null à la fin.")


class RequestTypeOut(Schema):
    code: str
    label: str
    help: str
    kind: str
    department: DepartmentOut
    location: str = Field(description="required, optional ou none")
    identification: str = Field(description="anonymous, identified ou strong")


class DepartmentDetail(DepartmentOut):
    address: str
    email: str
    phone: str


class ErrorDetail(Schema):
    code: str
    message: str
    fields: dict[str, str] | None = None


class ErrorOut(Schema):
    error: ErrorDetail
