"""What goes through PostgreSQL's ``NOTIFY``: « tenant:topic:rest ». Tenant 0 speaks of what belongs to no town.

========= =============================================== ==========================================================
topic     rest                                            told by
========= =============================================== ==========================================================
case      id|reference|version|facts|facts before         the trigger of cases/sql/live.sql, at each act on a case
task      case,department,owner,owner before              the same file, just before the act on its case
touched   case                                            notifications/sql/live.sql and replies/sql/live.sql: no act on
                                                          the case, but its page has something else to show
access    agent (0: everybody)                            organisation/sql/live.sql
account   account                                         the same (tenant 0)
session   SHA-256 of its key                              the same (tenant 0)
presence  JSON                                            desk/live/presence.py
agent     agent:word                                      ``tell_agent``: a page open by this agent hears the word
========= =============================================== ==========================================================
"""

from typing import NamedTuple

from django.db import connection

from parvis.kit.tenant import current_tenant_id

CHANNEL = "parvis_live"


class Told(NamedTuple):
    tenant_id: int
    topic: str
    rest: str


def read(payload: str) -> Told | None:
    """None for what this version does not understand: another one may be running beside it."""
    tenant, _, said = payload.partition(":")
    topic, _, rest = said.partition(":")
    return Told(int(tenant), topic, rest) if tenant.isdigit() and topic else None


def tell(topic: str, rest: str) -> None:
    """In the current tenant, at the commit of the current transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, f"{current_tenant_id()}:{topic}:{rest}"])


def tell_agent(agent_id: int, word: str) -> None:
    """Every page this agent has open hears ``word`` (``data-live-on="word"``); nothing else travels."""
    tell("agent", f"{agent_id}:{word}")
