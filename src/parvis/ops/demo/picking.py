"""Who could do something on which case, and when: among the cases already told, those who may and are at work."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from parvis.ops.demo.agenda import SEALED, assignee, holder, may_be_addressed, state
from parvis.ops.demo.catalogue import HABITS
from parvis.ops.demo.plan import Case, Gesture, Person, SignIn
from parvis.ops.demo.staffing import Desk
from parvis.ops.demo.texts.residents import STREET

ANSWER = ("front_desk", "case_worker", "dispatcher", "manager")
LATELY, UNTIL = timedelta(days=6), timedelta(days=30)
#: In minutes of work.
JUST_NOW, A_DAY_AGO = (6, 170), (400, 700)
Wanted = Callable[[Case], bool]


def _lively(case: Case) -> tuple[bool, datetime, int]:
    """What waits, and thanks, come last: there is less to say of them."""
    quiet = state(case) == "waiting" or case.final_type == "CAB-FEL"
    return not quiet, case.submission.at, case.key


class Picking:
    def __init__(
        self, rng: random.Random, desk: Desk, persons: Sequence[Person], sign_ins: Sequence[SignIn],
        cases: Iterable[Case], now: datetime,
    ):  # fmt: skip
        self.rng, self.desk, self.persons, self.now = rng, desk, persons, now
        self.accounts = [(s.role, s.email.split("@")[0]) for s in sign_ins]
        treated = [c for c in cases if state(c) not in ("received", "closed") and self.told_to_all(c)]
        self.pool = sorted(treated, key=_lively, reverse=True)
        self.last = {c.key: c.actions[-1].at for c in self.pool}
        #: How often each was chosen.
        self.used: Counter[int] = Counter()
        self.gestures: list[Gesture] = []
        self.told = 0

    @staticmethod
    def told_to_all(case: Case) -> bool:
        return bool(case.actions) and holder(case) not in SEALED and may_be_addressed(case.final_type)

    def roles(self, login: str) -> set[tuple[str, str]]:
        return {(m.department, m.role) for m in self.desk.agents[login].memberships}

    def in_the_street(self, login: str) -> bool:
        return {role for _, role in self.roles(login)} == {"field"}

    def answers(self, login: str, case: Case) -> bool:
        """Whether they may write to the person of the case."""
        roles = self.roles(login)
        steers = any(role in ("dispatcher", "manager") for _, role in roles)
        return steers or any((holder(case), role) in roles for role in (*ANSWER, "cabinet"))

    def matters(self, role: str, login: str) -> Wanted:
        """The cases that this role has to do with."""
        mine = {d for d, r in self.roles(login) if r == role}
        match role:
            case "case_worker" | "field":
                return lambda c: assignee(c) == login
            case "manager":
                return lambda c: holder(c) in mine and bool(assignee(c))
            case "elected":
                return lambda c: c.submission.addressed_to == login
        return lambda c: bool(assignee(c))

    def reached(self, case: Case) -> bool:
        """Whether the person reads mail."""
        person = None if case.submission.person is None else self.persons[case.submission.person]
        return person is not None and bool(person.email) and not person.no_electronic

    @staticmethod
    def by_somebody(case: Case) -> bool:
        return case.submission.person is not None

    def moment(self, login: str, case: Case, ago: tuple[int, int] = JUST_NOW) -> datetime | None:
        """While they last worked, once what is told of the case was done; None when that is long ago."""
        diary = self.desk.diaries.time(login)
        start = self.now - UNTIL
        done = diary.between(start, self.now) - self.rng.randint(*ago)
        after = diary.between(start, self.last[case.key]) + 2
        at = diary.after(start, max(done, after))
        fits = self.last[case.key] < at <= self.now and self.now - at < LATELY
        return at if fits and self.desk.diaries.works(login, at.date()) else None

    def pick(
        self,
        who: Callable[[Case], Iterable[str]],
        *wanted: Wanted,
        again: bool = False,
        ago: tuple[int, int] = JUST_NOW,
    ) -> tuple[Case, str, datetime] | None:
        """The latest case that is wanted, and whoever of ``who`` was there to write on it."""
        pool = sorted(self.pool, key=lambda c: self.used[c.key]) if again else self.pool
        for case in pool:
            if (self.used[case.key] and not again) or not all(want(case) for want in wanted):
                continue
            for login in dict.fromkeys(who(case)):
                if self.desk.agents[login].active and (at := self.moment(login, case, ago)):
                    self.used[case.key] += 1
                    return case, login, at
        return None

    def colleagues(self, but: str) -> Callable[[Case], list[str]]:
        """Whoever has the case, their service, then those who see everything."""
        everywhere = [*self.desk.anyone["dispatcher"], *self.desk.anyone.get("manager", [])]

        def of(case: Case) -> list[str]:
            team = [assignee(case) or "", *self.desk.workers(holder(case)), *everywhere]
            return [login for login in team if login not in ("", but) and not self.in_the_street(login)]

        return of

    def say(self, gesture: Gesture) -> None:
        self.gestures.append(gesture)
        self.last[gesture.case] = gesture.at

    def turn(self, pool: Sequence[str]) -> str:
        """Each in turn."""
        self.told += 1
        return pool[self.told % len(pool)]

    def name(self, login: str) -> str:
        return self.desk.agents[login].name

    @staticmethod
    def matter(case: Case) -> str:
        return "street" if HABITS[case.final_type].kind in STREET else "paper"
