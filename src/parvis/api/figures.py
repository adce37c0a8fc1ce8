"""The figures of the five dashboards, the same as on the pages. Sealed sectors are left out, and it says so."""

from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from parvis.api.errors import ApiError
from parvis.api.schemas import ErrorOut
from parvis.insights.figures import NAMES, UnknownFigures
from parvis.insights.figures import figures as figures_of
from parvis.insights.filters import PARAMETERS
from parvis.organisation.access import Access

router = Router(tags=["Chiffres"])


class FiguresQuery(Schema):
    period: str | None = Field(None, description="30d, month, last-month, year, 12m ou custom")
    first: str | None = Field(None, alias="from", description="AAAA-MM-JJ")
    last: str | None = Field(None, alias="to", description="AAAA-MM-JJ")
    department: str | None = Field(None, description="Code d'un service")
    type: str | None = Field(None, description="Code d'un type de demande")
    district: str | None = Field(None, description="Code d'un quartier, ou none")
    channel: str | None = Field(None, description="Origine")


@router.get(
    "/figures/{name}",
    response={200: dict[str, Any], 404: ErrorOut, 422: ErrorOut},
    summary="Chiffres d'un tableau de bord",
    description=f"Noms : {', '.join(NAMES)}.",
    url_name="figures",
)
def figures(request: HttpRequest, name: str, filters: Query[FiguresQuery]) -> Any:
    values = {key: str(request.GET[key])[:100] for key in PARAMETERS if key in request.GET}
    try:
        return figures_of(name, Access.partner(), values)
    except UnknownFigures:
        raise ApiError(404, "not_found", f"Ces chiffres n'existent pas. Noms : {', '.join(NAMES)}.") from None
