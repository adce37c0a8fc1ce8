"""What the town offers: its request types and its departments."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from parvis.api.schemas import DepartmentDetail, RequestTypeOut
from parvis.catalog.catalogue import catalogue
from parvis.tenancy.configuration import snapshot

router = Router(tags=["Configuration"])


@router.get(
    "/request-types", response=list[RequestTypeOut], summary="Types de demande", url_name="request_types"
)
def request_types(request: HttpRequest) -> Any:
    return [
        {
            "code": each.code,
            "label": each.label,
            "help": each.help_text,
            "kind": each.kind,
            "department": {"code": each.department.code, "name": each.department.name},
            "location": each.location_rule,
            "identification": each.identification,
        }
        for each in catalogue(snapshot()).types
    ]


@router.get("/departments", response=list[DepartmentDetail], summary="Services", url_name="departments")
def departments(request: HttpRequest) -> Any:
    return [
        {"code": d.code, "name": d.name, "address": d.address, "email": d.email, "phone": d.phone}
        for d in catalogue(snapshot()).departments.values()
        if d.active
    ]
