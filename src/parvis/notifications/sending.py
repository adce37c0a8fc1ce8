"""Send one message: take it under a lock, let the database go, talk to the network, write down how it went."""

import logging
from datetime import timedelta
from email.utils import formataddr, parseaddr

from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from procrastinate.exceptions import AlreadyEnqueued

from parvis.kit import clock
from parvis.kit.env import env
from parvis.kit.tenant import activate, current_tenant_id
from parvis.notifications.composing import one_line
from parvis.notifications.mailing import enqueue
from parvis.notifications.models import Delivery
from parvis.notifications.notices.registry import notices
from parvis.notifications.providers.registry import Refused, Unreachable, provider
from parvis.tenancy.models import Collectivity

log = logging.getLogger("parvis.mail")

#: Pauses after each failed try: about two days in all, then the message has failed.
PAUSES = tuple(timedelta(minutes=m) for m in (1, 2, 5, 15, 60, 120, 240, 480, 720, 720, 720))
#: A try that said nothing for this long died with its worker. Sending again is the lesser evil.
DEAD_AFTER = timedelta(minutes=10)
ROUND = 500


def send(tenant_id: int, delivery_id: int) -> None:
    """Safe to run twice, at once or later: the state decides, under the row's lock."""
    with activate(tenant_id):
        with transaction.atomic():
            delivery = _take(delivery_id)
            message = _message(delivery) if delivery else None
        if delivery is None or message is None:
            return
        # No transaction, no lock from here: a slow mail server holds nobody up.
        try:
            provider().send(message)
        except Refused as refusal:
            _finish(delivery, Delivery.State.FAILED, refusal.reason)
        except Unreachable as trouble:
            _put_back(delivery, trouble.reason)
        else:
            _finish(delivery, Delivery.State.SENT)


def enqueue_due() -> int:
    """A job for each message whose time has come: retries, and those whose job or worker was lost."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tenant_id, id FROM delivery_due(%s, %s)", [clock.now(), ROUND])
        due = cursor.fetchall()
    added = 0
    for tenant_id, delivery_id in due:
        try:
            with transaction.atomic():
                enqueue(tenant_id, delivery_id)
            added += 1
        except AlreadyEnqueued:
            continue
    return added


def _take(delivery_id: int) -> Delivery | None:
    """The message when it is ours to send: queued, or left behind by a try that died."""
    now = clock.now()
    delivery: Delivery | None = (
        Delivery.objects.select_for_update(no_key=True, skip_locked=True).filter(pk=delivery_id).first()
    )
    if delivery is None or delivery.next_try_at is None or delivery.next_try_at > now:
        return None
    if delivery.attempts > len(PAUSES):
        _finish(delivery, Delivery.State.FAILED, delivery.last_error or "Abandon après de nombreux essais")
        return None
    delivery.state = Delivery.State.SENDING
    delivery.attempts += 1
    delivery.next_try_at = now + DEAD_AFTER
    delivery.save(update_fields=["state", "attempts", "next_try_at"])
    return delivery


def _message(delivery: Delivery) -> EmailMultiAlternatives:
    town = Collectivity.objects.get(pk=current_tenant_id())
    headers = {"Message-ID": delivery.mail_id}
    notice = notices().get(delivery.notice)
    if notice is not None and notice.automatic:
        headers["Auto-Submitted"] = "auto-generated"
    if delivery.case_id:
        # Mail readers gather the messages of one request under this common root, which is no message.
        headers["References"] = (
            f"<demande-{delivery.tenant_id}-{delivery.case_id}@{delivery.mail_id.split('@')[-1]}"
        )
    message = EmailMultiAlternatives(
        subject=one_line(delivery.subject),
        body=delivery.text,
        from_email=formataddr(
            (one_line(town.name), parseaddr(env().mail_from)[1] or "ne-pas-repondre@localhost")
        ),
        to=[delivery.recipient],
        reply_to=[delivery.reply_to] if delivery.reply_to else None,
        headers=headers,
    )
    if delivery.html:
        message.attach_alternative(delivery.html, "text/html")
    return message


def _put_back(delivery: Delivery, reason: str) -> None:
    if delivery.attempts > len(PAUSES):
        _finish(delivery, Delivery.State.FAILED, reason)
        return
    pause = PAUSES[delivery.attempts - 1]
    _write(delivery, state=Delivery.State.QUEUED, last_error=reason[:300], next_try_at=clock.now() + pause)
    log.warning("mail not sent: %s", reason, extra={"delivery": delivery.pk, "attempts": delivery.attempts})


def _finish(delivery: Delivery, state: str, reason: str = "") -> None:
    sent_at = clock.now() if state == Delivery.State.SENT else None
    _write(delivery, state=state, last_error=reason[:300], next_try_at=None, sent_at=sent_at)
    if state == Delivery.State.FAILED:
        log.error("mail given up: %s", reason, extra={"delivery": delivery.pk, "attempts": delivery.attempts})


def _write(delivery: Delivery, **values: object) -> None:
    """Only the try that still holds the message writes: a slower one that was taken for dead keeps quiet."""
    with transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts).update(**values)
