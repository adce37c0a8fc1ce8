"""Puts the town together: people, days, incidents, then the life of each case."""

import bisect
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate

from parvis.ops.demo import agents as staff_module
from parvis.ops.demo.agenda import ADDRESSED_CHANNELS, Agenda, may_be_addressed
from parvis.ops.demo.calendar import PARIS, instant, public_holidays
from parvis.ops.demo.catalogue import CHANNELS, HABITS, SEASONS, STORM_MIX, Habit
from parvis.ops.demo.coherence import plain
from parvis.ops.demo.geography import Geography, geography
from parvis.ops.demo.life import Life
from parvis.ops.demo.people import Population
from parvis.ops.demo.plan import Case, DemoTown, Location, Person, Photo, Size, Submission
from parvis.ops.demo.staffing import Desk
from parvis.ops.demo.texts import VOICES
from parvis.ops.demo.wording import Scene, Slots, speak

ORDINARY = {"town": 2_860, "village": 232}
FRESH = {
    "town": ("VOI-NDP", "PRO-DEP", "ESV-JEU", "SCO-CAN", "ETC-ACN", "BAT-ECO"),
    "village": ("VOI-NDP", "SCO-CAN"),
}
ROUNDS = {"town": ("VOI-SIG", "VOI-MOB", "VOI-TRO", "PRO-TAG", "PRO-DEJ", "PRO-TAG", "ESV-ELA", "ESV-ELA", "ESV-ELA", "BAT-ECO",
                   "BAT-ECO", "BAT-ECO", "BAT-ECO", "BAT-ECO"),
          "village": ("VOI-SIG", "VOI-MOB", "BAT-ECO", "BAT-ECO")}  # fmt: skip
ORDERS = {"town": 6, "village": 3}
INCIDENTS = {"town": 60, "village": 6}
INHABITANTS = {"town": (1_500, 72), "village": (300, 24)}
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
# Share of the day's arrivals by hour, from midnight.
ANY_TIME = (1, .5, .3, .2, .2, .5, 2, 5, 7, 7, 7, 6, 7, 6, 5, 5, 6, 7, 9, 10, 10, 8, 5, 2.5)  # fmt: skip
OFFICE_TIME = (0, 0, 0, 0, 0, 0, 0, 0, 9, 15, 14, 11, 2, 4, 11, 11, 10, 5, 0, 0, 0, 0, 0, 0)
WEEKDAYS = {
    "phone": (1.75, 1.1, 1.0, 0.95, 0.95, 0, 0), "counter": (1.4, 1.0, 1.15, 0.9, 1.0, 0.55, 0),
    "letter": (1.2, 1.1, 1.0, 1.0, 0.9, 0, 0), "field": (1, 1, 1, 1, 0.9, 0.1, 0),
    "elected": (1.2, 0.6, 0.6, 0.6, 0.8, 1.6, 0), "open": (1.45, 1.0, 0.95, 0.95, 0.9, 0.7, 0.95),
}  # fmt: skip
FREE_WORDS = 0.07
SAID_IN_WORDS = frozenset(
    ["type", "acte", "titre", "bac", "batiment", "local", "jours", "niveau", "hauteur", "horaires", "points"]
)


@dataclass(slots=True, eq=False)
class Draft:
    habit: Habit
    at: datetime
    channel: str
    location: Location
    person: int | None
    storm: bool = False
    twin_of: "Draft | None" = None
    fresh: bool = False
    key: int = 0


class Builder:
    def __init__(self, seed: int, today: date, size: Size, now: datetime):
        self.rng = random.Random(f"{seed} {today.isoformat()} {size}")
        self.seed, self.today, self.now, self.size = seed, today, now, size
        self.geo: Geography = geography(size)
        self.agents = staff_module.staff(size, self.geo.identity)
        self.days = [today - timedelta(days=365 - n) for n in range(366)]
        people, legal = INHABITANTS[size]
        self.persons = Population(self.rng, self.geo, today).fill(people, legal)
        self.natural = [i for i, p in enumerate(self.persons) if p.kind == "natural"]
        self.legal = [i for i, p in enumerate(self.persons) if p.kind != "natural"]
        self.streets = {street.name: street for street in self.geo.streets}
        self.desk = Desk(self.agents)
        self._curves: dict[tuple[str, str], list[float]] = {}
        self.storm = self._storm_day()

    def build(self) -> DemoTown:
        drafts = [self._ordinary(habit) for habit in self._types(ORDINARY[self.size])]
        drafts += self._twins(drafts)
        drafts += self._storm_drafts()
        drafts += [self._fresh(HABITS[code], (6, 230)) for code in FRESH[self.size]]
        drafts += [self._fresh(HABITS[code], (3_200, 5_700)) for code in ROUNDS[self.size]]
        drafts = [draft for draft in drafts if draft.at <= self.now]
        drafts.sort(key=lambda draft: draft.at)
        for key, draft in enumerate(drafts, start=1):
            draft.key = key
        sign_ins = staff_module.sign_ins(self.agents)
        shown = next(s.email.split("@")[0] for s in sign_ins if s.role == "case_worker")
        agenda = Agenda(self.rng, self.desk, tuple(self.persons), self.now)
        cases = agenda.apply([self._case(draft) for draft in drafts], shown, ORDERS[self.size])
        return DemoTown(
            self.seed, self.today, self.now, self.geo.identity, self.geo.districts, self.geo.streets, self.agents,
            self.persons, cases, (self.storm, self.storm + timedelta(days=1)), sign_ins,
        )  # fmt: skip

    # Days
    def _storm_day(self) -> date:
        window = [d for d in self.days[25:-25] if d.month in (12, 1, 2) and d.weekday() in (1, 2, 3)]
        return self.rng.choice(window or self.days[25:-25])

    def _day(self, season: str, channel: str) -> date:
        key = (season, channel)
        if key not in self._curves:
            week = WEEKDAYS.get(channel, WEEKDAYS["open"])
            closed = channel in ("phone", "counter", "letter", "field")
            weights = [
                SEASONS[season][day.month - 1] * week[day.weekday()]
                * (0 if closed and day in public_holidays(day.year) else 1) * (0.75 + 0.5 * ((day.toordinal() * 7919) % 97) / 97)
                for day in self.days
            ]  # fmt: skip
            self._curves[key] = list(accumulate(weights))
        curve = self._curves[key]
        return self.days[bisect.bisect_right(curve, self.rng.random() * curve[-1])]

    def _moment(self, day: date, channel: str) -> datetime:
        rng = self.rng
        if channel == "letter":
            return instant(day, rng.uniform(9 * 60 + 10, 10 * 60 + 20))
        office = channel in ("phone", "counter", "field", "elected")
        hours = list(OFFICE_TIME if office else ANY_TIME)
        if channel == "phone" and day.weekday() == 0:
            hours[9] *= 1.8
        if day.weekday() == 5 and office:
            hours[13:] = [0] * 11
        hour = rng.choices(range(24), hours)[0]
        minute = (
            rng.uniform(30, 60)
            if office and hour in (8, 13)
            else rng.uniform(0, 28 if office and hour == 17 else 59.9)
        )
        return instant(day, hour * 60 + minute)

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
        at = self._moment(self._day(habit.season, channel), channel)
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
            at = self._moment(
                next(d for n in range(8) if self._open(d := at.date() + timedelta(days=n))), channel
            )
            at = max(at, one.at + timedelta(minutes=35)) if at.date() == one.at.date() else at
        person = self._person(one.habit, channel)
        near = self.geo.spot(self.rng, self.streets[one.location.text.split(" ", 1)[1]])
        return Draft(one.habit, at, channel, near, person, one.storm, twin_of=one.twin_of or one)

    @staticmethod
    def _open(day: date) -> bool:
        return day.weekday() < 5 and day not in public_holidays(day.year)

    def _storm_drafts(self) -> list[Draft]:
        """From six in the evening to the next day's dusk; each incident is told by one to five people."""
        rng, drafts = self.rng, []
        for _ in range(INCIDENTS[self.size]):
            habit = HABITS[rng.choices(list(STORM_MIX), list(STORM_MIX.values()))[0]]
            hour = rng.choices((18, 20, 22, 24, 30, 32, 34, 37, 40), (8, 16, 14, 6, 10, 18, 14, 8, 6))[0]
            at = instant(self.storm, 0) + timedelta(hours=hour, minutes=rng.randint(0, 110))
            office = self._open(at.date()) and 9 <= at.hour < 17
            channel = rng.choices(("phone", "mobile", "web"), (6, 4, 1) if office else (1.5, 6, 1.5))[0]
            index = self._person(habit, channel)
            person = None if index is None else self.persons[index]
            first = Draft(habit, at, channel, self._place(habit, person), index, storm=True)
            drafts.append(first)
            for _ in range(rng.choices((0, 1, 2, 4), (40, 30, 20, 10))[0]):
                drafts.append(self._twin(first, rng.uniform(0.3, 14)))
        return drafts

    def _case(self, draft: Draft) -> Case:
        rng = self.rng
        person = None if draft.person is None else self.persons[draft.person]
        woman = person.title != "M." if person else rng.random() < 0.5
        names = {d.code: d.name for d in self.geo.districts}
        scene = Scene(rng, self.geo.identity, draft.at, draft.channel, person, draft.location, woman, names)
        slots = Slots(scene)
        habit, voice = draft.habit, VOICES[draft.habit.code]
        description = speak(slots, voice.written, voice.told, voice.found or voice.told, voice.more)
        free = (
            draft.channel in ("web", "mobile", "email")
            and rng.random() < FREE_WORDS
            and habit.code != "ADM-AUT"
        )
        placed = habit.place == "O" or (habit.place == "F" and rng.random() < 0.4)
        sent = draft.at
        if draft.channel == "letter":
            sent = instant(draft.at.date() - timedelta(days=rng.choice((2, 2, 3, 4))), rng.uniform(600, 1020))
        recorder = self.desk.recorder(rng, draft.channel, habit)
        submission = Submission(
            at=draft.at, sent_at=sent, channel=draft.channel, type_code="ADM-AUT" if free else habit.code,  # type: ignore[arg-type]
            person=draft.person, description=description, subject=slots.fill(voice.subject),
            location=draft.location if placed else None, photos=self._photos(draft),
            answers=() if free else tuple(self._answers(voice.answers, scene.opening)),
            recorded_by=recorder, addressed_to=self._addressee(habit, draft.channel, recorder),
        )  # fmt: skip
        twin = draft.twin_of.key if draft.twin_of else None
        life = Life(rng, self.desk, habit, slots, submission, self.now, draft.storm, twin, draft.fresh)
        return Case(draft.key, submission, life.actions(), habit.code, draft.storm)

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
