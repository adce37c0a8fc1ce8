"""The addresses of the API, version 1; its OpenAPI document is ``openapi.json``."""

from django.http import HttpRequest, HttpResponseBase
from django.urls import include, path, re_path
from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from parvis.api import cases, configuration, errors, figures
from parvis.api.gate import TokenAuth, gated
from parvis.api.parsing import StrictParser


class Readable(JSONRenderer):
    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    title="Parvis",
    version="1.0",
    description="Demandes des habitants et chiffres. Guide : docs/api.md.",
    # Its documentation page would load scripts from elsewhere.
    docs_url=None,
    auth=TokenAuth(),
    parser=StrictParser(),
    renderer=Readable(),
    urls_namespace="api-1",
)
errors.register(api)
for router in (cases.router, configuration.router, figures.router):
    api.add_router("", router)


def unknown(request: HttpRequest) -> HttpResponseBase:
    return errors.not_found()


unknown.csrf_exempt = True  # type: ignore[attr-defined]

urlpatterns = [
    path("", include((gated(api.urls[0]), "ninja"), namespace="api-1")),
    re_path(r"^.*$", unknown),
]
