"""Puts the town together: people, days, incidents, then the life of each case."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from parvis.ops.demo import agents as staff_module
from parvis.ops.demo import crises
from parvis.ops.demo.agenda import ADDRESSED_CHANNELS, Agenda, may_be_addressed
from parvis.ops.demo.arrivals import Arrivals
from parvis.ops.demo.calendar import PARIS, instant, is_open
from parvis.ops.demo.catalogue import CHANNELS, HABITS, Habit
from parvis.ops.demo.coherence import plain
from parvis.ops.demo.drafts import Draft
from parvis.ops.demo.geography import Geography, geography
from parvis.ops.demo.life import Life
from parvis.ops.demo.pace import Stories
from parvis.ops.demo.people import Population
from parvis.ops.demo.plan import Case, Crisis, DemoTown, Location, Person, Photo, Size, Submission
from parvis.ops.demo.rhythms import Diaries
from parvis.ops.demo.slots import Scene, Slots
from parvis.ops.demo.staffing import Desk
from parvis.ops.demo.teamwork import imagine
from parvis.ops.demo.texts import VOICES
from parvis.ops.demo.wording import speak

DAYS = 730
ORDINARY = {"town": 5_560, "village": 290}
FRESH = {
    "town": ("VOI-NDP", "PRO-DEP", "ESV-JEU", "SCO-CAN", "ETC-ACN", "BAT-ECO"),
    "village": ("VOI-NDP", "SCO-CAN"),
}
ROUNDS = {"town": ("VOI-SIG", "VOI-MOB", "VOI-TRO", "PRO-TAG", "PRO-DEJ", "PRO-TAG", "ESV-ELA", "ESV-ELA", "ESV-ELA", "BAT-ECO",
                   "BAT-ECO", "BAT-ECO", "BAT-ECO", "BAT-ECO"),
          "village": ("VOI-SIG", "VOI-MOB", "BAT-ECO", "BAT-ECO")}  # fmt: skip
ORDERS = {"town": 6, "village": 3}
INHABITANTS = {"town": (2_400, 72), "village": (320, 24)}
HOME = frozenset(
    [
        "PRO-BAC",
        "PRO-ENC",
        "PRO-FRE",
        "PM-OTV",
        "URB-REN",
        "URB-DP",
        "URB-CER",
        "SOC-APA",
        "SOC-CAN",
        "SOC-HAB",
        "VOI-DEM",
        "VOI-BAT",
        "ECO-ODP",
        "PM-BRU",
    ]
)
LEGAL = {"VOI-PDV": 0.75, "ECO-ODP": 0.8, "ECO-MAR": 0.3, "ECO-DEB": 0.7, "ECO-IMP": 0.3, "SPO-SUB": 0.85, "SPO-EQU": 0.7,
         "BAT-MAT": 0.6, "BAT-SAL": 0.25, "CUL-EVE": 0.4, "URB-CER": 0.3}  # fmt: skip
AGES = {"SCO": (22, 55), "PEJ": (19, 52), "ETC-REC": (37, 58), "PEJ-JOB": (18, 60), "SOC-APA": (40, 90), "ETC-MAR": (22, 60),
        "ETC-PAC": (20, 55), "SOC-CAN": (25, 92), "CUL-MED": (22, 70)}  # fmt: skip
FREE_WORDS = 0.07
SAID_IN_WORDS = frozenset(
    ["type", "acte", "titre", "bac", "batiment", "local", "jours", "niveau", "hauteur", "horaires", "points"]
)


class Builder:
    def __init__(self, seed: int, today: date, size: Size, now: datetime):
        self.rng = random.Random(f"{seed} {today.isoformat()} {size}")
        self.seed, self.today, self.now, self.size = seed, today, now, size
        self.geo: Geography = geography(size)
        self.agents = staff_module.staff(size, self.geo.identity)
        self.days = [today - timedelta(days=DAYS - n) for n in range(DAYS + 1)]
        self.crises = crises.crises(self.rng, today, size)
        self.stories = Stories(today, self.days[0], tuple(crisis.day for crisis in self.crises))
        self.arrivals = Arrivals(self.rng, self.days, self.stories)
        people, legal = INHABITANTS[size]
        self.persons = Population(self.rng, self.geo, today).fill(people, legal)
        self.natural = [i for i, p in enumerate(self.persons) if p.kind == "natural"]
        self.legal = [i for i, p in enumerate(self.persons) if p.kind != "natural"]
        self.streets = {street.name: street for street in self.geo.streets}
        self.sign_ins = staff_module.sign_ins(self.agents)
        self.desk = Desk(self.agents, self._diaries())

    def _diaries(self) -> Diaries:
        """Those whose sign-in is shown, and whoever goes out today, are not on leave."""
        shown = {sign_in.email.split("@")[0] for sign_in in self.sign_ins}
        field = {a.login for a in self.agents for m in a.memberships if m.role in ("field", "dispatcher")}
        span = (self.days[0] - timedelta(days=40), self.today + timedelta(days=420))
        return Diaries(self.agents, self.today, *span, here=frozenset(shown | field))

    def build(self) -> DemoTown:
        drafts = [self._ordinary(habit) for habit in self._types(ORDINARY[self.size])]
        drafts += self._twins(drafts)
        for crisis in self.crises:
            drafts += crises.storm_drafts(self.rng, crisis, self._incident, self._neighbour, is_open)
            drafts += crises.aftermath(self.rng, crisis, self._consequence)
        drafts += [self._fresh(HABITS[code], (6, 230)) for code in FRESH[self.size]]
        drafts += [self._fresh(HABITS[code], (3_200, 5_700)) for code in ROUNDS[self.size]]
        drafts = [draft for draft in drafts if draft.at <= self.now]
        drafts.sort(key=lambda draft: draft.at)
        for key, draft in enumerate(drafts, start=1):
            draft.key = key
        shown = next(s.email.split("@")[0] for s in self.sign_ins if s.role == "case_worker")
        agenda = Agenda(self.rng, self.desk, tuple(self.persons), self.now)
        cases = agenda.apply([self._case(draft) for draft in drafts], shown, ORDERS[self.size])
        return DemoTown(
            self.seed, self.today, self.now, self.geo.identity, self.geo.districts, self.geo.streets, self.agents,
            self.persons, cases, self.crises, self.sign_ins,
            imagine(self.rng, self.desk, self.persons, self.sign_ins, cases, self.now),
        )  # fmt: skip

    # Who and where
    def _types(self, count: int) -> list[Habit]:
        habits = list(HABITS.values())
        total = sum(habit.yearly for habit in habits)
        exact = [habit.yearly / total * count for habit in habits]
        chosen = [habit for habit, n in zip(habits, exact, strict=True) for _ in range(max(1, int(n)))]
        return chosen + self.rng.choices(habits, exact, k=max(0, count - len(chosen)))

    def _person(self, habit: Habit, channel: str) -> int | None:
        rng = self.rng
        if channel == "field":
            return None
        if habit.anonymous and rng.random() < {"web": 0.3, "mobile": 0.3, "phone": 0.14, "counter": 0.1}.get(
            channel, 0
        ):
            return None
        if rng.random() < LEGAL.get(habit.code, 0):
            wanted = (
                "association"
                if habit.department in ("SPO", "CUL", "BAT") or habit.code == "ECO-DEB"
                else "company"
            )
            return rng.choice([i for i in self.legal if self.persons[i].kind == wanted])
        low, high = AGES.get(habit.code, AGES.get(habit.department, (18, 99)))
        pick = self.natural[0]
        for _ in range(40):
            pick = self.natural[int(len(self.natural) * rng.random() ** 1.7)]
            person = self.persons[pick]
            age = (self.today - person.birth_date).days // 365 if person.birth_date else 40
            reachable = person.email if channel == "email" else person.phones if channel == "phone" else True
            if low <= age <= high and reachable and (channel not in ("web", "mobile") or age < 82):
                break
        return pick

    def _place(self, habit: Habit, person: Person | None) -> Location:
        rng = self.rng
        if person is not None:
            roll = rng.random()
            if habit.place == "N" or habit.code in HOME or roll < 0.2:
                return person.address
            if roll < 0.55:
                return self.geo.spot(rng, self.streets[person.address.text.split(" ", 1)[1]])
        return self.geo.spot(rng)

    # Cases
    def _ordinary(self, habit: Habit) -> Draft:
        channel = self.rng.choices(CHANNELS, habit.channel_weights)[0]
        day = self.arrivals.day(habit.code, habit.season, channel)
        at = self.arrivals.moment(day, channel, noise=habit.code == "PM-BRU")
        index = self._person(habit, channel)
        person = None if index is None else self.persons[index]
        return Draft(habit, at, channel, self._place(habit, person), index)

    def _fresh(self, habit: Habit, minutes: tuple[int, int]) -> Draft:
        """Arrived by the site, and nobody has taken it: those of this morning, and those the field teams are given."""
        at = self.now - timedelta(minutes=self.rng.randint(*minutes))
        index = self._person(habit, "web")
        person = None if index is None else self.persons[index]
        return Draft(habit, at.replace(microsecond=0), "web", self._place(habit, person), index, fresh=True)

    def _addressee(self, habit: Habit, channel: str, recorder: str | None) -> str | None:
        """Elected people are written to, and enter what they are told under their own name."""
        elected = self.desk.anyone.get("elected", [])
        if not elected or not may_be_addressed(habit.code):
            return None
        if recorder in elected:
            return recorder
        if habit.department == "CAB" and channel in ADDRESSED_CHANNELS and self.rng.random() < 0.6:
            return self.rng.choice(elected)
        return None

    def _twins(self, drafts: list[Draft]) -> list[Draft]:
        """The same trouble told by a neighbour, within three days."""
        street = [d for d in drafts if d.habit.kind == "W" and d.habit.place == "O" and d.channel != "field"]
        return [self._twin(one, self.rng.uniform(2, 70)) for one in street if self.rng.random() < 0.035]

    def _twin(self, one: Draft, hours: float) -> Draft:
        channel = self.rng.choices(("phone", "mobile", "web"), (5, 3, 2))[0]
        at = one.at + timedelta(hours=hours)
        if channel == "phone":
            at = self.arrivals.moment(
                next(d for n in range(8) if is_open(d := at.date() + timedelta(days=n))), channel
            )
            at = max(at, one.at + timedelta(minutes=35)) if at.date() == one.at.date() else at
        person = self._person(one.habit, channel)
        near = self.geo.spot(self.rng, self.streets[one.location.text.split(" ", 1)[1]])
        return Draft(one.habit, at, channel, near, person, one.crisis, twin_of=one.twin_of or one)

    # Storms
    def _incident(self, code: str, at: datetime, channel: str, crisis: Crisis) -> Draft:
        habit = HABITS[code]
        index = self._person(habit, channel)
        person = None if index is None else self.persons[index]
        return Draft(habit, at, channel, self._place(habit, person), index, crisis)

    def _neighbour(self, first: Draft, hours: float) -> Draft:
        """In a storm the switchboard answers at any hour."""
        at = (first.at + timedelta(hours=hours)).replace(microsecond=0)
        channel = self.rng.choices(("phone", "mobile", "web"), (5, 4, 1.5))[0]
        near = self.geo.spot(self.rng, self.streets[first.location.text.split(" ", 1)[1]])
        person = self._person(first.habit, channel)
        return Draft(first.habit, at, channel, near, person, first.crisis, twin_of=first)

    def _consequence(self, code: str, day: date, crisis: Crisis) -> Draft:
        channel = self.rng.choices(
            ("phone", "counter", "email", "web", "mobile", "letter", "elected"), (30, 12, 14, 22, 12, 6, 4)
        )[0]
        office = channel in ("phone", "counter", "letter", "elected")
        if office:
            day = next(d for n in range(8) if is_open(d := day + timedelta(days=n)))
        return self._incident(code, self.arrivals.moment(day, channel), channel, crisis)

    def _case(self, draft: Draft) -> Case:
        rng = self.rng
        person = None if draft.person is None else self.persons[draft.person]
        woman = person.title != "M." if person else rng.random() < 0.5
        names = {d.code: d.name for d in self.geo.districts}
        scene = Scene(
            rng, self.geo.identity, draft.at, draft.channel, person, draft.location, woman, names, self._talk_of(draft.habit),
            draft.crisis.name if draft.crisis else "", draft.aftermath, draft.person or 0,
        )  # fmt: skip
        slots = Slots(scene)
        habit, voice = draft.habit, VOICES[draft.habit.code]
        description = speak(slots, voice, habit.code)
        free = (
            draft.channel in ("web", "mobile", "email")
            and rng.random() < FREE_WORDS
            and not draft.crisis
            and person is not None  # words without a type are not taken from nobody
            and habit.code != "ADM-AUT"
        )
        placed = habit.place == "O" or (habit.place == "F" and rng.random() < 0.4)
        sent = draft.at
        if draft.channel == "letter":
            sent = instant(draft.at.date() - timedelta(days=rng.choice((2, 2, 3, 4))), rng.uniform(600, 1020))
        recorder = self.desk.recorder(rng, draft.channel, habit, draft.at)
        submission = Submission(
            at=draft.at, sent_at=sent, channel=draft.channel, type_code="ADM-AUT" if free else habit.code,  # type: ignore[arg-type]
            person=draft.person, description=description, subject=slots.fill(voice.subject),
            location=draft.location if placed else None, photos=self._photos(draft),
            answers=() if free else tuple(self._answers(voice.answers, scene.opening)),
            recorded_by=recorder, addressed_to=self._addressee(habit, draft.channel, recorder),
        )  # fmt: skip
        twin = draft.twin_of.key if draft.twin_of else None
        life = Life(rng, self.desk, self.stories, habit, slots, submission, self.now, twin, draft.fresh)
        storm = draft.crisis is not None and not draft.aftermath
        return Case(draft.key, submission, life.actions(), habit.code, storm)

    @staticmethod
    def _talk_of(habit: Habit) -> str:
        """What goes to another body is still a trouble of the street; what the CCAS visits is not."""
        if habit.department in ("VOI", "PRO") and habit.kind == "X":
            return "W"
        if habit.department == "URB":
            return "Q"
        return "D" if habit.department == "SOC" or habit.code == "PM-OTV" else habit.kind

    def _answers(
        self, fields: tuple[tuple[str, tuple[str, ...]], ...], opening: str
    ) -> Iterator[tuple[str, str]]:
        """What the words already say is not contradicted by the form."""
        asked = plain(opening)
        for name, values in fields:
            said = [value for value in values if plain(value) in asked]
            if said or name not in SAID_IN_WORDS:
                yield name, self.rng.choice(said or values)

    def _photos(self, draft: Draft) -> tuple[Photo, ...]:
        chance = {"mobile": 0.8, "web": 0.45, "field": 0.7, "email": 0.35}.get(draft.channel, 0)
        if not draft.habit.photo or self.rng.random() > chance:
            return ()
        count = self.rng.choices((1, 2), (4, 1))[0]
        first = self.rng.randrange(100)
        return tuple(Photo(draft.habit.photo, first + n) for n in range(count))


def build(seed: int, today: date, size: Size, *, now: datetime | None = None) -> DemoTown:
    now = now or datetime.combine(today, time(12), PARIS)
    return Builder(seed, today, size, now.astimezone(PARIS)).build()
