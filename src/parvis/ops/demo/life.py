"""What becomes of one case: who takes it, what is written, what it waits for, how it ends."""

import math
import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache
from typing import Literal

from parvis.ops.demo import ends
from parvis.ops.demo.calendar import EARLY, OFFICE, PATROL, WorkingTime, instant, public_holidays
from parvis.ops.demo.catalogue import Habit
from parvis.ops.demo.coherence import agrees
from parvis.ops.demo.plan import (
    Action,
    Assign,
    Attach,
    Claim,
    Close,
    HandOver,
    Hold,
    InboundMessage,
    Note,
    Photo,
    Reopen,
    Reply,
    Resume,
    Schedule,
    Submission,
    Triage,
)  # fmt: skip
from parvis.ops.demo.staffing import Desk
from parvis.ops.demo.texts import SERVICES, VOICES
from parvis.ops.demo.texts.voice import Voice
from parvis.ops.demo.wording import Slots

ON_CALL = ("VOI", "ESV", "PM", "BAT", "URB")
FIELD = ("VOI", "PRO", "ESV", "BAT")
SEALED = ("ETC", "SOC")
AT_ONCE = frozenset(["ETC-LEG", "ETC-ACN", "ETC-REC", "ETC-CNI", "ADM-AUT", "SOC-NUM", "PM-TRO", "CUL-MED"])
RESTS = {"working": "note", "waiting": "hold", "planned": "schedule"}
SLOW_TYPES = frozenset(
    [
        "VOI-VIT",
        "VOI-MAR",
        "URB-INF",
        "CAB-INT",
        "VOI-TRO",
        "ESV-ELA",
        "SPO-SUB",
        "ADM-SIN",
        "SOC-LOG",
        "VOI-STA",
        "SOC-HAB",
    ]
)


@cache
def working(first: date, last: date, pattern: Literal["office", "early", "patrol"]) -> WorkingTime:
    hours = {"office": OFFICE, "early": EARLY, "patrol": PATROL}[pattern]
    return WorkingTime(first, last, hours, saturday=pattern == "patrol")


class Life:
    def __init__(
        self, rng: random.Random, desk: Desk, habit: Habit, slots: Slots, submission: Submission, now: datetime,
        storm: bool, twin: int | None, fresh: bool = False,
    ):  # fmt: skip
        self.rng, self.desk, self.habit, self.slots = rng, desk, habit, slots
        self.submission, self.now, self.storm, self.twin = submission, now, storm, twin
        self.fresh = fresh
        self.department = habit.department
        self.voice, self.service = VOICES[habit.code], SERVICES[habit.department]
        self.done: list[Action] = []
        self.at = submission.at
        self.agent = ""
        self.stall = ""
        self.asked = False
        self.silent_person = False
        """Behind because the person never sent what was asked: the clock is stopped."""
        self.by_person = slots.scene.person is not None
        span = (now.date() - timedelta(days=400), now.date() + timedelta(days=200))
        self.office = working(*span, "office")
        pattern: Literal["office", "early", "patrol"] = "patrol" if habit.department == "PM" else "office"
        self.time = working(*span, pattern)
        self.early = working(*span, "early")
        self.urgent = habit.priority == 1 and habit.department in ON_CALL and habit.kind in "WPX"

    def actions(self) -> tuple[Action, ...]:
        self._live()
        kept, last = [], self.submission.at
        for action in self.done:
            if action.at > self.now:
                break
            assert action.at >= last, (self.habit.code, action)
            last = action.at
            kept.append(action)
        return tuple(kept)

    # Time
    def _spread(self, median: float, sigma: float = 0.9) -> float:
        return median * math.exp(self.rng.gauss(0, sigma))

    def _slowness(self) -> float:
        month = self.submission.at.month
        return 1.9 if month == 8 else 1.35 if month in (7, 12) else 1.0

    def _wait(self, minutes: float) -> datetime:
        """Working minutes pass; on call, minutes of the clock."""
        if self.urgent and minutes < 600:
            self.at += timedelta(minutes=minutes)
        else:
            self.at = self.time.after(self.at, max(minutes, 1.0))
        return self.at

    def _citizen_hour(self, at: datetime) -> datetime:
        minutes = self.rng.choice((12, 13, 18, 19, 20, 21, 9)) * 60 + self.rng.randint(0, 59)
        moved = instant(at.date(), minutes)
        return moved if moved > self.at else moved + timedelta(days=1)

    def _working_day(self, day: date) -> date:
        while day.weekday() > 4 or day in public_holidays(day.year):
            day += timedelta(days=1)
        return day

    # The story
    def _live(self) -> None:
        if self.twin is not None:
            return self._end_as_duplicate()
        if self.fresh:
            return None
        stall = self.stall = self._stall()
        total = self._spread(self.habit.target_hours * 60 * 0.42) * self._slowness()
        if self.urgent:
            total = self._spread(100 if self.storm else 75, 0.6)
        if self._at_once():
            return self._end_at_counter()
        self._first(total)
        if stall == "untouched":
            return None
        self._take(min(total * 0.25, self._spread(150, 1.0)))
        for step in self._steps(stall):
            step(total)
            if stall and self.done[-1].verb == RESTS[stall]:
                return None
        if stall and not self.silent_person:
            return None
        self.stall = ""
        self._finish(total)
        return None

    def _stall(self) -> str:
        """Why a case never ends; empty when it does. Most of what is open is in time, or waits for the person."""
        age = (self.now - self.submission.at).days
        behind = self._used() > 1
        options = {"untouched": 3.0 if age < 5 else 0.8, "working": 4.0, "waiting": 2.0, "planned": 1.5}
        if not behind:
            chance = 0.4 if self.urgent else 0.95
        elif self.voice.asks and self.by_person and self.rng.random() < 0.82:
            chance = 0.95 if age < 20 else 0.85 if age < 70 else 0.38 if age < 150 else 0.02
            options, self.silent_person = {"waiting": 1.0}, True
        else:
            chance = 0.2 if age < 20 else 0.1 if age < 60 else 0.016 if age < 180 else 0.003
            chance *= 2.0 if self.habit.code in SLOW_TYPES else 0.3 if self.habit.target_hours <= 8 else 1.0
        if self.rng.random() > chance:
            return ""
        return self.rng.choices(list(options), list(options.values()))[0]

    def _used(self) -> float:
        """The part of the target already spent; what promises nothing is never behind before two months."""
        hours = self.habit.target_hours or 320
        if self.urgent:
            return (self.now - self.submission.at).total_seconds() / 3600 / hours
        return self.time.between(self.submission.at, self.now) / 60 / hours

    def _steps(self, stall: str) -> list[Callable[[float], None]]:
        rng, kind = self.rng, self.habit.kind
        steps: list[Callable[[float], None]] = []
        if stall == "working" or rng.random() < 0.5:
            steps.append(self._note)
        asks = self.voice.asks and self.by_person
        if asks and rng.random() < (1.0 if stall == "waiting" else 0.38 if kind in "DR" else 0.15):
            steps.append(self._ask)
        if rng.random() < (0.3 if kind in "WPDX" else 0.4):
            steps.append(self._reply)
        if (stall == "waiting" and not self.silent_person) or (
            self.habit.target_hours > 24 and rng.random() < 0.08
        ):
            steps.append(self._hold)
        chance = {"W": 0.5, "R": 0.25, "D": 0.3, "Q": 0.2, "P": 0.08}.get(kind, 0) * (
            1 if self.voice.plans else 0.25
        )
        if stall == "planned" or rng.random() < chance:
            steps.append(self._plan)
        return steps

    def _at_once(self) -> bool:
        quick = self.habit.code in AT_ONCE and self.submission.channel == "counter"
        return quick and self.rng.random() < 0.6

    def _end_at_counter(self) -> None:
        worker = self.submission.recorded_by or ""
        if worker not in self.desk.workers(self.department):
            worker = self.rng.choice(self.desk.workers(self.department))
        self.agent = worker
        self.at += timedelta(minutes=self.rng.uniform(2, 6))
        self.done.append(Claim(self.at, worker))
        self.at += timedelta(minutes=self.rng.uniform(4, 22))
        self._close(ends.good(self.habit, self.voice, self.rng, self.slots.scene.opening))

    def _end_as_duplicate(self) -> None:
        who = self._sorter()
        self.at = self.time.after(self.at, self._spread(240 if self.storm else 160, 0.8))
        text = self.rng.choice(ends.DUPLICATE)
        body = self.slots.fill(text) + self._signature(who)
        self.done.append(Close(self.at, who, "duplicate", body, duplicate_of=self.twin))

    def _first(self, total: float) -> None:
        """Before anybody takes it: a dispatcher reads, re-types or re-routes."""
        rng, habit = self.rng, self.habit
        free = self.submission.type_code != habit.code
        if free or (habit.priority in (2, 3) and rng.random() < 0.03):
            priority = habit.priority if free else habit.priority - 1
            at = self.office.after(self.at, min(self._spread(70, 0.7), max(total * 0.3, 8)))
            self.at = at
            who = self.desk.dispatcher() if free else self._sorter()
            self.done.append(Triage(at, who, habit.code, priority, habit.department))
        move = ends.HAND_OVERS.get(habit.code)
        if move and rng.random() < 0.13:
            self._wait(min(total * 0.15, self._spread(120)))
            # Whoever received it first; routing had sent it to the type's department.
            who = rng.choice(self.desk.workers(self.department))
            self.done.append(HandOver(self.at, who, move[0], self.slots.fill(move[1])))
            self.department, self.service = move[0], SERVICES[move[0]]

    def _take(self, minutes: float) -> None:
        rng = self.rng
        worker = rng.choice(self.desk.workers(self.department))
        self.agent = worker
        self._wait(max(minutes, 3))
        manager = self.desk.manager(self.department)
        inside = not self._sealed or manager in self.desk.workers(self.department)
        if not self.urgent and manager != worker and inside and rng.random() < 0.22:
            self.done.append(Assign(self.at, manager, worker))
        else:
            self.done.append(Claim(self.at, worker))

    @property
    def _sealed(self) -> bool:
        """Cases that do not exist outside their service."""
        return self.department in SEALED or self.habit.code == "SCO-PAI"

    def _sorter(self) -> str:
        """Whoever sorts what arrives: the dispatcher, but for sealed cases somebody of the service."""
        return self.rng.choice(self.desk.workers(self.department)) if self._sealed else self.desk.dispatcher()

    def _note(self, total: float) -> None:
        self._wait(total * self.rng.uniform(0.05, 0.15))
        pool = self.own.notes if self.own else ()
        if not pool or (self.habit.kind != "X" and self.habit.code != "ETC-CIE"):
            pool += self.service.notes
        if self._closed or not (body := self._pick(pool)):
            return
        if self.rng.random() < 0.05:
            body += f" @{self.desk.manager(self.department)} pour information."
        self.done.append(Note(self.at, self.agent, body))

    def _reply(self, total: float) -> None:
        person = self.slots.scene.person
        if self._closed or person is None or not (person.email or person.phones):
            return
        self._wait(total * self.rng.uniform(0.05, 0.2))
        pool = (self.own.replies if self.own else ()) or self.service.replies
        if body := self._pick(pool) or self._pick(self.service.replies):
            self.done.append(Reply(self.at, self.agent, self._letter(body)))

    def _ask(self, total: float) -> None:
        """A missing piece: the case waits for the person, who answers, late or never."""
        fitting = [ask for ask in self.voice.asks if self._fits(ask[0] + ask[1])]
        if not fitting or self.own is None:
            return
        reason, question, answer = self.rng.choice(fitting)
        self._wait(total * 0.08 + 2)
        self.done.append(Reply(self.at, self.agent, self._letter(question)))
        self.at += timedelta(seconds=20)
        self.done.append(Hold(self.at, self.agent, "person", self.slots.fill(reason)))
        self.asked = True
        if self.stall == "waiting":
            return
        if self.rng.random() < 0.12:
            self._remind_and_give_up()
            return
        back = self._citizen_hour(self.at + timedelta(hours=self._spread(44, 0.9)))
        channel = self.submission.channel if self.submission.channel in ("web", "mobile") else "email"
        self.at = back
        self.done.append(InboundMessage(back, None, channel, self.slots.fill(answer)))  # type: ignore[arg-type]
        if self.rng.random() < 0.4:
            self._wait(total * 0.05 + 6)
            self.done.append(Note(self.at, self.agent, self.rng.choice(ends.RECEIVED)))

    def _remind_and_give_up(self) -> None:
        self.at = self.time.after(self.at, self.rng.uniform(7, 11) * 8 * 60)
        self.done.append(Reply(self.at, self.agent, self._letter(self.rng.choice(ends.REMINDERS))))
        self.at = self.time.after(self.at, self.rng.uniform(8, 14) * 8 * 60)
        self._close("no_action" if self.rng.random() < 0.8 else "withdrawn", silent=True)

    def _hold(self, total: float) -> None:
        if self._closed:
            return
        stories = (self.own.third if self.own else ()) or self.service.third
        stories = tuple(pair for pair in stories if self._fits(pair[0]))
        if not stories:
            return
        reason, back = self.rng.choice(stories)
        self._wait(total * 0.06)
        self.done.append(Hold(self.at, self.agent, "third_party", self.slots.fill(reason)))
        if self.stall == "waiting":
            return
        self.at = self.time.after(self.at, self.rng.uniform(2, 9) * 8 * 60)
        self.done.append(Resume(self.at, self.agent))
        self.at += timedelta(seconds=50)
        self.done.append(Note(self.at, self.agent, self.slots.fill(back)))

    def _plan(self, total: float) -> None:
        if self.habit.department == "ETC" and not self.voice.plans:
            return
        plans = (self.own.plans if self.own else ()) or self.service.plans
        plans = tuple(text for text in plans if self._fits(text)) or self.service.plans
        if self._closed or not plans or self.urgent:
            return
        self._wait(total * 0.1)
        target = self.time.after(self.at, total * 0.5 + 60).date()
        day = self._working_day(max(target, self.at.date() + timedelta(days=1)))
        self.slots.on(day)
        comment = self.slots.fill(self.rng.choice(plans))
        self.done.append(Schedule(self.at, self.agent, day, comment))
        if self.by_person and self.slots.scene.person and self.rng.random() < 0.4:
            self.at += timedelta(minutes=2)
            self.done.append(Reply(self.at, self.agent, self._letter(comment)))
        self.planned = day

    planned: date | None = None

    @property
    def own(self) -> Voice | None:
        """The words of the type, as long as its own service holds the case."""
        return self.voice if self.department == self.habit.department else None

    def _fits(self, text: str) -> bool:
        if text.startswith("Photo jointe") and not self.submission.photos:
            return False
        return agrees(self.habit.department, text, self.slots.scene.opening)

    def _pick(self, pool: tuple[str, ...]) -> str:
        fitting = [text for text in pool if self._fits(text)]
        return self.slots.fill(self.rng.choice(fitting)) if fitting else ""

    @property
    def _closed(self) -> bool:
        return bool(self.done) and isinstance(self.done[-1], Close)

    def _finish(self, total: float) -> None:
        if self._closed:
            return
        if self.planned:
            self.at = max(
                self.at + timedelta(minutes=5),
                self.early.after(instant(self.planned, 450), self.rng.uniform(20, 400)),
            )
        else:
            self._chase(total)
            self._wait(total * self.rng.uniform(0.4, 0.6))
        outcome = ends.outcome(self.habit, self.voice, self.rng, self.asked, self.slots.scene.opening)
        if self.own is None or (
            self.planned and self.habit.kind in "WPX" and outcome not in ("done", "answered", "no_action")
        ):
            outcome = "done" if self.department != "ADM" else "answered"
        if outcome == "answered" and (self.planned or self.asked) and not self.voice.ends.get("answered"):
            outcome = "done"
        closer = self.agent
        if outcome == "done" and self.habit.kind == "W" and self.rng.random() < 0.5:
            closer = self._crew()
            if self.habit.photo:
                photo = Photo(self.habit.photo, self.rng.randrange(100), after=True)
                self.done.append(Attach(self.at, closer, photo))
                self.at += timedelta(minutes=self.rng.uniform(4, 50))
                if not self.urgent and not self.time.covers(self.at):
                    self.at = self.time.after(self.at, self.rng.uniform(2, 20))
            if self.rng.random() < 0.4:
                closer = self.agent
        self._close(outcome, by=closer)
        if outcome in ("done", "answered") and self.by_person and self.rng.random() < 0.035:
            self._reopen(total)

    def _crew(self) -> str:
        """Somebody of the field team, to whom the case is given; else whoever has it."""
        crew = self.desk.by_role.get((self.department, "field"))
        if not crew:
            return self.agent
        login = self.rng.choice(crew)
        if login == self.agent:
            return login
        # The order was given before the team went there.
        before = max(self.done[-1].at, self.at - timedelta(minutes=self.rng.uniform(20, 60)))
        self.done.append(Assign(before, self.agent, login))
        return login

    def _chase(self, total: float) -> None:
        """The person loses patience when the target is behind."""
        late = total > self.habit.target_hours * 60 * 1.1
        if not late or not self.by_person or self.rng.random() > 0.3:
            return
        self._wait(total * 0.25)
        self.at = self._citizen_hour(self.at)
        channel = self.submission.channel if self.submission.channel in ("web", "mobile") else "email"
        if channel == "email" and not (self.slots.scene.person and self.slots.scene.person.email):
            return
        self.done.append(
            InboundMessage(
                self.at,
                None,
                channel,
                self.slots.fill(self.rng.choice(ends.CHASES[:-1] if self.habit.kind != "W" else ends.CHASES)),
            )
        )  # type: ignore[arg-type]

    def _close(self, outcome: str, silent: bool = False, by: str = "") -> None:
        text, _, reasons = ends.words(
            outcome, self.habit, self.own, self.service, self.slots, self.rng, silent
        ).partition(" || ")
        by = by or self.agent
        body = self.slots.fill(text) + self._signature(by)
        self.done.append(Close(self.at, by, outcome, body, self.slots.fill(reasons)))  # type: ignore[arg-type]

    def _reopen(self, total: float) -> None:
        self.at = self._citizen_hour(self.at + timedelta(days=self.rng.uniform(1, 20)))
        pool = ends.REOPENINGS.get(self.habit.kind, ends.REOPENINGS["D"])
        self.done.append(Reopen(self.at, None, self.rng.choice(pool)))
        self.at = self.time.after(self.at, max(total * 0.3, 40))
        self.done.append(Note(self.at, self.agent, self.rng.choice(ends.AFTER_REOPENING)))
        self.at = self.time.after(self.at, max(total * 0.3, 60))
        self._close(ends.good(self.habit, self.voice, self.rng, self.slots.scene.opening))

    # Words of the agents
    def _signature(self, login: str) -> str:
        agent = self.desk.agents[login]
        label = SERVICES[agent.memberships[0].department].label if login != self.agent else self.service.label
        return f"\n\n{agent.name}, {label}"

    def _letter(self, text: str) -> str:
        person = self.slots.scene.person
        hello = "Bonjour,"
        if person and person.kind == "natural":
            hello = f"Bonjour {'Madame' if person.title == 'Mme' else 'Monsieur'} {person.family_name},"
        agent, town = self.desk.agents[self.agent], self.slots.scene.town
        label = self.service.label[0].upper() + self.service.label[1:]
        return f"{hello}\n\n{self.slots.fill(text)}\n\n{agent.name}\n{label} - Mairie {town.of_name}"
