"""Errors as partners' software reads them: {"error": {"code", "message", "fields"}}, in French for their screens."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from parvis.insights.filters import BadFilters
from parvis.intake.submission import KeyReused, Rejected

INVALID = "Certains champs sont à corriger."

_BY_TYPE = {
    "missing": "Ce champ est obligatoire.",
    "extra_forbidden": "Ce champ n'existe pas.",
    "string_type": "Un texte est attendu.",
    "string_unicode": "Ce texte est illisible.",
    "string_too_long": "Trop long : {max_length} caractères au plus.",
    "too_long": "Trop d'éléments : {max_length} au plus.",
    "greater_than_equal": "Au moins {ge} est attendu.",
    "less_than_equal": "Au plus {le} est attendu.",
    "finite_number": "Un nombre est attendu.",
    "enum": "Valeurs possibles : {expected}.",
    "literal_error": "Valeurs possibles : {expected}.",
}
_BY_START = {
    "float": "Un nombre est attendu.",
    "int": "Un nombre entier est attendu.",
    "bool": "true ou false est attendu.",
    "dict": "Un objet est attendu.",
    "model": "Un objet est attendu.",
    "datetime": "Une date ISO 8601 est attendue, par exemple 2026-03-04T10:30:00+01:00.",
}


class ApiError(Exception):
    def __init__(self, status: int, code: str, message: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.fields = status, code, message, dict(fields or {})


def answer(status: int, code: str, message: str, fields: Mapping[str, str] | None = None) -> JsonResponse:
    error: dict[str, Any] = {"code": code, "message": message}
    if fields:
        error["fields"] = dict(fields)
    return JsonResponse({"error": error}, status=status, json_dumps_params={"ensure_ascii": False})


def unauthorised() -> JsonResponse:
    response = answer(401, "unauthorised", "Jeton absent, inconnu ou révoqué.")
    response["WWW-Authenticate"] = 'Bearer realm="Parvis"'
    return response


def not_found() -> JsonResponse:
    return answer(404, "not_found", "Rien ne répond à cette adresse.")


def _of(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    match error:
        case ApiError():
            return answer(error.status, error.code, error.message, error.fields)
        case KeyReused():
            return answer(409, "idempotency_key_reused", str(error), error.problems)
        case Rejected():
            return answer(422, "invalid", INVALID, error.problems)
        case BadFilters():
            return answer(422, "invalid", INVALID, error.problems)
        case ValidationError():
            return answer(422, "invalid", INVALID, _fields(error.errors))
        case AuthenticationError():
            return unauthorised()
        case Http404():
            return not_found()
        case HttpError(status_code=status):
            return answer(status, "bad_json", "Requête illisible : un objet JSON en UTF-8 est attendu.")
    raise error


def register(api: NinjaAPI) -> None:
    for kind in (
        ApiError, Rejected, BadFilters, ValidationError, AuthenticationError, Http404, HttpError, Exception,
    ):  # fmt: skip
        api.add_exception_handler(kind, _of)


def _fields(errors: list[dict[str, Any]]) -> dict[str, str]:
    """By dotted path, without the « body » and « payload » that ninja puts before it."""
    found: dict[str, str] = {}
    for error in errors:
        where = [str(part) for part in error["loc"]]
        path = where[2:] if where[:1] == ["body"] else where[1:]
        found.setdefault(".".join(path)[:200] or "body", _sentence(error))
    return found


def _sentence(error: Mapping[str, Any]) -> str:
    kind = str(error["type"])
    template = _BY_TYPE.get(kind) or _BY_START.get(kind.split("_")[0], "Cette valeur est refusée.")
    return template.format_map({"expected": "", **error.get("ctx", {})})
