"""Put a message in the queue, in the caller's transaction: it leaves only if what caused it is committed."""

import secrets
from collections.abc import Mapping
from typing import Any

from parvis.cases.models import Case
from parvis.history.models import Event
from parvis.kit import clock
from parvis.kit.deferring import defer_together
from parvis.kit.tenant import current_tenant_id
from parvis.notifications.composing import compose
from parvis.notifications.jobs import send_mail
from parvis.notifications.models import Delivery
from parvis.notifications.notices.registry import Notice
from parvis.tenancy.hosts import main_host
from parvis.tenancy.models import Collectivity


def queue_mail(
    notice: type[Notice],
    recipient: str,
    facts: Mapping[str, Any],
    *,
    case: Case | None = None,
    message_id: int | None = None,
    event: Event | None = None,
) -> Delivery:
    """Write the message once, and enqueue its sending. With ``event``, the same one is never queued twice."""
    said = compose(notice, facts, case=case if notice.to_person else None)
    now = clock.now()
    values: dict[str, Any] = {
        "case": case,
        "message_id": message_id,
        "reply_to": said.reply_to,
        "subject": said.subject,
        "text": said.text,
        "html": said.html,
        "mail_id": _new_mail_id(),
        "created_at": now,
        "next_try_at": now,
    }
    if event is None:
        delivery = Delivery(notice=notice.code, recipient=recipient, **values)
        delivery.save(force_insert=True)
        created = True
    else:
        delivery, created = Delivery.objects.get_or_create(
            event_id=event.pk, notice=notice.code, recipient=recipient, defaults=values
        )
    if created:
        enqueue(current_tenant_id(), delivery.pk)
    return delivery


def enqueue(tenant_id: int, delivery_id: int) -> None:
    """Raises AlreadyEnqueued when a job already waits for this message."""
    waiting = send_mail.configure(queueing_lock=f"mail:{tenant_id}:{delivery_id}")
    defer_together([waiting.make_new_job(tenant_id=tenant_id, delivery_id=delivery_id)])


def _new_mail_id() -> str:
    town = Collectivity.objects.get(pk=current_tenant_id())
    return f"<{secrets.token_hex(16)}@{main_host(town)}>"
