"""Error pages: what happened, what was kept, what to do. None of them needs the database."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    context = {
        "title": title,
        "text": text,
        "status": status,
        "request_id": getattr(request, "request_id", ""),
    }
    if request.path.startswith("/api/"):
        from django.http import JsonResponse

        return JsonResponse({"error": {"code": status, "message": text}}, status=status)
    # Rendered without the request: no context processor, so no query.
    response = HttpResponse(render_to_string("ui/error.html", context), status=status)
    if status == 503:
        response["Retry-After"] = "10"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(
        request,
        400,
        "Demande illisible",
        "Votre navigateur a envoyé quelque chose que nous ne comprenons pas.",
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 403, "Accès refusé", "Vous n'avez pas accès à cette page.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 404, "Page introuvable", "Cette page n'existe pas ou n'existe plus.")


def failed(request: HttpRequest) -> HttpResponse:
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return page(
            request,
            503,
            "Parvis est momentanément indisponible",
            "La base de données ne répond pas. Rien de ce qui était enregistré n'est perdu. "
            "Revenez en arrière et réessayez dans un instant.",
        )
    return page(
        request,
        500,
        "Quelque chose n'a pas marché",
        "L'incident est noté. Ce que vous veniez d'envoyer n'est pas enregistré : revenez en arrière et réessayez.",
    )


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(
        request,
        403,
        "La page a expiré",
        "Par sécurité, rien n'a été enregistré. Revenez en arrière, rechargez la page et renvoyez le formulaire.",
    )
