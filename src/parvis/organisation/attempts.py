"""How often one may try: refused sign-ins and forgotten passwords are counted for a quarter of an hour.

Kept as rows, so that several web nodes and a restart count alike; hashed, so that the table names nobody.
"""

import hashlib
import hmac
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Q

from parvis.kit.env import env
from parvis.organisation.models import SignInAttempt

WINDOW = timedelta(minutes=15)


class Purpose(StrEnum):
    SIGN_IN = "sign_in"
    PASSWORD = "password"


#: Most attempts in a window: on one account from one address, from one address, on one account from anywhere.
#: A whole town hall often leaves by one address, hence the room.
LIMITS = {Purpose.SIGN_IN: (10, 60, 100), Purpose.PASSWORD: (3, 30, 6)}


def _key(*parts: str) -> str:
    return hmac.new(env().secret_key.encode(), "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()[:40]


def account_key(email: str) -> str:
    return _key("account", email.strip().lower())


def _keys(email: str, address: str) -> tuple[str, str]:
    return account_key(email), _key("address", address)


def wait_until(purpose: Purpose, email: str, address: str, at: datetime) -> datetime | None:
    """When the next attempt is allowed; None when it is now. One query."""
    account, place = _keys(email, address)
    rows = SignInAttempt.objects.filter(
        Q(account=account) | Q(address=place), purpose=purpose, at__gt=at - WINDOW
    )
    recent = list(rows.order_by("-at").values_list("at", "account", "address")[: sum(LIMITS[purpose])])
    both = [r[0] for r in recent if r[1] == account and r[2] == place]
    here = [r[0] for r in recent if r[2] == place]
    anywhere = [r[0] for r in recent if r[1] == account]
    # The next one is allowed when the oldest of the last `most` leaves the window.
    waits = [
        times[most - 1] + WINDOW
        for times, most in zip((both, here, anywhere), LIMITS[purpose], strict=True)
        if len(times) >= most
    ]
    return max(waits, default=None)


def remember(purpose: Purpose, email: str, address: str, at: datetime) -> None:
    """Count one attempt, and forget the old ones."""
    account, place = _keys(email, address)
    SignInAttempt.objects.filter(at__lt=at - 4 * WINDOW).delete()
    SignInAttempt.objects.create(purpose=purpose, account=account, address=place, at=at)


def forget(purpose: Purpose, email: str, address: str) -> None:
    """After a success, this account starts afresh from this address."""
    account, place = _keys(email, address)
    SignInAttempt.objects.filter(purpose=purpose, account=account, address=place).delete()
