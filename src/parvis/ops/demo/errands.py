"""Tasks given to other services in the life of one case, and the opinion of the person once it is closed."""

import random
from collections.abc import Sequence
from datetime import timedelta

from parvis.ops.demo.plan import Act, AddTask, Close, CompleteTask, Rate, Submission, TakeTask
from parvis.ops.demo.talk import Talk
from parvis.ops.demo.texts import opinions
from parvis.ops.demo.texts.errands import ERRANDS, LEFT_UNDONE, Errand

NOT_ASKED = ("duplicate", "withdrawn", "cancelled")


OPINIONS = {
    5: (opinions.GLAD, opinions.GLAD_STREET), 4: (opinions.PLEASED, opinions.PLEASED_STREET), 3: (opinions.MIXED, opinions.MIXED_STREET),
    2: (opinions.UNHAPPY, opinions.UNHAPPY_STREET),
}  # fmt: skip


class Errands(Talk):
    tasks = 0
    undone = 0
    """Tasks the closure will find still open."""

    def errand(self, total: float) -> None:
        options = ERRANDS.get(self.habit.code, ())
        if self.closed or self.own is None or not options:
            return
        errand = self.rng.choice(options)
        team = self._team(errand.to)
        if not team or (self.sealed and errand.to != self.department):
            return
        self.wait(total * self.rng.uniform(0.03, 0.12))
        doer = self.rng.choice(team)
        named = self.rng.random() < 0.3
        due = self.working_day(self.at.date() + timedelta(days=self.rng.randint(2, 12)))
        self.tasks += 1
        number, given = self.tasks, self.at
        self.done.append(AddTask(
            given, self.agent, number, errand.to, self.slots.fill(errand.title), self.slots.fill(errand.instructions),
            doer if named else None, due if self.rng.random() < 0.85 else None,
        ))  # fmt: skip
        if self.stall and self.rng.random() < 0.7:
            self.undone += 1
            return
        self._done(errand, doer, number, named, total)

    def _team(self, department: str) -> list[str]:
        """Colleagues who are there and read the case, as those in the street do not; without whoever gives the task."""
        team = self.desk.workers(department, self.at.date())
        members = [
            login
            for login in team
            if any(m.department == department for m in self.desk.agents[login].memberships)
        ]
        return [
            login for login in members if login != self.agent and self.diaries.there(login, self.at.date())
        ]

    def _done(self, errand: Errand, doer: str, number: int, named: bool, total: float) -> None:
        """The colleague does it in their own time; the case goes on meanwhile, and waits for them at its end."""
        if self.rng.random() < 0.06:
            self.undone += 1
            return
        theirs = self.diaries.time(doer)
        at = theirs.after(self.at, self.spread(240, 0.9))
        if at >= theirs.end:  # they leave the town hall before
            self.undone += 1
            return
        if not named and self.rng.random() < 0.6:
            self.done.append(TakeTask(at, doer, number))
            at = min(theirs.after(at, self.spread(300, 1.0)), theirs.end)
        self.done.append(
            CompleteTask(at, doer, number, self.slots.fill(self.rng.choice(errand.results or ("Fait.",))))
        )
        self.at = at + timedelta(minutes=self.rng.uniform(1, 5))
        if not self.time.covers(self.at):
            self.wait(self.rng.uniform(5, 60))

    def reason_for_undone(self) -> str:
        return self.rng.choice(LEFT_UNDONE) if self.undone else ""


def opinion(
    rng: random.Random,
    submission: Submission,
    actions: Sequence[Act],
    target_hours: float,
    street: bool,
    written_to: bool,
) -> Rate | None:
    """One person in five answers; the very glad and the very angry more than the others."""
    last = actions[-1] if actions else None
    if (
        not isinstance(last, Close)
        or last.outcome in NOT_ASKED
        or submission.person is None
        or last.by is None
    ):
        return None
    days = (last.at - submission.at) / timedelta(days=1)
    ratio = days / max(target_hours / 8 * 1.45, 0.4)
    reopened = any(action.verb == "reopen" for action in actions)
    chased = sum(action.verb == "inbound_message" for action in actions) > 1
    mean = 4.5 - 0.9 * min(max(ratio - 0.8, 0), 2.4) - 1.1 * reopened - 0.3 * chased
    mean -= {"refused": 1.6, "no_action": 1.1, "transferred": 0.5}.get(last.outcome, 0)
    score = max(1, min(5, round(rng.gauss(mean, 0.9))))
    eager = {5: 1.15, 4: 0.75, 3: 0.75, 2: 1.1, 1: 1.7}[score]
    if rng.random() > (0.255 if written_to else 0.115) * eager:
        return None
    wait = timedelta(minutes=min(rng.lognormvariate(6.6, 1.6), 80_000))
    at = (last.at + wait).replace(microsecond=0)
    minutes = at.hour * 60 + at.minute
    if not 420 < minutes < 1_380:
        at += timedelta(hours=9)
    return Rate(at, None, score, _comment(rng, score, last.outcome, ratio, reopened, street), "web")


def _comment(rng: random.Random, score: int, outcome: str, ratio: float, reopened: bool, street: bool) -> str:
    if rng.random() > {5: 0.34, 4: 0.3, 3: 0.4, 2: 0.6, 1: 0.7}[score]:
        return ""
    if reopened and score < 5 and rng.random() < 0.6:
        return rng.choice(opinions.AGAIN)
    if outcome == "refused" and score < 4:
        return rng.choice(opinions.REFUSED)
    if ratio > 1.6 and score < 4 and rng.random() < 0.75:
        return rng.choice(opinions.LATE)
    general, outside = OPINIONS[max(score, 2)]
    return rng.choice(general + outside if street else general)
