"""Idempotency keys: the same sending makes one case, however many times it comes."""

import hashlib
import json
from datetime import timedelta

from django.db import connection

from parvis.cases.models import Case
from parvis.intake.models import IdempotencyKey
from parvis.intake.submission import KeyReused, Submission
from parvis.kit import clock

#: How long a key protects its sending.
KEPT = timedelta(days=30)


class AlreadyReceived(Exception):
    """The key has already made a case."""


def digest_of(submission: Submission) -> str:
    content = [
        submission.type_code, submission.description, submission.channel, repr(submission.place),
        repr(submission.person), submission.person_id, repr(submission.answers), submission.anonymous,
        str(submission.sent_at), submission.priority, submission.addressed_to_id, submission.other_channels,
        sorted(each.sha256 for each in submission.attachments),
    ]  # fmt: skip
    if submission.on_behalf_of:
        content.append(submission.on_behalf_of)
    if submission.not_person_ids:
        content.append(repr(sorted(submission.not_person_ids)))
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def reused() -> KeyReused:
    return KeyReused({"idempotency_key": "Cette clé a déjà servi pour une autre demande."})


def earlier(submission: Submission) -> Case:
    """The case this key made; raises KeyReused when it was for something else."""
    row = IdempotencyKey.objects.select_related("case__department", "case__request_type").get(
        scope=submission.scope, key=submission.key
    )
    if row.digest != digest_of(submission):
        raise reused()
    return row.case


def keep_key(submission: Submission, case: Case) -> None:
    """Written after the case, in the same transaction: no look-up when the key is new, which is nearly always."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO intake_idempotencykey (tenant_id, scope, key, digest, case_id, at)"
            " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (tenant_id, scope, key) DO NOTHING",
            [
                case.tenant_id,
                submission.scope,
                submission.key,
                digest_of(submission),
                case.pk,
                case.recorded_at,
            ],
        )
        if cursor.rowcount == 0:
            raise AlreadyReceived


def forget_old_keys() -> int:
    """Drop the keys older than KEPT; a replay that late is a new sending."""
    count, _ = IdempotencyKey.objects.filter(at__lt=clock.now() - KEPT).delete()
    return count
