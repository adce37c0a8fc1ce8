"""Which agent does what: by department and role, among those who are there."""

import random
from datetime import date, datetime

from parvis.ops.demo.catalogue import Habit
from parvis.ops.demo.plan import Agent
from parvis.ops.demo.rhythms import Diaries


class Desk:
    """Who may do what: the staff by department and role."""

    def __init__(self, agents: tuple[Agent, ...], diaries: Diaries):
        self.diaries = diaries
        self.by_role: dict[tuple[str, str], list[str]] = {}
        self.anyone: dict[str, list[str]] = {}
        self.agents = {agent.login: agent for agent in agents}
        for agent in agents:
            for m in agent.memberships:
                self.by_role.setdefault((m.department, m.role), []).append(agent.login)
                self.anyone.setdefault(m.role, []).append(agent.login)

    def workers(self, department: str, on: date | None = None) -> list[str]:
        """Those who answer for the department's cases; on a day, those who belonged to the staff."""
        found = self.by_role.get((department, "case_worker"), [])
        if department == "ACC":
            found = self.by_role.get(("ACC", "front_desk"), [])
        if on is not None:
            found = [login for login in found if self.diaries.employed(login, on)]
        return found or self.by_role.get((department, "manager"), []) or self.anyone["dispatcher"]

    def worker(self, rng: random.Random, department: str, code: str, at: datetime, *, on_call: bool) -> str:
        """Whoever takes a case then: there soon, and rather somebody who likes that type."""
        day = at.date()
        team = self.workers(department, day)
        there = [login for login in team if self.diaries.there(login, day)]
        if not there and (chiefs := self.by_role.get((department, "manager"))):
            there = [login for login in chiefs if self.diaries.there(login, day)]
        if on_call:
            return rng.choice(there or team)
        rhythms = self.diaries.rhythms
        pool = there or team
        return rng.choices(pool, [4.0 if code in rhythms[login].likes else 1.0 for login in pool])[0]

    def field(self, department: str) -> list[str]:
        return self.by_role.get((department, "field"), []) or self.workers(department)

    def manager(self, department: str) -> str:
        return (self.by_role.get((department, "manager")) or self.anyone["dispatcher"])[0]

    def dispatcher(self) -> str:
        return self.anyone["dispatcher"][0]

    def recorder(self, rng: random.Random, channel: str, habit: Habit, at: datetime) -> str | None:
        if channel in ("web", "mobile"):
            return None
        if channel == "field":
            return self._there(rng, self.field(habit.department), at)
        if channel == "elected":
            return rng.choice(self.anyone["elected"] + self.anyone["cabinet"])
        if channel == "counter" and habit.department in ("ETC", "SOC") and rng.random() < 0.6:
            return self._there(rng, self.workers(habit.department, at.date()), at)
        return self._there(rng, self.anyone["front_desk"], at)

    def _there(self, rng: random.Random, logins: list[str], at: datetime) -> str:
        """Somebody who works that day, else who is on the staff."""
        day = at.date()
        working = [login for login in logins if self.diaries.works(login, day)]
        employed = [login for login in logins if self.diaries.employed(login, day)]
        return rng.choice(working or employed or logins)
