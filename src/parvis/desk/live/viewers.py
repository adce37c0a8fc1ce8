"""Who reads a stream, and what they may read: asked once at its opening, then kept true by what PostgreSQL tells."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import HttpRequest, parse_cookie
from django.http.request import split_domain_port
from django.utils.crypto import constant_time_compare

from parvis.kit import clock
from parvis.kit.readonly import read_only_transaction
from parvis.kit.tenant import activate
from parvis.organisation.access import Access, emergencies_of
from parvis.organisation.current import find_agent
from parvis.organisation.models import Agent, Membership, Sector
from parvis.tenancy.hosts import collectivity_of


@dataclass(frozen=True)
class Granted:
    """What one may read, and when each sealed case opened in emergency closes again: nobody tells that."""

    access: Access
    until: dict[int, datetime] = field(default_factory=dict)

    @classmethod
    def to(cls, agent: Agent, access: Access) -> "Granted":
        until = emergencies_of(agent, clock.now()) if access.may_open_in_emergency else {}
        return cls(replace(access, emergencies=frozenset(until)), until)

    def now(self) -> Access:
        if not self.until:
            return self.access
        at = clock.now()
        return replace(self.access, emergencies=frozenset(pk for pk, end in self.until.items() if end > at))


@dataclass(eq=False)
class Viewer:
    tenant_id: int
    agent_id: int
    account_id: int
    name: str
    granted: Granted
    host: str
    time_zone: str
    session_key: str
    #: What the session was sealed with: another password ends it.
    sealed_with: str
    #: What its side bar was last told.
    counts: dict[str, str] = field(default_factory=dict)

    @property
    def access(self) -> Access:
        return self.granted.now()

    @property
    def session_digest(self) -> str:
        return hashlib.sha256(self.session_key.encode()).hexdigest()


def viewer_of(host: str, cookie: str) -> Viewer | None:
    """By the same rule as a page (``organisation.current``); None for a stranger."""
    name, _port = split_domain_port(host)
    town = collectivity_of(name) if name else None
    key = parse_cookie(cookie).get(settings.SESSION_COOKIE_NAME, "")
    if town is None or not key:
        return None
    request = HttpRequest()
    request.session = SessionStore(key)
    request.tenant = town  # type: ignore[attr-defined]
    with activate(town.pk), read_only_transaction():
        agent = find_agent(request)
        if agent is None:
            return None
        sealed_with = request.session.get(HASH_SESSION_KEY, "")
        return Viewer(
            town.pk, agent.pk, agent.account_id, agent.display_name, Granted.to(agent, Access.of(agent)), host,
            town.time_zone, key, sealed_with,
        )  # fmt: skip


def accesses_now(viewers: Iterable[Viewer]) -> dict[Viewer, Granted | None]:
    """What each may read now, None for those who are not signed in any more. Four queries a town, and one for each
    agent who holds a sealed case in emergency."""
    towns: dict[int, list[Viewer]] = defaultdict(list)
    for viewer in viewers:
        towns[viewer.tenant_id].append(viewer)
    found: dict[Viewer, Granted | None] = {}
    for tenant_id, there in towns.items():
        with activate(tenant_id), read_only_transaction():
            found |= _of_town(there)
    return found


def _of_town(viewers: list[Viewer]) -> dict[Viewer, Granted | None]:
    keys = {viewer.session_key for viewer in viewers}
    alive = set(
        Session.objects.filter(session_key__in=keys, expire_date__gt=clock.now()).values_list(
            "session_key", flat=True
        )
    )
    ids = {viewer.agent_id for viewer in viewers}
    agents = {a.pk: a for a in Agent.objects.select_related("account").filter(pk__in=ids, active=True)}
    memberships: dict[int, list[Membership]] = defaultdict(list)
    for membership in Membership.objects.filter(agent__in=list(agents)).select_related("department"):
        memberships[membership.agent_id].append(membership)
    sectors = list(Sector.objects.all())

    def granted(viewer: Viewer) -> Granted | None:
        agent = agents.get(viewer.agent_id)
        if agent is None or viewer.session_key not in alive or not agent.account.is_active:
            return None
        if not constant_time_compare(viewer.sealed_with, agent.account.get_session_auth_hash()):
            return None
        return Granted.to(agent, Access.from_rows(agent.pk, memberships[agent.pk], sectors))

    return {viewer: granted(viewer) for viewer in viewers}
