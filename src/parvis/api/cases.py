"""Cases: send one, read one, read those that changed."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from ninja import Header, Query, Router, Status

from parvis.api import cursors
from parvis.api.errors import ApiError
from parvis.api.schemas import CaseIn, CaseOut, CasesOut, CreatedOut, ErrorOut
from parvis.api.showing import case_body, created_body, opened_by
from parvis.cases import references
from parvis.cases.models import Case
from parvis.cases.states import State
from parvis.catalog.catalogue import catalogue
from parvis.history.actors import Actor
from parvis.intake.channels.registry import channel
from parvis.intake.receiving import receive
from parvis.organisation.access import Access
from parvis.tenancy.configuration import snapshot
from parvis.tenancy.links import base_url

router = Router(tags=["Demandes"])
PAGE = 100
YEARS = range(1990, 2200)


@router.post(
    "/cases",
    response={201: CreatedOut, 200: CreatedOut, 409: ErrorOut, 422: ErrorOut},
    summary="Transmettre une demande",
    url_name="cases",
)
def create(request: HttpRequest, payload: CaseIn, idempotency_key: str | None = Header(None)) -> Any:  # type: ignore[type-arg]
    """Rejouer la même demande avec la même clé d'idempotence rend 200 et la même demande ; avec un autre contenu, 409."""
    town, token = request.tenant, request.token  # type: ignore[attr-defined]
    data = payload.model_dump()
    if idempotency_key:
        if data["idempotency_key"] not in (None, idempotency_key):
            problem = "L'en-tête et le corps donnent deux clés différentes."
            raise ApiError(422, "invalid", problem, {"idempotency_key": problem})
        data["idempotency_key"] = idempotency_key
    submission = channel("api").parse({**data, "time_zone": town.time_zone})
    # A key belongs to the partner that chose it.
    submission = replace(submission, scope=f"{submission.scope}:{token.pk}")
    received = receive(submission, by=Actor.token(token.pk, token.name))
    return Status(201 if received.created else 200, created_body(received.case, town))


@router.get(
    "/cases", response={200: CasesOut, 422: ErrorOut}, summary="Lister les demandes", url_name="case_list"
)
def list_(
    request: HttpRequest,
    updated_since: str | None = Query(
        None, description="ISO 8601 : celles qui ont bougé depuis.", max_length=40
    ),
    state: str | None = Query(
        None, description="received, in_progress, waiting, scheduled ou closed", max_length=20
    ),
    department: str | None = Query(None, description="Code d'un service", max_length=20),
    cursor: str | None = Query(None, max_length=200),
) -> Any:
    """De la plus récente à la plus ancienne, par pages de 100. Les secteurs protégés n'y sont pas."""
    problems: dict[str, str] = {}
    cases = (
        Case.objects.readable_by(Access.partner())
        .for_lists()
        .select_related("request_type", "department", "district")
    )
    if updated_since:
        since = _instant(updated_since, request.tenant.time_zone, problems)  # type: ignore[attr-defined]
        cases = cases.filter(last_activity_at__gte=since) if since else cases
    if state:
        if state not in State.values:
            problems["state"] = f"Valeurs possibles : {', '.join(State.values)}."
        cases = cases.filter(state=state)
    if department:
        known = {d.code: d.pk for d in catalogue(snapshot()).departments.values()}
        if department not in known:
            problems["department"] = "Aucun service ne porte ce code."
        cases = cases.filter(department_id=known.get(department))
    if cursor:
        after = cursors.read(cursor)
        if after is None:
            problems["cursor"] = "Ce curseur est illisible : recommencez sans lui."
        else:
            cases = cases.older_than(*after)
    if problems:
        raise ApiError(422, "invalid", "Certains paramètres sont à corriger.", problems)
    rows = list(cases.most_recent_first()[: PAGE + 1])
    page = rows[:PAGE]
    own = opened_by(request.token, page)  # type: ignore[attr-defined]
    base = base_url(request.tenant)  # type: ignore[attr-defined]
    return {
        "cases": [case_body(case, own=case.pk in own, base=base) for case in page],
        "next": cursors.write(page[-1]) if len(rows) > PAGE else None,
    }


@router.get(
    "/cases/{reference}", response={200: CaseOut, 404: ErrorOut}, summary="Lire une demande", url_name="case"
)
def read(request: HttpRequest, reference: str) -> Any:
    case = (
        Case.objects.readable_by(Access.partner())
        .select_related("request_type", "department", "district")
        .defer("search")
        .filter(reference=references.read(reference))
        .first()
    )
    if case is None:
        raise ApiError(404, "not_found", "Aucune demande ne porte ce numéro.")
    own = bool(opened_by(request.token, [case]))  # type: ignore[attr-defined]
    return case_body(case, own=own, base=base_url(request.tenant))  # type: ignore[attr-defined]


def _instant(text: str, time_zone: str, problems: dict[str, str]) -> datetime | None:
    # In an address « + » reads as a space.
    try:
        written = datetime.fromisoformat(text.strip().replace(" ", "+") if "T" in text else text.strip())
        if written.year not in YEARS:
            raise ValueError
    except ValueError:
        problems["updated_since"] = "Une date ISO 8601 est attendue, par exemple 2026-03-04T10:30:00Z."
        return None
    return written.replace(tzinfo=written.tzinfo or ZoneInfo(time_zone))
