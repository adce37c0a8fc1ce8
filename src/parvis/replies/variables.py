"""The variables of a template: a closed list, replaced by ourselves. No template engine ever reads what somebody typed.

``{usager.civilité}`` becomes « Madame »; what the case does not know becomes « [à compléter : civilité] », which the
agent sees and which nothing leaves with.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from parvis.cases.following import path_of
from parvis.cases.models import Case
from parvis.kit import clock
from parvis.kit.tenant import current_tenant_id
from parvis.organisation.models import Agent
from parvis.tenancy.links import base_url
from parvis.tenancy.models import Collectivity
from parvis.ui.dates import full, local

_VARIABLE = re.compile(r"\{([^{}\n]{0,60})\}")
_GAP = re.compile(r"\[à compléter : ([^\[\]\n]{1,60})\]")


@dataclass(frozen=True)
class Facts:
    """What the variables read. ``person`` is empty when its reader may not know who it is."""

    case: Case
    agent: Agent
    town: Collectivity
    knows_person: bool = True


@dataclass(frozen=True)
class Variable:
    name: str
    meaning: str
    #: What is said of it when it is empty.
    missing: str
    value: Callable[[Facts], str]


def _person(read: Callable[[Case], str]) -> Callable[[Facts], str]:
    return lambda facts: read(facts.case) if facts.knows_person and facts.case.person else ""


def _civility(case: Case) -> str:
    title = case.person.title.strip() if case.person else ""
    return {"mme": "Madame", "m.": "Monsieur", "m": "Monsieur", "mr": "Monsieur"}.get(title.lower(), title)


VARIABLES: Mapping[str, Variable] = {
    v.name: v
    for v in (
        Variable("référence", "le numéro de la demande", "référence", lambda f: f.case.reference),
        Variable("demande.type", "le type de la demande", "type", lambda f: f.case.request_type.label),
        Variable("demande.lieu", "le lieu donné", "lieu", lambda f: f.case.address),
        Variable("demande.reçue", "le jour de réception", "date de réception", lambda f: _day(f.case.received_at)),
        Variable("échéance", "le jour pour lequel la réponse est promise", "échéance", lambda f: _day(f.case.due_at)),
        Variable("intervention", "le jour prévu de l'intervention", "jour de l'intervention",
                 lambda f: full(f.case.scheduled_on) if f.case.scheduled_on else ""),
        Variable("usager.civilité", "Madame ou Monsieur", "civilité", _person(_civility)),
        Variable("usager.nom", "le prénom et le nom de la personne", "nom de la personne",
                 _person(lambda c: c.person.display_name if c.person else "")),
        Variable("service.nom", "le service chargé de la demande", "service", lambda f: f.case.department.name),
        Variable("service.téléphone", "son téléphone, sinon celui de la mairie", "téléphone du service",
                 lambda f: f.case.department.phone or f.town.phone),
        Variable("service.courriel", "son adresse électronique, sinon celle de la mairie", "courriel du service",
                 lambda f: f.case.department.email or f.town.email),
        Variable("service.adresse", "son adresse, sinon celle de la mairie", "adresse du service",
                 lambda f: f.case.department.address or f.town.address),
        Variable("agent.nom", "l'agent qui répond ; vide s'il signe sans son nom", "votre nom",
                 lambda f: "" if f.agent.anonymous else f.agent.display_name),
        Variable("agent.qualité", "sa qualité", "votre qualité", lambda f: f.agent.title),
        Variable("commune", "le nom de la commune", "commune", lambda f: f.town.name),
        Variable("lien de suivi", "le lien privé de la page de suivi", "lien de suivi",
                 lambda f: base_url(f.town) + path_of(f.case)),
        Variable("aujourd'hui", "le jour où vous écrivez", "date du jour", lambda f: _today()),
    )
}  # fmt: skip


class UnknownVariable(ValueError):
    """The text names variables that do not exist; the message says which, and which do."""

    def __init__(self, names: list[str]) -> None:
        said = ", ".join(f"« {{{name}}} »" for name in names)
        known = ", ".join(f"{{{name}}}" for name in VARIABLES)
        which = "n'existe pas" if len(names) == 1 else "n'existent pas"
        super().__init__(f"{said} {which}. Les variables connues : {known}.")


def check(text: str) -> None:
    """Raises UnknownVariable. An accolade that does not close is a variable nobody knows."""
    unknown = [name for name in dict.fromkeys(_VARIABLE.findall(text)) if name not in VARIABLES]
    rest = _VARIABLE.sub("", text)
    if "{" in rest or "}" in rest:
        unknown.append(rest[max(0, rest.find("{")) :].split("\n")[0][:20].strip("{} ") or "…")
    if unknown:
        raise UnknownVariable(unknown)


def fill(text: str, facts: Facts) -> str:
    """Each variable once, from left to right: what a value holds is never read again."""

    def said(found: re.Match[str]) -> str:
        variable = VARIABLES.get(found[1])
        if variable is None:
            return found[0]
        value = variable.value(facts).strip()
        return value or f"[à compléter : {variable.missing}]"

    return _VARIABLE.sub(said, text)


def gaps(text: str) -> list[str]:
    """What is left to fill in, in words: nothing leaves while there is any."""
    left = _GAP.findall(text) + [f"{{{name}}}" for name in _VARIABLE.findall(text) if name in VARIABLES]
    return list(dict.fromkeys(left))


def facts_of(case: Case, agent: Agent, *, knows_person: bool = True) -> Facts:
    town = Collectivity.objects.get(pk=current_tenant_id())
    return Facts(case, agent, town, knows_person)


def _day(moment: datetime | None) -> str:
    return full(local(moment).date()) if moment else ""


def _today() -> str:
    return full(local(clock.now()).date())
