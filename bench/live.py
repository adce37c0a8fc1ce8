"""Live, with three hundred agents of one town connected to one web process: from the commit of an act to what each sees.

The floor is PostgreSQL's own: the same messages, heard in the same run by a bare ``LISTEN`` in the readers' process.
"""

import json
import os
import random
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psutil
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction

from bench.generator import HOST, SLUG
from bench.setting import Report, in_town
from parvis.cases.assigning import assign
from parvis.cases.models import Case
from parvis.cases.noting import note
from parvis.desk.live.changes import write_facts
from parvis.history.actors import Actor
from parvis.kit import clock
from parvis.kit.database import connection_parts
from parvis.kit.env import env
from parvis.live.bus import tell
from parvis.organisation.current import SESSION_TENANT
from parvis.organisation.models import Account, Agent, Department, Membership

PORT = int(os.environ.get("PORT", "8311"))
READERS = 300
ACTS = 60
#: Acts a second: a large town hall at its busiest.
RATE = 2.0
#: Cases acted upon; each is in a list in front of its service's agents, and open in front of three of them.
CASES = 24
ON_PAGE = 3
GOAL = "p95 < 200 ms"


def run(report: Report) -> None:
    with in_town(SLUG) as town:
        agents, cases = _agents(town.pk), _cases()
        with _web() as process, _readers(town.pk, agents, cases) as readers:
            cpu, began = _spent(process), time.monotonic()
            acts = _act(cases, agents)
            time.sleep(2)
            beats = _beat(cases[0], agents)
            time.sleep(1)
            busy = (_spent(process) - cpu) / (time.monotonic() - began)
            seen = json.loads(readers.communicate("\n", timeout=60)[0].splitlines()[-1])
        _tell(report, seen, acts, beats)
        report.value("En direct : processeur du site", f"{busy:.0%} d'un cœur, {RATE:.0f} actes par seconde")


def _agents(tenant_id: int) -> list[Agent]:
    """As many as readers, in every service; made once."""
    with transaction.atomic():
        departments = list(Department.objects.filter(active=True).order_by("code"))
        known = list(Agent.objects.filter(display_name__startswith="Lecteur ").select_related("account"))
        password = make_password("un mot de passe de banc 2026")
        for n in range(len(known), READERS):
            account = Account(email=f"lecteur{n}@banc.test", name=f"Lecteur {n}", password=password)
            account.save()
            agent = Agent(account=account, display_name=f"Lecteur {n}")
            agent.save()
            Membership(agent=agent, department=departments[n % len(departments)], role="case_worker").save()
            known.append(agent)
    return known[:READERS]


def _cases() -> list[Case]:
    with transaction.atomic():
        found = Case.objects.open().filter(sector__sealed=False).select_related("department").order_by("-id")
        return list(found[:CASES])


def _cookie(agent: Agent, tenant_id: int) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(agent.account_id)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = agent.account.get_session_auth_hash()
    session[SESSION_TENANT] = tenant_id
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


@contextmanager
def _web() -> Iterator[psutil.Process]:
    environ = os.environ | {"PORT": str(PORT), "HOST": "127.0.0.1", "PARVIS_LOG_LEVEL": "WARNING"}
    process = subprocess.Popen(
        [sys.executable, "-m", "parvis.ops.cli", "web"], env=environ, start_new_session=True
    )
    try:
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/healthz", timeout=2):
                    break
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def _readers(tenant_id: int, agents: list[Agent], cases: list[Case]) -> Iterator["subprocess.Popen[str]"]:
    with transaction.atomic():
        departments = dict(
            Membership.objects.filter(agent__in=agents).values_list("agent_id", "department_id")
        )
    since = int(clock.now().timestamp() * 1000)
    looking: dict[int, int] = {}
    readers = []
    for agent in agents:
        mine = [c for c in cases if c.department_id == departments[agent.pk]]
        page = next((c for c in mine if looking.get(c.pk, 0) < ON_PAGE), None)
        if page is not None:
            looking[page.pk] = looking.get(page.pk, 0) + 1
        readers.append(
            {
                "agent": agent.pk,
                "cookie": _cookie(agent, tenant_id),
                "since": since,
                "shows": [c.reference for c in mine],
                "on": page.reference if page else "",
            }
        )
    plan = {"port": PORT, "host": HOST, "readers": readers, "database": connection_parts(env(), "app")}
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.live_readers"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(plan) + "\n")
        process.stdin.flush()
        opened = json.loads(process.stdout.readline())["opened"]
        if opened != len(readers):
            raise RuntimeError(f"{opened} streams of {len(readers)} opened")
        time.sleep(3)
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def _act(cases: list[Case], agents: list[Agent]) -> dict[str, float]:
    """Notes, and cases given and taken back, at a steady rate; the instant before each commit."""
    by, committed = Actor.system(), {}
    mine = {agent.pk: agent for agent in agents}
    for n in range(ACTS):
        case, began = cases[n % len(cases)], time.monotonic()
        with transaction.atomic():
            holder = None if case.assignee_id else _colleague(case, mine)
            if n % 3 == 0 and (holder is not None or case.assignee_id):
                assign(case, to=holder, by=by, at=clock.now())
            else:
                note(case, body="Mesure.", by=by, at=clock.now())
            at = time.monotonic()
        committed[f"{case.reference}|{case.version}"] = at
        time.sleep(max(0.0, began + random.uniform(0.5, 1.5) / RATE - time.monotonic()))  # noqa: S311
    return committed


def _colleague(case: Case, agents: dict[int, Agent]) -> Agent | None:
    found = Membership.objects.filter(agent_id__in=list(agents), department_id=case.department_id).first()
    return agents[found.agent_id] if found else None


def _beat(case: Case, agents: list[Agent]) -> dict[str, float]:
    """Somebody starts and stops writing to the person: all who read the case are told."""
    said = {"ref": case.reference, "id": case.pk, "facts": write_facts(case), "tab": "t", "name": "Lecteur"}
    told: dict[str, float] = {}
    for n in range(10):
        doing = "reading" if n % 2 else "replying"
        who = [{"id": agents[0].pk, "name": "Lecteur", "doing": doing}]
        with transaction.atomic():
            tell("presence", json.dumps(said | {"agent": agents[0].pk, "doing": doing}))
            at = time.monotonic()
        told[f"{case.reference}|{json.dumps(who)}|{n}"] = at
        time.sleep(0.5)
    return told


def _tell(report: Report, seen: dict[str, Any], acts: dict[str, float], beats: dict[str, float]) -> None:
    def delays(what: str) -> list[float]:
        return [at - acts[key] for key, found in seen[what].items() if key in acts for at in found]

    def since_last(what: str, starts: dict[str, float]) -> list[float]:
        order = sorted(starts.values())
        told = [at for found in seen[what].values() for at in found if at > order[0]]
        return [at - max(start for start in order if start <= at) for at in told]

    heard = sum(len(found) for key, found in seen["event"].items() if key in acts)
    for name, seconds, goal in (
        ("NOTIFY brut", delays("notify"), ""),
        (f"événement, {READERS} agents ({heard} reçus)", delays("event"), GOAL),
        ("ligne d'une file", delays("row"), GOAL),
        ("page de la demande", delays("page"), GOAL),
        ("compteurs", since_last("counts", acts), GOAL),
        ("présence", since_last("presence", beats), GOAL),
    ):
        if not seconds:
            raise RuntimeError(f"nobody was told anything: {name}")
        p99 = sorted(seconds)[int(len(seconds) * 0.99)]
        report.times(f"En direct : {name}", seconds, goal=goal, extra=f", p99 {1000 * p99:.1f} ms")


def _spent(process: psutil.Process) -> float:
    """Processor seconds of the site, its serving process included."""
    family = [process, *process.children(recursive=True)]
    return sum(sum(p.cpu_times()[:2]) for p in family if "postgres" not in p.name())
