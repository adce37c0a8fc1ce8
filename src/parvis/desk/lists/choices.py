"""What a reader may choose from in the filters: departments, types and districts of the sectors they read."""

from collections.abc import Mapping
from dataclasses import dataclass

from parvis.cases.states import Channel, Outcome, WaitingFor
from parvis.catalog.catalogue import catalogue
from parvis.catalog.models import Kind, Priority
from parvis.organisation.access import ACTING_ROLES, Access
from parvis.organisation.models import Agent, Department, Role
from parvis.tenancy.configuration import snapshot
from parvis.territory.models import District

STATES = ("open", "received", "ongoing", "in_progress", "waiting", "scheduled", "closed")
DUE: Mapping[str, str] = {
    "overdue": "En retard",
    "today": "À rendre aujourd'hui",
    "week": "À rendre sous 7 jours",
    "none": "Sans échéance",
}
FIRST_REPLY: Mapping[str, str] = {"none": "Sans réponse", "given": "Avec une réponse"}
ON_TIME: Mapping[str, str] = {"1": "Closes à temps", "0": "Échéance dépassée", "any": "Échéance arrivée"}
DELAYS: Mapping[str, str] = {
    "closure": "Comptées dans le délai de clôture",
    "first_reply": "Comptées dans le délai de réponse",
    "not_closure": "Écartées du délai de clôture",
    "not_first_reply": "Écartées du délai de réponse",
}
SCHEDULED: Mapping[str, str] = {
    "today": "Prévues aujourd'hui",
    "past": "Prévues, date passée",
    "week": "Prévues sous 7 jours",
}
SORTS: Mapping[str, str] = {
    "recent": "Plus récentes",
    "oldest": "Plus anciennes",
    "due": "Échéance la plus proche",
    "priority": "Priorité",
    "activity": "Dernière activité",
    "quiet": "Sans activité depuis longtemps",
}
#: Of one agent's open cases only: they are few, and no index gives these orders.
OWN_SORTS: Mapping[str, str] = {"attention": "À traiter d'abord", "planned": "Jour prévu"}
CHANNELS = dict(Channel.choices)
OUTCOMES = dict(Outcome.choices)
KINDS = dict(Kind.choices)
PRIORITIES = {str(value): label for value, label in Priority.choices}
WAITING = {WaitingFor.PERSON.value: "Attente de l'usager", WaitingFor.THIRD_PARTY.value: "Attente d'un tiers"}


@dataclass(frozen=True)
class Choices:
    """By code: the row's identifier and its name."""

    departments: Mapping[str, tuple[int, str]]
    types: Mapping[str, tuple[int, str]]
    districts: Mapping[str, tuple[int, str]]
    #: Departments of the sectors the reader does not see are refused like unknown ones.
    own_departments: frozenset[int]
    #: Where a case may be that the reader reads.
    sectors: frozenset[int]


def choices_of(access: Access) -> Choices:
    """From the configuration kept in memory; one small query when it did not change."""
    kept = snapshot()
    known = catalogue(kept)
    sectors = access.readable_sectors | access.open_sectors
    districts = kept.get("desk.districts", _districts)
    return Choices(
        {
            d.code: (d.pk, d.name)
            for d in known.departments.values()
            if d.sector_id in sectors or d.pk in access.departments
        },
        {t.code: (t.pk, t.label) for t in known.by_id.values() if t.sector_id in sectors},
        {d.code: (d.pk, d.name) for d in districts},
        access.departments,
        sectors,
    )


def _districts() -> tuple[District, ...]:
    return tuple(District.objects.defer("geometry").order_by("name"))


def assignable_agents(access: Access) -> dict[int, str]:
    """Active agents who may be in charge of cases that this reader sees, by name. One query."""
    roles = (*ACTING_ROLES, Role.FIELD)
    departments = Department.objects.filter(sector_id__in=access.readable_sectors | access.open_sectors)
    rows = (
        Agent.objects.filter(
            active=True, memberships__role__in=roles, memberships__department__in=departments.values("pk")
        )
        .order_by("sort_name", "pk")
        .values_list("pk", "display_name")
        .distinct()
    )
    return dict(rows)
