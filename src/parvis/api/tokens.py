"""API tokens: made once and shown once, kept as a digest, found by it, revoked by their first letters."""

import hashlib
import secrets
import string
from datetime import datetime, timedelta

from django.db.models import Q

from parvis.api.models import Token
from parvis.kit.readonly import short_write

MARK = "parvis_"
LENGTH = 40  # of 62 characters: 238 bits
SHOWN = 8
USE_NOTED_EVERY = timedelta(hours=1)
_ALPHABET = string.ascii_letters + string.digits


class UnknownPrefix(Exception):
    """No token, or several, start with these letters."""


def create_token(name: str, *, at: datetime) -> tuple[Token, str]:
    """The row and the secret, which nobody can read again."""
    secret = MARK + "".join(secrets.choice(_ALPHABET) for _ in range(LENGTH))
    token = Token(name=name[:100], prefix=_start(secret), digest=digest_of(secret), created_at=at)
    token.save(force_insert=True)
    return token, secret


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def find_token(secret: str) -> Token | None:
    """The living token of this tenant behind a secret."""
    if not secret.startswith(MARK) or len(secret) > 200:
        return None
    found: Token | None = Token.objects.filter(digest=digest_of(secret), revoked_at__isnull=True).first()
    return found


def note_use(token: Token, *, at: datetime) -> None:
    """At most once an hour, in its own short transaction: reading the API writes nothing else."""
    if token.last_used_at is not None and at - token.last_used_at < USE_NOTED_EVERY:
        return
    with short_write():
        stale = Q(last_used_at__isnull=True) | Q(last_used_at__lte=at - USE_NOTED_EVERY)
        Token.objects.filter(stale, pk=token.pk).update(last_used_at=at)


def revoke_token(prefix: str, *, at: datetime) -> Token:
    """Raises UnknownPrefix. A token revoked before keeps its date."""
    start = prefix.strip().removeprefix(MARK).rstrip("…")[:SHOWN]
    found = list(Token.objects.filter(prefix__startswith=start).order_by("pk")[:2]) if len(start) >= 4 else []
    if len(found) != 1:
        raise UnknownPrefix(prefix)
    token: Token = found[0]
    if token.revoked_at is None:
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
    return token


def _start(secret: str) -> str:
    return secret.removeprefix(MARK)[:SHOWN]
