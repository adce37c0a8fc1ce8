"""Mail about accounts, sent outside the request."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from parvis.kit.env import env
from parvis.kit.tenant import activate
from parvis.organisation.models import Agent
from parvis.organisation.passwords import LASTS, password_link
from parvis.tenancy.models import Collectivity

logger = logging.getLogger(__name__)

SUBJECTS = {"forgotten": "Choisir un nouveau mot de passe", "invitation": "Votre accès à Parvis"}


def mail_leaves() -> bool:
    """Is there a mail server to hand messages to?"""
    return env().smtp is not None or not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")


@app.task(
    name="parvis.send_password_link",
    queue="notifications",
    retry=RetryStrategy(max_attempts=6, exponential_wait=5),
)
def send_password_link(tenant_id: int, agent_id: int, reason: str) -> None:
    """Mail a link to choose a password. Agent 0 is nobody: asking costs the same whether the account exists or not."""
    with activate(tenant_id), transaction.atomic():
        agent = Agent.objects.select_related("account").filter(pk=agent_id, active=True).first()
        if agent is None or not agent.account.is_active:
            return
        town = Collectivity.objects.get(pk=tenant_id)
        context = {"agent": agent, "town": town, "link": password_link(agent.account), "days": LASTS.days}
    if not mail_leaves():
        logger.warning("no mail server is set: a password link was not sent", extra={"agent": agent_id})
        return
    body = render_to_string(f"organisation/mail_{reason}.txt", context)
    EmailMessage(f"{SUBJECTS[reason]} – {town.name}", body, to=[agent.account.email]).send()


@app.periodic(cron="47 3 * * *")
@app.task(name="parvis.forget_sessions", queue="upkeep", queueing_lock="forget_sessions")
def forget_sessions(timestamp: int) -> None:
    """Each night, the sessions that ended."""
    from django.contrib.sessions.models import Session

    from parvis.kit import clock

    Session.objects.filter(expire_date__lt=clock.now()).delete()
