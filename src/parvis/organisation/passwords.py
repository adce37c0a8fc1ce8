"""Links by which somebody chooses a password: the forgotten one, and the first one of an invitation.

A link holds the account and a signed token that dies with the first use (the password changes), with a sign-in, or
after PASSWORD_RESET_TIMEOUT. It works on the hosts of the towns where the account is an active agent.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from parvis.kit import clock
from parvis.kit.tenant import current_tenant_id
from parvis.organisation.models import Account, Agent
from parvis.tenancy.links import base_url
from parvis.tenancy.models import Collectivity

LASTS = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)


class PasswordTokens(PasswordResetTokenGenerator):
    """Django's, on our clock: the same on servers of any time zone, and tests travel."""

    def _now(self) -> datetime:
        return clock.now().replace(tzinfo=None)


tokens = PasswordTokens()


class BadPasswordLink(Exception):
    """The link was used, mistyped, forged, or is too old."""


def password_link(account: Account) -> str:
    """Absolute address on the current tenant's main host."""
    uid = urlsafe_base64_encode(force_bytes(account.pk))
    path = reverse("organisation:choose_password", args=[uid, tokens.make_token(account)])
    return base_url(Collectivity.objects.get(pk=current_tenant_id())) + path


def open_password_link(uid: str, token: str) -> Agent:
    """The agent of this tenant who may choose a password by this link. Raises BadPasswordLink."""
    try:
        pk = int(urlsafe_base64_decode(uid).decode("ascii"))
    except (ValueError, OverflowError):
        raise BadPasswordLink from None
    if not 0 < pk < 2**63:
        raise BadPasswordLink
    agent = Agent.objects.select_related("account").filter(account_id=pk, active=True).first()
    if agent is None or not agent.account.is_active or not tokens.check_token(agent.account, token):
        raise BadPasswordLink
    return agent


def agent_by_email(email: str) -> Agent | None:
    """The active agent of the current tenant who signs in with this address."""
    agents = Agent.objects.select_related("account").filter(active=True, account__is_active=True)
    return agents.filter(account__email=email.strip().lower()).first()
