"""What colleagues do together, so that each sign-in finds something of it: they call one another in notes, follow, leave drafts to
each other, submit texts, plan replies, share views. On the lives already told, by whoever may, while they are at work."""

import random
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time, timedelta
from itertools import product

from parvis.ops.demo.agenda import SEALED, assignee, holder, may_be_addressed, state
from parvis.ops.demo.calendar import PARIS, is_open
from parvis.ops.demo.catalogue import HABITS
from parvis.ops.demo.plan import (
    Begin,
    Call,
    Case,
    Follow,
    Gesture,
    Person,
    Relate,
    Role,
    Rule,
    Send,
    SendBack,
    SignIn,
    Teamwork,
    View,
)
from parvis.ops.demo.staffing import Desk
from parvis.ops.demo.texts import colleagues as words
from parvis.ops.demo.texts.residents import STREET
from parvis.ops.seeds.reference_town import load_reference_town

ANSWER = ("front_desk", "case_worker", "dispatcher", "manager")
#: Who reads before a text leaves, and in which services, the first that has something to say.
READERS: tuple[tuple[Role, tuple[str, ...], str], ...] = (
    ("elected", ("CAB", "ADM"), "Courriers aux élus : la personne à qui l'on écrit relit"),
    ("executive", ("ADM", "ECO", "CUL", "SPO"), "Réponses engageantes : la direction générale relit"),
    ("cabinet", ("SPO", "CUL", "ECO", "PEJ"), "Vie associative : le cabinet relit"),
    ("manager", ("ACC",), "Accueil : la responsable relit"),
)
#: Where nothing is read first, so that a planned reply leaves as it is.
PLAIN = frozenset(["VOI", "PRO", "ESV", "PM", "URB", "SCO", "BAT"])
LATELY, UNTIL = timedelta(days=6), timedelta(days=30)
#: In minutes of work.
JUST_NOW, A_DAY_AGO = (6, 170), (400, 700)
Wanted = Callable[[Case], bool]


def imagine(
    rng: random.Random, desk: Desk, persons: Sequence[Person], sign_ins: Sequence[SignIn], cases: Iterable[Case],
    now: datetime,
) -> Teamwork:  # fmt: skip
    return _Imagining(rng, desk, persons, sign_ins, cases, now).teamwork()


class _Imagining:
    def __init__(
        self, rng: random.Random, desk: Desk, persons: Sequence[Person], sign_ins: Sequence[SignIn],
        cases: Iterable[Case], now: datetime,
    ):  # fmt: skip
        self.rng, self.desk, self.persons, self.now = rng, desk, persons, now
        self.accounts = [(s.role, s.email.split("@")[0]) for s in sign_ins]
        self.services = {d.code: d.name for d in load_reference_town().departments}
        treated = [c for c in cases if state(c) not in ("received", "closed") and self._told_to_all(c)]
        # Those that wait come last: there is less to say of them.
        self.pool = sorted(
            treated, key=lambda c: (state(c) != "waiting", c.submission.at, c.key), reverse=True
        )
        self.last = {c.key: c.actions[-1].at for c in self.pool}
        self.used: set[int] = set()
        self.related: set[frozenset[int]] = set()
        self.gestures: list[Gesture] = []
        self.rules: list[Rule] = []
        self.told = 0

    def teamwork(self) -> Teamwork:
        """What fits the fewest cases first."""
        self._refuse()
        for reader, departments, name in READERS:
            self._submit(reader, departments, name)
        for role, login in self.accounts:
            if role in ANSWER:
                self._leave_a_draft(role, login)
                self._plan_a_reply(role, login)
                self._relate(role, login)
            if role in words.CALLS:
                self._call(role, login)
                self._follow(role, login)
        self._call_services()
        self.gestures.sort(key=lambda one: (one.at, one.case))
        return Teamwork(tuple(self.rules), tuple(self._views()), tuple(self.gestures))

    # Who, and when
    @staticmethod
    def _told_to_all(case: Case) -> bool:
        return bool(case.actions) and holder(case) not in SEALED and may_be_addressed(case.final_type)

    def _roles(self, login: str) -> set[tuple[str, str]]:
        return {(m.department, m.role) for m in self.desk.agents[login].memberships}

    def _answers(self, login: str, case: Case) -> bool:
        """Whether they may write to the person of the case."""
        roles = self._roles(login)
        steers = any(role in ("dispatcher", "manager") for _, role in roles)
        return steers or any((holder(case), role) in roles for role in (*ANSWER, "cabinet"))

    def _matters(self, role: str, login: str) -> Wanted:
        """The cases that this role has to do with."""
        mine = {d for d, r in self._roles(login) if r == role}
        match role:
            case "case_worker" | "field":
                return lambda c: assignee(c) == login
            case "manager":
                return lambda c: holder(c) in mine and bool(assignee(c))
            case "elected":
                return lambda c: c.submission.addressed_to == login
        return lambda c: bool(assignee(c))

    def _reached(self, case: Case) -> bool:
        """Whether the person reads mail."""
        person = None if case.submission.person is None else self.persons[case.submission.person]
        return person is not None and bool(person.email) and not person.no_electronic

    @staticmethod
    def _by_somebody(case: Case) -> bool:
        return case.submission.person is not None

    def _moment(self, login: str, case: Case, ago: tuple[int, int] = JUST_NOW) -> datetime | None:
        """While they last worked, once what is told of the case was done; None when that is long ago."""
        diary = self.desk.diaries.time(login)
        start = self.now - UNTIL
        done = diary.between(start, self.now) - self.rng.randint(*ago)
        after = diary.between(start, self.last[case.key]) + 2
        at = diary.after(start, max(done, after))
        fits = self.last[case.key] < at <= self.now and self.now - at < LATELY
        return at if fits and self.desk.diaries.works(login, at.date()) else None

    def _pick(
        self,
        who: Callable[[Case], Iterable[str]],
        *wanted: Wanted,
        again: bool = False,
        ago: tuple[int, int] = JUST_NOW,
    ) -> tuple[Case, str, datetime] | None:
        """The latest case that is wanted, and whoever of ``who`` was there to write on it."""
        for case in self.pool:
            if (case.key in self.used and not again) or not all(want(case) for want in wanted):
                continue
            for login in dict.fromkeys(who(case)):
                if self.desk.agents[login].active and (at := self._moment(login, case, ago)):
                    self.used.add(case.key)
                    return case, login, at
        return None

    def _colleagues(self, but: str) -> Callable[[Case], list[str]]:
        """Whoever has the case, their service, then those who see everything."""
        everywhere = [*self.desk.anyone["dispatcher"], *self.desk.anyone.get("manager", [])]

        def of(case: Case) -> list[str]:
            team = [assignee(case) or "", *self.desk.workers(holder(case)), *everywhere]
            return [login for login in team if login and login != but]

        return of

    def _say(self, gesture: Gesture) -> None:
        self.gestures.append(gesture)
        self.last[gesture.case] = gesture.at

    def _words(self, pool: Sequence[str]) -> str:
        """Each in turn."""
        self.told += 1
        return pool[self.told % len(pool)]

    def _name(self, login: str) -> str:
        return self.desk.agents[login].name

    @staticmethod
    def _matter(case: Case) -> str:
        return "street" if HABITS[case.final_type].kind in STREET else "paper"

    # What they do
    def _call(self, role: str, login: str) -> None:
        found = self._pick(self._colleagues(login), self._matters(role, login))
        found = found or self._pick(self._colleagues(login), self._matters(role, login), again=True)
        if found:
            case, by, at = found
            self._say(Call(at, by, case.key, self._words(words.CALLS[role]).format(nom=self._name(login))))

    def _follow(self, role: str, login: str) -> None:
        """Theirs to follow, and something new on it since."""
        found = self._pick(lambda c: [login], self._matters(role, login))
        found = found or self._pick(lambda c: [login], self._matters(role, login), again=True)
        if found is None:
            return
        case, _, at = found
        self._say(Follow(at, login, case.key))
        for by in self._colleagues(login)(case):
            if self.desk.agents[by].active and (later := self._moment(by, case)):
                self._say(Call(later, by, case.key, self._words(words.NEWS)))
                return

    def _leave_a_draft(self, role: str, login: str) -> None:
        def may(case: Case) -> list[str]:
            return [one for one in self._colleagues(login)(case) if self._answers(one, case)]

        matters = self._matters(role, login) if role in ("case_worker", "manager") else self._plain
        found = self._pick(may, matters, self._reached, lambda c: self._answers(login, c))
        if found is None:
            return
        case, by, at = found
        self._say(Begin(at, by, case.key, self._words(words.UNFINISHED[self._matter(case)])))
        said = self._words(words.LEFT).format(nom=self._name(login))
        self._say(Call(min(at + timedelta(minutes=2), self.now), by, case.key, said))

    def _plain(self, case: Case) -> bool:
        return holder(case) in PLAIN and bool(assignee(case))

    def _plan_a_reply(self, role: str, login: str) -> None:
        matters = self._matters(role, login) if role in ("case_worker", "manager") else self._plain
        found = self._pick(
            lambda c: [login], matters, self._plain, self._reached, lambda c: self._answers(login, c)
        )
        if found:
            case, _, at = found
            body = self._words(words.PLANNED[self._matter(case)])
            self._say(Send(at, login, case.key, body, leaves_at=self._tomorrow()))

    def _tomorrow(self) -> datetime:
        """The next day that the town hall is open, first thing."""
        day = next(d for n in range(1, 15) if is_open(d := self.now.date() + timedelta(days=n)))
        return datetime.combine(day, time(8, 30), PARIS)

    def _relate(self, role: str, login: str) -> None:
        matters = self._matters(role, login) if role in ("case_worker", "manager") else self._plain
        found = self._pick(lambda c: [login], matters, lambda c: self._answers(login, c))
        if found is None:
            return
        case, _, at = found
        others = [
            c for c in self.pool if c.key != case.key and frozenset((c.key, case.key)) not in self.related
        ]
        like = [c for c in others if c.final_type == case.final_type]
        like = like or [c for c in others if holder(c) == holder(case)]
        if like:
            self.related.add(frozenset((case.key, like[0].key)))
            self._say(Relate(at, login, case.key, like[0].key))

    def _refuse(self) -> None:
        """Refusals of the chief's service: one waits for the chief, the other came back with a reason."""
        chief = next((login for role, login in self.accounts if role == "manager"), "")
        worker = next((login for role, login in self.accounts if role == "case_worker"), "")
        service = (
            next((d for d, role in sorted(self._roles(chief)) if role == "manager"), "") if chief else ""
        )
        if not service or (service, "case_worker") not in self._roles(worker) or chief == worker:
            return
        self._rule(f"Refus : {self.services[service]}", "refusals", service, "manager")
        recent, self.pool = self.pool, sorted(self.pool, key=self._refusable, reverse=True)
        for text, ago in zip(reversed(words.REFUSALS), (A_DAY_AGO, JUST_NOW), strict=True):
            found = self._pick(
                lambda c: [worker],
                lambda c: holder(c) == service and bool(assignee(c)),
                self._reached,
                lambda c: not any(a.verb == "add_task" for a in c.actions),
                ago=ago,
            )
            if found is None:
                break
            case, _, at = found
            self._say(Send(at, worker, case.key, text, outcome="refused"))
            if ago == A_DAY_AGO and (later := self._moment(chief, case)):
                self._say(SendBack(later, chief, case.key, words.RETURNED))
        self.pool = recent

    @staticmethod
    def _refusable(case: Case) -> tuple[bool, float, datetime]:
        """What is promised for the farthest day is not what repairs a hole in the road."""
        return state(case) != "waiting", HABITS[case.final_type].target_hours, case.submission.at

    def _submit(self, role: Role, departments: tuple[str, ...], name: str) -> None:
        reader = next((login for one, login in self.accounts if one == role), "")
        if role == "manager":
            reader = next((login for login in self.desk.by_role.get((departments[0], "manager"), [])), "")
        free = [d for d in departments if not any(rule.department == d for rule in self.rules)]
        for department, reached in product(free if reader else (), (self._reached, self._by_somebody)):
            found = self._pick(
                lambda c: [one for one in self.desk.workers(holder(c)) if one != reader],
                lambda c, there=department: holder(c) == there,  # type: ignore[misc]
                lambda c: role != "elected" or c.submission.addressed_to == reader,
                reached,
            )
            if found:
                case, by, at = found
                self._rule(name, "replies", department, role)
                self._say(Send(at, by, case.key, words.SUBMITTED[role]))
                return

    def _rule(self, name: str, about: str, department: str, role: Role) -> None:
        by = next(login for one, login in self.accounts if one == "administrator")
        at = self.now - timedelta(days=120)
        self.rules.append(Rule(at, by, name, about, department, role))  # type: ignore[arg-type]

    def _call_services(self) -> None:
        for caller, called, text in words.TO_SERVICES:
            found = self._pick(
                lambda c: [assignee(c) or ""], lambda c, there=caller: holder(c) == there and bool(assignee(c))  # type: ignore[misc]
            )  # fmt: skip
            if found:
                case, by, at = found
                self._say(Call(at, by, case.key, text.format(nom=self.services[called])))

    def _views(self) -> list[View]:
        at = self.now - timedelta(days=90)
        dispatcher = self.desk.dispatcher()
        views = [
            View(at, dispatcher, "En retard, tous services", "state=open&due=overdue&sort=due",
                 ("state", "department", "assignee", "due")),
            View(at, dispatcher, "L'usager attend une réponse", "state=open&answered=1&sort=quiet",
                 ("state", "person", "department", "activity")),
        ]  # fmt: skip
        worker = next((login for role, login in self.accounts if role == "case_worker"), "")
        service = (
            next((d for d, role in sorted(self._roles(worker)) if role == "case_worker"), "")
            if worker
            else ""
        )
        if service:
            chief = (self.desk.by_role.get((service, "manager")) or [worker])[0]
            query = f"state=open&department={service}&due=week&sort=due"
            views.append(
                View(
                    at, chief, "À finir cette semaine", query, ("state", "place", "assignee", "due"), service
                )
            )
        return views
