"""The pages that the palette leads to, each for who may open it."""

from dataclasses import dataclass

from django.urls import reverse

from parvis.organisation.access import Access


@dataclass(frozen=True)
class Place:
    label: str
    url: str
    icon: str
    #: Other words for it.
    also: str = ""


def pages_for(access: Access) -> list[Place]:
    found = [Place("Ma journée", reverse("desk:my_day"), "home", "accueil jour")]
    if access.may_open_lists:
        found += [
            Place("Les demandes", reverse("desk:queue"), "inbox", "file liste dossiers"),
            Place("Les tâches", reverse("desk:tasks"), "checklist", "todo"),
            Place("Vues enregistrées", reverse("desk:views"), "bookmark", "filtres favoris"),
            Place("Mes actions groupées", reverse("desk:bulk_runs"), "list-check", "lots masse"),
            Place(
                "Colonnes et ordre des listes", reverse("desk:columns"), "adjustments-horizontal", "tri trier"
            ),
        ]
    if access.may_take_requests:
        found.append(
            Place("Nouvelle demande", reverse("desk:new_case"), "plus", "saisir creer guichet telephone")
        )
    if access.may_see_figures:
        found.append(
            Place("Pilotage", reverse("insights:index"), "chart-bar", "chiffres statistiques tableaux bord")
        )
    if access.may_open_administration:
        found.append(
            Place("Administration", reverse("administration:index"), "settings", "reglages parametres")
        )
    return found
