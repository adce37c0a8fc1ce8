"""What can be administered on screen, for this agent; and, honestly, what is still done by command."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from parvis.organisation.access import Access
from parvis.organisation.current import agent_required
from parvis.organisation.models import Role
from parvis.organisation.screens.refused import not_for_this_role


@dataclass(frozen=True)
class Entry:
    name: str
    icon: str
    title: str
    text: str
    roles: tuple[str, ...]


ENTRIES = (
    Entry(
        "routing:rules", "route", "Orientation",
        "Les règles qui envoient chaque demande au bon service, leur essai sur le passé, et ce que disent les transferts.",
        (Role.ADMINISTRATOR, Role.DISPATCHER),
    ),
    Entry(
        "catalog:types", "list-check", "Étapes",
        "Ce que chaque type de demande fait faire, à quel service, sous combien de jours.",
        (Role.ADMINISTRATOR,),
    ),
    Entry(
        "replies:templates", "note", "Modèles de réponse",
        "Les textes dont partent les agents, remplis depuis la demande ; leurs versions, leur aperçu sur une vraie demande.",
        (Role.ADMINISTRATOR,),
    ),
    Entry(
        "replies:rules", "user-check", "Validation des réponses",
        "Ce que quelqu'un d'autre relit avant que la personne le lise : par type, service, secteur, ou pour les refus.",
        (Role.ADMINISTRATOR,),
    ),
    Entry(
        "intake:imports", "upload", "Reprises",
        "Reprendre l'historique d'un autre outil depuis un fichier, le vérifier, et l'annuler au besoin.",
        (Role.ADMINISTRATOR,),
    ),
)  # fmt: skip
#: What has no screen yet, and the command or the guide that does it.
BY_COMMAND = (
    ("Inviter un agent, lui donner un rôle", "parvis agent invite"),
    ("Créer une commune", "parvis tenant create"),
    ("Donner ou retirer un jeton d'API à un partenaire", "parvis token create, parvis token revoke"),
    ("Sauvegarder et restaurer", "parvis backup, parvis restore"),
    ("Services, types de demande, secteurs, quartiers, horaires, couleur de la ville, départ d'un agent", "parvis manage shell"),
)  # fmt: skip


@agent_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    access: Access = request.access  # type: ignore[attr-defined]
    if not access.may_open_administration:
        return not_for_this_role(request, "d'administrer Parvis")
    context = {
        "nav_active": "administration",
        "entries": [
            (entry, url) for entry in ENTRIES if access.has(*entry.roles) and (url := _address(entry.name))
        ],
        "by_command": BY_COMMAND if access.has(Role.ADMINISTRATOR) else (),
    }
    return render(request, "desk/administration/index.html", context)


def _address(name: str) -> str:
    """ "" where that part is not installed."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
