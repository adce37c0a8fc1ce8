"""What becomes of one case: who takes it, what it waits for, how it ends."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from parvis.ops.demo import ends
from parvis.ops.demo.calendar import instant
from parvis.ops.demo.catalogue import Habit
from parvis.ops.demo.errands import Errands, opinion
from parvis.ops.demo.pace import Stories
from parvis.ops.demo.plan import (  # fmt: skip
    Action,
    Attach,
    Claim,
    Close,
    HandOver,
    Hold,
    Note,
    Photo,
    Reopen,
    Resume,
    Schedule,
    Submission,
    Triage,
)
from parvis.ops.demo.slots import Slots
from parvis.ops.demo.staffing import Desk
from parvis.ops.demo.texts import SERVICES, crisis, exchanges

AT_ONCE = frozenset(["ETC-LEG", "ETC-ACN", "ETC-REC", "ETC-CNI", "ADM-AUT", "SOC-NUM", "PM-TRO", "CUL-MED"])
RESTS = {"working": "note", "waiting": "hold", "planned": "schedule"}
SLOW_TYPES = frozenset(
    ["VOI-VIT", "VOI-MAR", "URB-INF", "CAB-INT", "VOI-TRO", "ESV-ELA", "SPO-SUB", "ADM-SIN", "SOC-LOG", "VOI-STA", "SOC-HAB"]
)  # fmt: skip


class Life(Errands):
    def __init__(
        self, rng: random.Random, desk: Desk, stories: Stories, habit: Habit, slots: Slots, submission: Submission,
        now: datetime, twin: int | None, fresh: bool = False,
    ):  # fmt: skip
        super().__init__(rng, desk, stories, habit, slots, submission, now)
        self.twin, self.fresh = twin, fresh
        self.silent_person = False
        """Behind because the person never sent what was asked: the clock is stopped."""

    def actions(self) -> tuple[Action, ...]:
        self._live()
        street = self.habit.kind == "W"
        said = opinion(
            self.rng, self.submission, self.done, self.habit.target_hours, street, bool(self.answers_by)
        )  # type: ignore[arg-type]
        if said:
            self.done.append(said)
        kept, last = [], self.submission.at
        for action in self.done:
            if action.at > self.now:
                break
            assert action.at >= last, (self.habit.code, action)
            last = action.at
            kept.append(action)
        return tuple(kept)

    # The story
    def _live(self) -> None:
        if self.twin is not None:
            return self._end_as_duplicate()
        if self.fresh:
            return None
        stall = self.stall = self._stall()
        self.used: set[str] = set()
        total = self._total()
        if self._at_once():
            return self._end_at_counter()
        self._first(total)
        if stall == "untouched":
            return None
        self.take(min(total * 0.25, self.spread(150, 1.0)))
        for step in self._steps(stall):
            step(total)
            if stall and self.done[-1].verb == RESTS[stall]:
                return None
        if stall and not self.silent_person:
            return None
        self.stall = ""
        self._finish(total)
        return None

    def _total(self) -> float:
        """The working minutes it takes, waiting aside."""
        if self.urgent:
            return self.spread(150 if self.storm else 75, 0.6)
        total = self.spread(self.habit.target_hours * 60 * 0.42)
        total *= self.stories.slowness(self.department, self.submission.at.date())
        if self.storm:
            # A run of closures over the two weeks that follow.
            total = max(min(total, 11 * 480), self.rng.uniform(0.4, 8) * 480)
        return total

    def _stall(self) -> str:
        """Why a case never ends; empty when it does. Most of what is open is in time, or waits for the person."""
        age = (self.now - self.submission.at).days
        behind = self._used() > 1
        options = {"untouched": 3.0 if age < 5 else 0.8, "working": 4.0, "waiting": 2.0, "planned": 1.5}
        if age > 25:  # somebody has looked at it by then
            options.pop("untouched")
        if not behind:
            chance = 0.4 if self.urgent else 0.95
        elif self.voice.asks and self.by_person and self.rng.random() < 0.36:
            chance = 0.95 if age < 20 else 0.85 if age < 70 else 0.38 if age < 150 else 0.02
            options, self.silent_person = {"waiting": 1.0}, True
        else:
            chance = (
                0.2 if age < 20 else 0.1 if age < 60 else 0.016 if age < 180 else 0.002 if age < 380 else 0
            )
            chance *= 2.0 if self.habit.code in SLOW_TYPES else 0.3 if self.habit.target_hours <= 24 else 1.0
            if self.storm:
                chance *= 0.6
        if self.rng.random() > chance:
            return ""
        return self.rng.choices(list(options), list(options.values()))[0]

    def _used(self) -> float:
        """The part of the target already spent; what promises nothing is never behind before two months."""
        hours = self.habit.target_hours or 320
        if self.urgent:
            return (self.now - self.submission.at).total_seconds() / 3600 / hours
        return self.office.between(self.submission.at, self.now) / 60 / hours

    def _steps(self, stall: str) -> list[Callable[[float], None]]:
        rng, kind = self.rng, self.habit.kind
        steps: list[Callable[[float], None]] = []
        if self.storm and rng.random() < 0.42:
            steps.append(self.cell)
        if stall == "working" or rng.random() < 0.5:
            steps.append(self.note)
        asks = self.voice.asks and self.by_person
        if asks and rng.random() < (1.0 if stall == "waiting" else 0.38 if kind in "DR" else 0.15):
            steps.append(self.ask)
        elif self.habit.photo and self.by_person and not self.storm and rng.random() < 0.16:
            steps.append(self.ask_photo)
        if rng.random() < (0.3 if kind in "WPDX" else 0.4):
            steps.append(self.reply)
        if (stall == "waiting" and not self.silent_person) or (
            self.habit.target_hours > 24 and rng.random() < 0.08
        ):
            steps.append(self._hold)
        if rng.random() < 0.14:
            steps.append(self.note)
        if not self.urgent and rng.random() < (0.4 if stall else 0.17):
            steps.insert(0 if stall else len(steps), self.errand)
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
            worker = self.anyone()
        self.give(worker)
        self.at += timedelta(minutes=self.rng.uniform(2, 6))
        self.done.append(Claim(self.at, worker))
        self.at += timedelta(minutes=self.rng.uniform(4, 22))
        self.close(ends.good(self.habit, self.voice, self.rng, self.slots.scene.opening))

    def _end_as_duplicate(self) -> None:
        if self.storm:
            # The dispatcher stays up with the crisis cell.
            self.at += timedelta(minutes=self.spread(35, 0.9))
        else:
            self.at = self.office.after(self.at, self.spread(160, 0.8))
        who = self.desk.dispatcher() if not self.sealed else self.anyone()
        body = self.slots.fill(self.rng.choice(exchanges.DUPLICATE)) + self.signature(who)
        self.done.append(Close(self.at, who, "duplicate", body, duplicate_of=self.twin))

    def _first(self, total: float) -> None:
        """Before anybody takes it: a dispatcher reads, re-types or re-routes."""
        rng, habit = self.rng, self.habit
        free = self.submission.type_code != habit.code
        if free or (habit.priority in (2, 3) and rng.random() < 0.03):
            priority = habit.priority if free else habit.priority - 1
            who = self.desk.dispatcher() if free else self.sorter()
            self.at = self.diaries.time(who).after(self.at, min(self.spread(70, 0.7), max(total * 0.3, 8)))
            self.done.append(Triage(self.at, who, habit.code, priority, habit.department))
        move = ends.HAND_OVERS.get(habit.code)
        if move and not self.slots.scene.crisis and self.fits(move[1]) and rng.random() < 0.13:
            # Whoever received it first; routing had sent it to the type's department.
            who = self.anyone()
            self.at = max(self.at, self.diaries.time(who).after(self.at, min(total * 0.15, self.spread(120))))
            self.done.append(HandOver(self.at, who, move[0], self.slots.fill(move[1])))
            self.department, self.service = move[0], SERVICES[move[0]]

    def _hold(self, total: float) -> None:
        if self.closed or self.habit.code == "CAB-FEL":
            return
        stories = (self.own.third if self.own else ()) or self.service.third
        stories = tuple(pair for pair in stories if self.fits(pair[0]))
        if not stories:
            return
        reason, back = self.rng.choice(stories)
        self.wait(total * 0.06)
        self.done.append(Hold(self.at, self.agent, "third_party", self.slots.fill(reason)))
        if self.stall == "waiting":
            return
        self.days(2, 9)
        self.done.append(Resume(self.at, self.agent))
        self.later(0.8)
        self.note_down(back)

    def _plan(self, total: float) -> None:
        if self.habit.department == "ETC" and not self.voice.plans:
            return
        plans = (self.own.plans if self.own else ()) or self.service.plans
        plans = tuple(text for text in plans if self.fits(text)) or tuple(
            filter(self.fits, self.service.plans)
        )
        if self.closed or not plans or self.urgent:
            return
        self.wait(total * 0.1)
        target = self.time.after(self.at, total * 0.5 + 60).date()
        day = self.working_day(max(target, self.at.date() + timedelta(days=1)))
        self.slots.on(day)
        comment = self.slots.fill(self.rng.choice(plans))
        self.done.append(Schedule(self.at, self.agent, day, comment))
        self.planned = day
        if self.stall != "planned" and self.reachable and self.rng.random() < 0.4:
            self.later(2)
            lower = comment[0].lower() + comment[1:]
            self.say(self.rng.choice(exchanges.PLAN_LETTERS).format(plan=comment, bas=lower))
            if (day - self.at.date()).days > 2:
                self.thank(0.3, exchanges.THANKS_FOR_DAY)

    def _finish(self, total: float) -> None:
        if self.closed:
            return
        if self.planned:
            self.work(max(self.at, instant(self.planned, 450)), self.rng.uniform(20, 400))
        else:
            self.chase(total)
            self.wait(total * self.rng.uniform(0.4, 0.6))
        outcome = self._outcome()
        closer = self.agent
        if outcome == "done" and self.habit.kind == "W" and self.rng.random() < 0.5:
            closer = self.crew()
            if self.habit.photo and self.rng.random() < 0.75:
                self.done.append(Attach(self.at, closer, Photo(self.habit.photo, self.variant, after=True)))
                self.later(self.rng.uniform(4, 50))
            if self.rng.random() < 0.4 and self.diaries.present(self.agent, self.at):
                closer = self.agent
        self.close(outcome, by=closer)
        if outcome in ("done", "answered") and self.by_person and self.rng.random() < 0.035:
            self._reopen(total)

    def _outcome(self) -> str:
        outcome = ends.outcome(self.habit, self.voice, self.rng, self.asked, self.slots.scene.opening)
        if self.storm and outcome in ("no_action", "refused", "withdrawn"):
            outcome = "done"
        visited = (
            self.planned and self.habit.kind in "WPX" and outcome not in ("done", "answered", "no_action")
        )
        if self.own is None or visited:
            outcome = "done" if self.department != "ADM" else "answered"
        if outcome == "answered" and (self.planned or self.asked) and not self.voice.ends.get("answered"):
            outcome = "done"
        return outcome

    def close(self, outcome: str, silent: bool = False, by: str = "") -> None:
        text, _, reasons = ends.words(
            outcome, self.habit, self.own, self.service, self.slots, self.rng, silent
        ).partition(" || ")
        if self.storm and outcome == "done" and self.rng.random() < 0.35:
            text = self.rng.choice(crisis.CLEARED)
        if outcome in ("done", "answered") and self.rng.random() < 0.24:
            tail = self.rng.choice(exchanges.CLOSE_TAILS[0 if self.habit.kind in "WP" else 1 :])
            text = text if tail.split()[0] in text else f"{text} {tail}"
        by = by or self.agent
        body = self.slots.fill(text) + self.signature(by)
        undone = self.reason_for_undone()
        self.done.append(Close(self.at, by, outcome, body, self.slots.fill(reasons), tasks_reason=undone))  # type: ignore[arg-type]
        self.undone = 0

    def _reopen(self, total: float) -> None:
        self.at = self.citizen_hour(self.at + timedelta(days=self.rng.uniform(1, 20)))
        pool = exchanges.REOPENINGS.get(self.habit.kind, exchanges.REOPENINGS["D"])
        self.done.append(Reopen(self.at, None, self.slots.fill(self.rng.choice(pool))))
        self.wait(max(total * 0.3, 40))
        self.done.append(Note(self.at, self.agent, self.rng.choice(exchanges.AFTER_REOPENING)))
        self.wait(max(total * 0.3, 60))
        self.close(ends.good(self.habit, self.voice, self.rng, self.slots.scene.opening))
