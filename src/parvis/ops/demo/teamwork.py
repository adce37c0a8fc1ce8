"""What colleagues do together, so that each sign-in finds something of it: they call one another in notes, follow, leave drafts to
each other, submit texts, plan replies, share views. On the lives already told, by whoever may, while they are at work."""

import random
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from itertools import product

from parvis.ops.demo.agenda import assignee, holder, state
from parvis.ops.demo.calendar import PARIS, is_open
from parvis.ops.demo.catalogue import HABITS
from parvis.ops.demo.picking import A_DAY_AGO, ANSWER, JUST_NOW, Picking
from parvis.ops.demo.plan import (
    Begin,
    Call,
    Case,
    Follow,
    Person,
    Relate,
    Role,
    Rule,
    Send,
    SendBack,
    SignIn,
    Teamwork,
    View,
)  # fmt: skip
from parvis.ops.demo.staffing import Desk
from parvis.ops.demo.texts import colleagues as words
from parvis.ops.seeds.reference_town import load_reference_town

#: Who reads before a text leaves, and in which services, the first that has something to say.
READERS: tuple[tuple[Role, tuple[str, ...], str], ...] = (
    ("elected", ("CAB", "ADM"), "Courriers aux élus : la personne à qui l'on écrit relit"),
    ("executive", ("ADM", "ECO", "CUL", "SPO"), "Réponses engageantes : la direction générale relit"),
    ("cabinet", ("SPO", "CUL", "ECO", "PEJ"), "Vie associative : le cabinet relit"),
    ("manager", ("ACC",), "Accueil : la responsable relit"),
)
#: Where nothing is read first, so that a planned reply leaves as it is.
PLAIN = frozenset(["VOI", "PRO", "ESV", "PM", "URB", "SCO", "BAT"])


def imagine(
    rng: random.Random, desk: Desk, persons: Sequence[Person], sign_ins: Sequence[SignIn], cases: Iterable[Case],
    now: datetime,
) -> Teamwork:  # fmt: skip
    return _Imagining(rng, desk, persons, sign_ins, cases, now).teamwork()


class _Imagining(Picking):
    rules: list[Rule]
    related: set[frozenset[int]]

    def teamwork(self) -> Teamwork:
        """What fits the fewest cases first."""
        self.rules, self.related = [], set()
        self.services = {d.code: d.name for d in load_reference_town().departments}
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

    def _call(self, role: str, login: str) -> None:
        found = self.pick(self.colleagues(login), self.matters(role, login))
        found = found or self.pick(self.colleagues(login), self.matters(role, login), again=True)
        if found:
            case, by, at = found
            self.say(Call(at, by, case.key, self.turn(words.CALLS[role]).format(nom=self.name(login))))

    def _follow(self, role: str, login: str) -> None:
        """Theirs to follow, and something new on it since."""
        found = self.pick(lambda c: [login], self.matters(role, login))
        found = found or self.pick(lambda c: [login], self.matters(role, login), again=True)
        if found is None:
            return
        case, _, at = found
        self.say(Follow(at, login, case.key))
        for by in self.colleagues(login)(case):
            if self.desk.agents[by].active and (later := self.moment(by, case)):
                self.say(Call(later, by, case.key, self.turn(words.NEWS[self.matter(case)])))
                return

    def _leave_a_draft(self, role: str, login: str) -> None:
        def may(case: Case) -> list[str]:
            return [one for one in self.colleagues(login)(case) if self.answers(one, case)]

        matters = self.matters(role, login) if role in ("case_worker", "manager") else self._plain
        found = self.pick(may, matters, self.reached, lambda c: self.answers(login, c))
        if found is None:
            return
        case, by, at = found
        self.say(Begin(at, by, case.key, self.turn(words.UNFINISHED[self.matter(case)])))
        said = self.turn(words.LEFT).format(nom=self.name(login))
        self.say(Call(min(at + timedelta(minutes=2), self.now), by, case.key, said))

    def _plain(self, case: Case) -> bool:
        return holder(case) in PLAIN and bool(assignee(case))

    def _plan_a_reply(self, role: str, login: str) -> None:
        matters = self.matters(role, login) if role in ("case_worker", "manager") else self._plain
        found = self.pick(
            lambda c: [login], matters, self._plain, self.reached, lambda c: self.answers(login, c)
        )
        if found:
            case, _, at = found
            body = self.turn(words.PLANNED[self.matter(case)])
            self.say(Send(at, login, case.key, body, leaves_at=self._tomorrow()))

    def _tomorrow(self) -> datetime:
        """The next day that the town hall is open, first thing."""
        day = next(d for n in range(1, 15) if is_open(d := self.now.date() + timedelta(days=n)))
        return datetime.combine(day, time(8, 30), PARIS)

    def _relate(self, role: str, login: str) -> None:
        matters = self.matters(role, login) if role in ("case_worker", "manager") else self._plain
        found = self.pick(lambda c: [login], matters, lambda c: self.answers(login, c))
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
            self.say(Relate(at, login, case.key, like[0].key))

    def _refuse(self) -> None:
        """Refusals of the chief's service: one waits for the chief, the other came back with a reason."""
        chief = next((login for role, login in self.accounts if role == "manager"), "")
        worker = next((login for role, login in self.accounts if role == "case_worker"), "")
        service = next((d for d, role in sorted(self.roles(chief)) if role == "manager"), "") if chief else ""
        if not service or (service, "case_worker") not in self.roles(worker) or chief == worker:
            return
        self._rule(f"Refus : {self.services[service]}", "refusals", service, "manager")
        recent, self.pool = self.pool, sorted(self.pool, key=self._refusable, reverse=True)
        for text, ago in zip(reversed(words.REFUSALS), (A_DAY_AGO, JUST_NOW), strict=True):
            found = self.pick(
                lambda c: [worker],
                lambda c: holder(c) == service and bool(assignee(c)),
                self.reached,
                lambda c: not any(a.verb == "add_task" for a in c.actions),
                ago=ago,
            )
            if found is None:
                break
            case, _, at = found
            self.say(Send(at, worker, case.key, text, outcome="refused"))
            if ago == A_DAY_AGO and (later := self.moment(chief, case)):
                self.say(SendBack(later, chief, case.key, words.RETURNED))
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
        for department, reached in product(free if reader else (), (self.reached, self.by_somebody)):
            found = self.pick(
                lambda c: [one for one in self.desk.workers(holder(c)) if one != reader],
                lambda c, there=department: holder(c) == there,  # type: ignore[misc]
                lambda c: role != "elected" or c.submission.addressed_to == reader,
                reached,
            )
            if found:
                case, by, at = found
                self._rule(name, "replies", department, role, case.final_type if role == "elected" else "")
                self.say(Send(at, by, case.key, words.SUBMITTED[role]))
                return

    def _rule(self, name: str, about: str, department: str, role: Role, type_code: str = "") -> None:
        by = next(login for one, login in self.accounts if one == "administrator")
        at = self.now - timedelta(days=120)
        self.rules.append(Rule(at, by, name, about, department, role, type_code))  # type: ignore[arg-type]

    def _call_services(self) -> None:
        for caller, called, text in words.TO_SERVICES:
            found = self.pick(
                lambda c: [assignee(c) or ""], lambda c, there=caller: holder(c) == there and bool(assignee(c))  # type: ignore[misc]
            )  # fmt: skip
            if found:
                case, by, at = found
                self.say(Call(at, by, case.key, text.format(nom=self.services[called])))

    def _views(self) -> list[View]:
        at = self.now - timedelta(days=90)
        dispatcher = self.desk.dispatcher()
        views = [
            View(at, dispatcher, "Les retards", "state=open&due=overdue&sort=due",
                 ("state", "department", "assignee", "due")),
            View(at, dispatcher, "À répondre", "state=open&answered=1&sort=quiet",
                 ("state", "person", "department", "activity")),
        ]  # fmt: skip
        worker = next((login for role, login in self.accounts if role == "case_worker"), "")
        service = (
            next((d for d, role in sorted(self.roles(worker)) if role == "case_worker"), "") if worker else ""
        )
        if service:
            chief = (self.desk.by_role.get((service, "manager")) or [worker])[0]
            query = f"state=open&department={service}&due=week&sort=due"
            views.append(
                View(at, chief, "Cette semaine", query, ("state", "place", "assignee", "due"), service)
            )
        return views
