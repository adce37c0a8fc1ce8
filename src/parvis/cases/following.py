"""The private link by which a person follows a case without an account.

The token is derived from the installation's follow key, the tenant, the case and its nonce: nothing to store, nothing
to guess; changing the nonce revokes the link. It ends a year after the closure. Links given out by the installation
that a town came from go on working: their digests came with it.
"""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from parvis.cases.models import Case, FormerLink
from parvis.kit.env import env

LASTS = timedelta(days=365)


class BadLink(Exception):
    """The link was forged, mistyped or revoked."""


class ExpiredLink(Exception):
    """The case was closed more than a year ago."""


def new_nonce() -> str:
    return secrets.token_hex(8)


def token_of(case: Case) -> str:
    return token_for(case.tenant_id or 0, case.pk, case.follow_nonce)


def token_for(tenant_id: int, case_id: int, nonce: str) -> str:
    """26 characters, lower case letters and digits 2 to 7 (130 bits)."""
    message = f"{tenant_id}:{case_id}:{nonce}".encode()
    digest = hmac.new(env().follow_key.encode(), message, hashlib.sha256).digest()
    return base64.b32encode(digest)[:26].decode().lower()


def digest_of(token: str) -> str:
    """What a moving town carries of a link: enough to know it again, not to follow it."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def path_of(case: Case) -> str:
    return f"/suivi/{case.reference}/{token_of(case)}/"


def open_link(reference: str, token: str, at: datetime) -> Case:
    """The case behind a link; raises BadLink or ExpiredLink. Takes the same time whether the reference exists or not."""
    case = (
        Case.objects.select_related("request_type", "department", "district")
        .filter(reference=reference)
        .first()
    )
    probe = case or Case(id=0, tenant_id=0, follow_nonce="")
    good = hmac.compare_digest(token_of(probe).encode(), token.encode("utf-8", "replace")) or _came_with(
        probe, token
    )
    if case is None or not good:
        raise BadLink
    if case.closed_at is not None and at - case.closed_at > LASTS:
        raise ExpiredLink
    return case


def _came_with(case: Case, token: str) -> bool:
    """Asked for a case that does not exist too: the answer takes the same time."""
    links = FormerLink.objects.filter(case_id=case.pk, nonce=case.follow_nonce, digest=digest_of(token))
    return bool(links.exists())
