"""The digest: one mail an agent and a time, of what they have not read by then.

A notice knows when it must leave (``digest_at``). The mail is written to the outbox, and its notices stop waiting, in
one transaction: killed before, all of it is done again; killed after, nothing is. The outbox sends it.
"""

import logging
from datetime import datetime, timedelta

from django.db import connection, transaction

from parvis.kit import clock
from parvis.kit.tenant import activate
from parvis.notifications.colleagues.models import AgentNotice
from parvis.notifications.colleagues.wording import is_hidden, sentence
from parvis.notifications.mailing import queue_mail
from parvis.notifications.notices.agent_digest import AgentDigest
from parvis.organisation.access import Access
from parvis.organisation.models import Agent

log = logging.getLogger("parvis.notifications")

#: A notice written at the last second is committed by then: its agent gets one mail, not two.
SETTLED = timedelta(minutes=1)
ROUND = 1000
MOST_REQUESTS = 25
MOST_SENTENCES = 4
MOST_NOTICES = 500


def send_due_digests() -> int:
    """Over all towns; how many mails were written."""
    until = clock.now() - SETTLED
    with connection.cursor() as cursor:
        cursor.execute("SELECT tenant_id, agent_id FROM digests_due(%s, %s)", [until, ROUND])
        due = cursor.fetchall()
    sent = 0
    for tenant_id, agent_id in due:
        try:
            with activate(tenant_id), transaction.atomic():
                sent += send_digest(agent_id, until)
        except Exception:
            # The others' leave; this one is tried again at the next round.
            log.exception("the digest of agent %s of town %s was not written", agent_id, tenant_id)
    return sent


def send_digest(agent_id: int, until: datetime) -> bool:
    """Whether there was something to say. In the tenant, in a transaction."""
    agent = (
        Agent.objects.select_related("account").select_for_update(of=("self",), no_key=True).get(pk=agent_id)
    )
    waiting = AgentNotice.objects.filter(agent=agent, digest_at__lte=until).order_by("made_at", "id")
    ids = list(waiting.values_list("pk", flat=True)[:MOST_NOTICES])
    readable = AgentNotice.objects.of(Access.of(agent)).unread().filter(pk__in=ids)
    notices = list(readable.for_lists().order_by("made_at", "id"))
    AgentNotice.objects.filter(pk__in=ids).update(digest_at=None)
    if not notices or not agent.active or not agent.account.is_active:
        return False
    queue_mail(AgentDigest, agent.account.email, facts_of_digest(notices))
    return True


def facts_of_digest(notices: list[AgentNotice]) -> dict[str, object]:
    """Request by request, in the order in which something happened; of what the law seals only the number."""
    sealed: set[int] = set()
    sentences: dict[int, list[str]] = {}
    for notice in notices:
        if is_hidden(notice):
            sealed.add(notice.case_id)
        elif (said := sentence(notice)) not in (known := sentences.setdefault(notice.case_id, [])):
            known.append(said)
    cases = {n.case_id: n.case for n in notices}
    requests = [
        {
            "reference": cases[pk].reference,
            "type_label": cases[pk].request_type.label,
            "sentences": told[-MOST_SENTENCES:],
        }
        for pk, told in sentences.items()
    ]
    return {
        "requests": requests[:MOST_REQUESTS],
        "sealed": len(sealed),
        "more": max(0, len(requests) - MOST_REQUESTS),
        "total": len(requests) + len(sealed),
    }
