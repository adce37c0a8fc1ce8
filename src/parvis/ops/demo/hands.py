"""Time and people in the life of one case: who has it, when they work, who takes over when they are away."""

import math
import random
from datetime import date, datetime, timedelta

from parvis.ops.demo.calendar import instant, is_open
from parvis.ops.demo.catalogue import Habit
from parvis.ops.demo.pace import Stories
from parvis.ops.demo.plan import Action, Assign, Claim, Close, Submission
from parvis.ops.demo.slots import Slots
from parvis.ops.demo.staffing import Desk
from parvis.ops.demo.texts import SERVICES, VOICES
from parvis.ops.demo.texts.exchanges import TAKEN_OVER
from parvis.ops.demo.texts.voice import Voice

ON_CALL = ("VOI", "ESV", "PM", "BAT", "URB")
SEALED = ("ETC", "SOC")


class Hands:
    def __init__(
        self, rng: random.Random, desk: Desk, stories: Stories, habit: Habit, slots: Slots, submission: Submission,
        now: datetime,
    ):  # fmt: skip
        self.rng, self.desk, self.stories, self.habit, self.slots = rng, desk, stories, habit, slots
        self.submission, self.now = submission, now
        self.diaries = desk.diaries
        self.department = habit.department
        self.voice, self.service = VOICES[habit.code], SERVICES[habit.department]
        self.done: list[Action] = []
        self.at = submission.at
        self.agent = ""
        self.planned: date | None = None
        self.asked = False
        self.by_person = slots.scene.person is not None
        self.storm = bool(slots.scene.crisis) and not slots.scene.aftermath
        self.urgent = habit.priority == 1 and habit.department in ON_CALL and habit.kind in "WPX"
        self.office = self.diaries.time(desk.dispatcher())
        self.time = self.diaries.time(desk.manager(self.department))

    # Time
    def spread(self, median: float, sigma: float = 0.9) -> float:
        return median * math.exp(self.rng.gauss(0, sigma))

    def wait(self, minutes: float) -> datetime:
        """Working minutes of whoever has the case pass; on call, minutes of the clock."""
        if self.urgent and minutes < 600:
            self.at += timedelta(minutes=minutes)
            return self.at
        return self.work(self.at, max(minutes, 1.0))

    def work(self, start: datetime, minutes: float) -> datetime:
        """From then on; somebody else takes over a colleague who fell ill or left."""
        self.at = self.time.after(start, minutes)
        if self.agent and (absence := self.diaries.gone(self.agent, start, self.at)):
            self.take_over(start, absence.first)
        return self.at

    def days(self, low: float, high: float) -> datetime:
        """Working days pass."""
        return self.wait(self.rng.uniform(low, high) * 8 * 60)

    def later(self, minutes: float) -> None:
        """A gesture that follows at once, while the agent is at it."""
        self.at += timedelta(minutes=minutes)
        if not self.urgent and not self.time.covers(self.at):
            self.wait(self.rng.uniform(2, 20))

    def citizen_hour(self, at: datetime) -> datetime:
        minutes = self.rng.choice((12, 13, 18, 19, 20, 21, 9)) * 60 + self.rng.randint(0, 59)
        moved = instant(at.date(), minutes)
        return moved if moved > self.at else moved + timedelta(days=1)

    @staticmethod
    def working_day(day: date) -> date:
        while not is_open(day):
            day += timedelta(days=1)
        return day

    # People
    @property
    def sealed(self) -> bool:
        """Cases that do not exist outside their service."""
        return self.department in SEALED or self.habit.code == "SCO-PAI"

    @property
    def own(self) -> Voice | None:
        """The words of the type, as long as its own service holds the case."""
        return self.voice if self.department == self.habit.department else None

    @property
    def closed(self) -> bool:
        return bool(self.done) and isinstance(self.done[-1], Close)

    def sorter(self) -> str:
        """Whoever sorts what arrives: the dispatcher, but for sealed cases somebody of the service."""
        return self.anyone() if self.sealed else self.desk.dispatcher()

    def anyone(self) -> str:
        return self.desk.worker(self.rng, self.department, self.habit.code, self.at, on_call=self.urgent)

    def give(self, login: str) -> None:
        self.agent, self.time = login, self.diaries.time(login)

    def chief(self, worker: str) -> str:
        """The manager who gives out the work, when there is one who reads the case; else nobody."""
        manager = self.desk.manager(self.department)
        inside = not self.sealed or manager in self.desk.workers(self.department)
        return manager if manager != worker and inside and self.diaries.present(manager, self.at) else ""

    def take(self, minutes: float) -> None:
        self.give(self.anyone())
        before = len(self.done)
        self.wait(max(minutes, 3))
        if len(self.done) > before:  # given to somebody else meanwhile
            return
        chief = "" if self.urgent or self.rng.random() > 0.24 else self.chief(self.agent)
        self.done.append(Assign(self.at, chief, self.agent) if chief else Claim(self.at, self.agent))

    def take_over(self, before: datetime, since: date) -> None:
        """The colleague fell ill or left: the manager gives the case to somebody else."""
        manager = self.desk.manager(self.department)
        start = max(before, instant(since, 9 * 60) + timedelta(days=self.rng.uniform(1, 6)))
        self.at = self.diaries.time(manager).after(start, self.rng.uniform(5, 300))
        team = [login for login in self.desk.workers(self.department) if login != self.agent]
        team = [login for login in team if self.diaries.there(login, self.at.date())]
        heir = self.rng.choice(team) if team else manager
        if heir == self.agent:
            return
        if self.done:
            self.done.append(Assign(self.at, manager, heir))
        self.give(heir)
        self.wait(self.rng.uniform(30, 900))
        if self.done and self.rng.random() < 0.6:
            self.note_down(self.rng.choice(TAKEN_OVER))

    def note_down(self, text: str) -> None:
        raise NotImplementedError

    def crew(self) -> str:
        """Somebody of the field team, to whom the case is given; else whoever has it."""
        team = self.desk.by_role.get((self.department, "field"), [])
        there = [login for login in team if self.diaries.works(login, self.at.date())]
        if not there or self.agent in there:
            return self.agent
        login = self.rng.choice(there)
        # The order was given before the team went there.
        self.done.append(
            Assign(
                max(self.done[-1].at, self.at - timedelta(minutes=self.rng.uniform(20, 60))),
                self.agent,
                login,
            )
        )
        return login
