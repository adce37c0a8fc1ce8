"""What each sign-in finds on its screen this morning: rounds of the field teams, a message to answer, an elected
person's mail. Works on the lives already told, and only with acts their authors may do."""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta

from parvis.ops.demo.calendar import say_day
from parvis.ops.demo.catalogue import HABITS
from parvis.ops.demo.plan import Action, Assign, Case, InboundMessage, Person, Schedule
from parvis.ops.demo.staffing import Desk

SEALED = ("ETC", "SOC")
ADDRESSED_CHANNELS = ("elected", "letter", "email")
PASSES = (
    "L'équipe passera {day} dans la matinée.",
    "Intervention de l'équipe prévue {day}.",
    "Passage sur place {day}, matériel prêt au dépôt.",
)
ASKS = (
    "Bonjour, savez-vous quand l'équipe passera ? Je peux me rendre disponible le matin. Merci.",
    "Bonjour, le problème est toujours là ce matin. Pouvez-vous me dire ce qui est prévu ? Cordialement.",
)


class Agenda:
    def __init__(self, rng: random.Random, desk: Desk, persons: tuple[Person, ...], now: datetime):
        self.rng, self.desk, self.persons, self.now = rng, desk, persons, now
        self.office = desk.diaries.time(desk.dispatcher())

    def apply(self, cases: list[Case], shown_worker: str, each: int) -> tuple[Case, ...]:
        """``each``: orders given to every field agent."""
        rows = {case.key: case for case in cases}
        for login in self.desk.anyone.get("field", []):
            self._round(rows, login, each)
        self._message(rows, shown_worker)
        for login in self.desk.anyone.get("elected", []):
            self._mail(rows, login)
        return tuple(rows.values())

    def _round(self, rows: dict[int, Case], login: str, each: int) -> None:
        """Orders of the department: two planned today, two tomorrow, the rest to plan."""
        days = [self.now.date(), self.now.date() + timedelta(days=1)]
        given = 0
        departments = [m.department for m in self.desk.agents[login].memberships if m.role == "field"]
        taken = self.desk.anyone["field"]
        for case in sorted(rows.values(), key=lambda c: c.submission.at, reverse=True):
            if given == each:
                return
            if holder(case) not in departments or HABITS[case.final_type].kind not in "WX":
                continue
            if state(case) not in ("received", "in_progress", "scheduled") or assignee(case) in taken:
                continue
            on = days[given // 2] if given < 4 else None
            if added := self._order(case, login, on):
                rows[case.key] = replace(case, actions=case.actions + added)
                given += 1

    def _order(self, case: Case, login: str, on: date | None) -> tuple[Action, ...]:
        last = case.actions[-1].at if case.actions else case.submission.at
        at = self.office.after(last, self.rng.uniform(10, 90))
        planned_at = self.office.after(at, self.rng.uniform(5, 25))
        if planned_at > self.now:
            return ()
        chief = self.rng.choice(self.desk.workers(holder(case)))
        order = Assign(at, chief, login)
        if on is None:
            return (order,)
        # Planned the day before at the earliest: nobody plans three weeks ahead for this morning.
        eve = self.office.after(self.now - timedelta(days=4 if self.now.weekday() in (0, 6) else 2), 60)
        planned_at = max(planned_at, self.office.after(eve, self.rng.uniform(5, 200)))
        if planned_at > self.now:
            return ()
        comment = self.rng.choice(PASSES).format(day=say_day(on))
        return (order, Schedule(planned_at, login, on, comment))

    def _message(self, rows: dict[int, Case], worker: str) -> None:
        """A resident wrote this morning to the case worker whose sign-in is shown."""
        at = self.now - timedelta(minutes=self.rng.randint(35, 110))
        for case in sorted(rows.values(), key=lambda c: c.submission.at, reverse=True):
            person = None if case.submission.person is None else self.persons[case.submission.person]
            late = case.actions and case.actions[-1].at >= at
            if (
                state(case) != "in_progress"
                or assignee(case) != worker
                or late
                or not (person and person.email)
            ):
                continue
            if HABITS[case.final_type].kind != "W":
                continue
            channel = case.submission.channel if case.submission.channel in ("web", "mobile") else "email"
            message = InboundMessage(at, None, channel, self.rng.choice(ASKS))
            rows[case.key] = replace(case, actions=(*case.actions, message))
            return

    def _mail(self, rows: dict[int, Case], login: str, wanted: int = 4) -> None:
        """An elected person has some open requests in their name, whatever chance gave."""
        mine = [c for c in rows.values() if c.submission.addressed_to == login and state(c) != "closed"]
        missing = wanted - len(mine)
        for case in sorted(rows.values(), key=lambda c: (not_the_cabinet(c), -c.key)):
            if missing <= 0:
                return
            sent = case.submission
            if sent.channel not in ADDRESSED_CHANNELS or sent.addressed_to or sent.person is None:
                continue
            if state(case) == "closed" or not may_be_addressed(case.final_type):
                continue
            rows[case.key] = replace(case, submission=replace(sent, addressed_to=login))
            missing -= 1


def may_be_addressed(code: str) -> bool:
    """Never in a sealed sector, where elected people read nothing."""
    return HABITS[code].department not in SEALED and code != "SCO-PAI"


def not_the_cabinet(case: Case) -> bool:
    return HABITS[case.final_type].department != "CAB"


def holder(case: Case) -> str:
    """The department that has the case now."""
    moved = [a.department for a in case.actions if a.verb in ("hand_over", "triage")]  # type: ignore[union-attr]
    return moved[-1] if moved else HABITS[case.submission.type_code].department


def assignee(case: Case) -> str | None:
    found: str | None = None
    for action in case.actions:
        if action.verb == "claim":
            found = action.by
        elif isinstance(action, Assign):
            found = action.agent
        elif action.verb == "hand_over":
            found = None
    return found


def state(case: Case) -> str:
    now, waits_for = "received", ""
    for action in case.actions:
        match action.verb:
            case "claim" | "assign" | "reply":
                now = "in_progress" if now == "received" else now
            case "hold":
                now, waits_for = "waiting", action.waiting_for  # type: ignore[union-attr]
            case "inbound_message":
                now = "in_progress" if (now, waits_for) == ("waiting", "person") else now
            case "resume" | "reopen":
                now = "in_progress"
            case "hand_over":
                now = "in_progress" if now in ("waiting", "scheduled") else now
            case "schedule":
                now = "scheduled"
            case "close":
                now = "closed"
    return now
