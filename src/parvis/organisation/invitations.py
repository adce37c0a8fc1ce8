"""Invite somebody: an account, an agent of this tenant, a role, and the link by which they choose a first password."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from parvis.organisation.models import Account, Agent, Department, Membership, Role
from parvis.organisation.passwords import password_link

#: Roles that mean something only inside a department.
DEPARTMENT_ROLES = frozenset({Role.CASE_WORKER, Role.MANAGER, Role.FIELD})


class CannotInvite(Exception):
    """The message is for the person who typed."""


@dataclass(frozen=True)
class Invitation:
    agent: Agent
    link: str
    #: False when the person was already an agent here: only the link, and perhaps a role, are new.
    created: bool


def invite(*, email: str, name: str, role: str, department: str = "") -> Invitation:
    """In the current tenant. Again for the same person: nothing is doubled, and the link is a new one."""
    email, name = email.strip().lower(), " ".join(name.split())
    try:
        validate_email(email)
    except ValidationError:
        raise CannotInvite(f"« {email} » n'est pas une adresse électronique.") from None
    if not name:
        raise CannotInvite("Donnez le prénom et le nom.")
    if role not in Role.values:
        raise CannotInvite(f"Rôle inconnu : « {role} ». Rôles : {', '.join(Role.values)}.")
    place = _department(department, role)
    account = Account.objects.filter(email=email.strip().lower()).first()
    if account is None:
        account = Account.objects.create_account(email, None, name)
    if not account.is_active:
        raise CannotInvite(f"Le compte {email} est désactivé sur cette installation.")
    agent = Agent.objects.filter(account=account).first()
    created = agent is None
    if agent is None:
        agent = Agent(account=account, display_name=name)
        agent.save(force_insert=True)
    elif not agent.active:
        agent.active = True
        agent.save(update_fields=["active", "sort_name"])
    if not Membership.objects.filter(agent=agent, department=place, role=role).exists():
        Membership(agent=agent, department=place, role=role).save(force_insert=True)
    return Invitation(agent, password_link(account), created)


def _department(code: str, role: str) -> Department | None:
    if not code:
        if role in DEPARTMENT_ROLES:
            raise CannotInvite(
                f"« {Role(role).label} » s'exerce dans un service : ajoutez --department CODE."
            )
        return None
    found = Department.objects.filter(code__iexact=code, active=True).first()
    if found is None:
        codes = ", ".join(
            Department.objects.filter(active=True).order_by("code").values_list("code", flat=True)
        )
        raise CannotInvite(f"Service inconnu : « {code} ». Services : {codes}.")
    return found
