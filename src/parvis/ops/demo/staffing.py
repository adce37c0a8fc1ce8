"""Which agent does what: by department and role."""

import random

from parvis.ops.demo.catalogue import Habit
from parvis.ops.demo.plan import Agent


class Desk:
    """Who may do what: the staff by department and role."""

    def __init__(self, agents: tuple[Agent, ...]):
        self.by_role: dict[tuple[str, str], list[str]] = {}
        self.anyone: dict[str, list[str]] = {}
        self.agents = {agent.login: agent for agent in agents}
        for agent in agents:
            for m in agent.memberships:
                self.by_role.setdefault((m.department, m.role), []).append(agent.login)
                self.anyone.setdefault(m.role, []).append(agent.login)

    def workers(self, department: str) -> list[str]:
        found = self.by_role.get((department, "case_worker"), [])
        if department == "ACC":
            found = self.by_role.get(("ACC", "front_desk"), [])
        return found or self.by_role.get((department, "manager"), []) or self.anyone["dispatcher"]

    def field(self, department: str) -> list[str]:
        return self.by_role.get((department, "field"), []) or self.workers(department)

    def manager(self, department: str) -> str:
        return (self.by_role.get((department, "manager")) or self.anyone["dispatcher"])[0]

    def dispatcher(self) -> str:
        return self.anyone["dispatcher"][0]

    def recorder(self, rng: random.Random, channel: str, habit: Habit) -> str | None:
        if channel in ("web", "mobile"):
            return None
        if channel == "field":
            return rng.choice(self.field(habit.department))
        if channel == "elected":
            return rng.choice(self.anyone["elected"] + self.anyone["cabinet"])
        if channel == "counter" and habit.department in ("ETC", "SOC") and rng.random() < 0.6:
            return rng.choice(self.workers(habit.department))
        return rng.choice(self.anyone["front_desk"])
