"""Sessions name their town inside what they hold: each is opened to know."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from parvis.ops.portability.catalogue import Connection
from parvis.organisation.current import SESSION_TENANT

BATCH = 2000


def delete_sessions(connection: Connection, tenant: int, accounts: list[int]) -> int:
    """Close the sessions of this town, and those of accounts that go away."""
    gone = sessions_of(connection, tenant, accounts)
    return connection.execute("DELETE FROM django_session WHERE session_key = ANY (%s)", [gone]).rowcount


def sessions_of(connection: Connection, tenant: int, accounts: list[int]) -> list[str]:
    """Their keys. A session that this installation cannot read opens nothing for anybody."""
    leaving = {str(pk) for pk in accounts}
    store = SessionStore()
    found = []
    with connection.cursor(name="sessions") as rows:
        rows.itersize = BATCH
        for key, data in rows.execute("SELECT session_key, session_data FROM django_session"):
            held: dict[str, Any] = store.decode(data)
            if held.get(SESSION_TENANT) == tenant or str(held.get(SESSION_KEY, "")) in leaving:
                found.append(str(key))
    return found
