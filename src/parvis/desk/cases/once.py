"""A form sent twice acts once: its key is stored in the transaction of the act."""

import hashlib
from datetime import datetime

from django.db import IntegrityError, transaction

from parvis.cases.models import Case
from parvis.intake.models import IdempotencyKey

SCOPE = "desk"


class AlreadyDone(Exception):
    """This very form was received before: its act is done."""


class KeyReused(Exception):
    """The form was sent before with another content: whoever typed it must say again that this one is meant."""


def only_once(key: str, *, case: Case, content: str, at: datetime) -> None:
    """A second sender waits here for the first to commit. An empty key asks for no protection."""
    if not key:
        return
    digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
    try:
        with transaction.atomic():
            IdempotencyKey(scope=SCOPE, key=key, digest=digest, case=case, at=at).save(force_insert=True)
    except IntegrityError:
        known = IdempotencyKey.objects.filter(scope=SCOPE, key=key).first()
        if known is not None and known.digest == digest and known.case_id == case.pk:
            raise AlreadyDone from None
        raise KeyReused from None
