"""How each agent works: hours, days off, holidays, who fell ill, who came and who left.

The stories are dated from the last day told, so that they are always of the last two years.
"""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from parvis.ops.demo.calendar import EARLY, LATE, OFFICE, PATROL, WorkingTime, is_open, public_holidays
from parvis.ops.demo.plan import Agent

PATTERNS = {"office": OFFICE, "early": EARLY, "late": LATE, "patrol": PATROL}
DAYS = ("lu", "ma", "me", "je", "ve")
# login | hours | days off | day of the answers to letters | types taken first
RHYTHMS = """
nadege.pruvost|early||ve|
samira.belkacem|office|me||
monique.lefort|early|||
theo.le-bihan|late|||
corinne.vasseur|early|||
sylvie.grandjean|office||ve|ETC-PRE,ETC-MAR
aurelie.monteiro|office|me||ETC-CNI,ETC-ACN,ETC-PAC
julien.carpentier|late||ma|ETC-ELE,ETC-CIM,ETC-CIE
benedicte.roussel|early||ve|SCO-DER
ines.hamdi|office|||SCO-CAN,SCO-FAC
maelle.kerbrat|late|me||
francoise.delattre|office||je|SOC-HAB
yann.quemener|late|||SOC-AID,SOC-LOG,SOC-HAB
laetitia.nguyen|office|me||SOC-NUM,SOC-CAN,SOC-APA
arnaud.teixeira|early||lu|
philippe.sauvageot|office||ve|URB-INF,URB-PER
fabien.lacoste|office|||URB-DP,URB-REN
clemence.aubry|office|ve||URB-DP,URB-REN,URB-CER
stephane.marchand|early||ve|VOI-VIT,VOI-PDV
elodie.besnard|office|||VOI-NDP,VOI-ECL,VOI-SIG
lucas.poirier|late|||VOI-NDP,VOI-TRO,VOI-AVA
karim.ouali|early|||
didier.lecomte|early||ve|
bruno.da-costa|early|||
gaelle.morvan|office|me||
mickael.pottier|early|||
jean-marc.fournier|early||ve|
ousmane.diarra|early|||
olivier.castaing|patrol||ma|PM-VID,PM-PDC
jessica.lambert|patrol|||PM-STA,PM-BRU
isabelle.thouvenin|late|lu||
romain.guerin|late|||
antoine.lavergne|late||ve|
vincent.escoffier|office||je|
martine.gaudin|early||ve|
sabrina.lopes|office|me||
patrice.lebrun|early|||
jose.fernandes|early|ve||
cedric.marteau|early|||
alain.bouvier|patrol|||
"""
REPLACEMENTS = {"theo.le-bihan": "monique.lefort", "clemence.aubry": "fabien.lacoste"}
ILL = "elodie.besnard"
ALONE = frozenset(
    [
        "didier.lecomte",
        "gaelle.morvan",
        "jean-marc.fournier",
        "maelle.kerbrat",
        "antoine.lavergne",
        "vincent.escoffier",
        "ines.hamdi",
    ]
)
"""Nobody stands in for them: never away for more than a week."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    hours: str = "office"
    off: frozenset[int] = frozenset()
    letters: int | None = None
    """The weekday kept for answers to letters."""
    likes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Absence:
    first: date
    last: date
    kind: Literal["holiday", "ill", "not_yet", "left"]

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def rhythms() -> dict[str, Rhythm]:
    found = {}
    for line in RHYTHMS.strip().splitlines():
        login, hours, off, letters, likes = line.split("|")
        days = frozenset(DAYS.index(day) for day in off.split(",") if day)
        found[login] = Rhythm(
            hours, days, DAYS.index(letters) if letters else None, tuple(filter(None, likes.split(",")))
        )
    return found


def hard_winter(today: date) -> tuple[date, date]:
    """The last winter that is well over: the one that overwhelmed the roads."""
    year = today.year if date(today.year, 3, 31) + timedelta(days=60) <= today else today.year - 1
    return date(year - 1, 12, 15), date(year, 3, 31)


def sick_leave(today: date) -> Absence:
    end = hard_winter(today)[1]
    return Absence(date(end.year, 1, 12), date(end.year, 3, 13), "ill")


def month_start(today: date, months: int) -> date:
    """The first day of the month, so many months ago."""
    n = today.year * 12 + today.month - 1 - months
    return date(n // 12, n % 12 + 1, 1)


def arrivals(today: date) -> dict[str, date]:
    return {
        "theo.le-bihan": month_start(today, 13) + timedelta(days=2),
        "clemence.aubry": month_start(today, 8),
        "lucas.poirier": hard_winter(today)[1] + timedelta(days=1),
    }


def departures(today: date) -> dict[str, date]:
    """The last day worked."""
    return {
        "monique.lefort": month_start(today, 13) - timedelta(days=1),
        "fabien.lacoste": month_start(today, 10) - timedelta(days=1),
    }


class Diaries:
    """Who is there, and when."""

    def __init__(self, agents: tuple[Agent, ...], today: date, first: date, last: date, here: frozenset[str]):
        """``here``: logins nobody may find on leave today."""
        self.today, self.first, self.last = today, first, last
        self.rhythms = {agent.login: RHYTHM_OF.get(agent.login, Rhythm()) for agent in agents}
        self.absences = {agent.login: self._absences(agent.login, agent.login in here) for agent in agents}
        self._away = {
            login: frozenset(
                n
                for absence in absences
                for n in range(max(absence.first, first).toordinal(), min(absence.last, last).toordinal() + 1)
            )
            for login, absences in self.absences.items()
        }
        self._times: dict[str, WorkingTime] = {}

    def _absences(self, login: str, here: bool) -> list[Absence]:
        rng = random.Random(f"absences of {login}")
        found = []
        for year in range(self.first.year, self.last.year + 1):
            summer = date(year, 7, 13) + timedelta(days=7 * rng.randrange(5))
            summer -= timedelta(days=summer.weekday())
            length = 4 if login in ALONE else rng.choice((11, 18))
            found.append(Absence(summer, summer + timedelta(days=length), "holiday"))
            if rng.random() < 0.5:
                found.append(Absence(date(year, 12, 24), date(year + 1, 1, 2), "holiday"))
            spring = date(year, rng.choice((2, 4, 10)), 15)
            spring -= timedelta(days=spring.weekday())
            found.append(Absence(spring, spring + timedelta(days=4), "holiday"))
            if rng.random() < 0.6:
                cold = date(year, rng.choice((1, 2, 3, 11, 12)), rng.randint(1, 24))
                found.append(Absence(cold, cold + timedelta(days=rng.randint(1, 4)), "ill"))
        if here:
            near = (self.today - timedelta(days=5), self.today + timedelta(days=4))
            found = [a for a in found if a.last < near[0] or a.first > near[1]]
        if login == ILL:
            found.append(sick_leave(self.today))
        if came := arrivals(self.today).get(login):
            found.append(Absence(self.first, came - timedelta(days=1), "not_yet"))
        if left := departures(self.today).get(login):
            found.append(Absence(left + timedelta(days=1), self.last, "left"))
        return found

    def employed(self, login: str, day: date) -> bool:
        return not any(a.kind in ("not_yet", "left") and day in a for a in self.absences[login])

    def works(self, login: str, day: date) -> bool:
        rhythm = self.rhythms[login]
        opened = is_open(day, saturday=rhythm.hours == "patrol")
        return opened and day.weekday() not in rhythm.off and day.toordinal() not in self._away[login]

    def there(self, login: str, day: date) -> bool:
        """Not on leave: on call, a day off or a holiday does not matter."""
        return day.toordinal() not in self._away[login]

    def time(self, login: str) -> WorkingTime:
        if login not in self._times:
            hours = PATTERNS[self.rhythms[login].hours]
            self._times[login] = WorkingTime(self.first, self.last, hours, lambda day: self.works(login, day))
        return self._times[login]

    def present(self, login: str, at: datetime) -> bool:
        return self.works(login, at.date()) and self.time(login).covers(at)

    def gone(self, login: str, start: datetime, end: datetime) -> Absence | None:
        """The long absence that hides between two instants, in which somebody else must take over."""
        if end >= self.time(login).end:  # they left before they could do it
            end = max(end, datetime.combine(self.last, end.timetz()))
        for absence in self.absences[login]:
            long = absence.kind == "left" or (absence.last - absence.first).days > 30
            if (
                long
                and absence.kind != "not_yet"
                and start.date() <= absence.last
                and absence.first <= end.date()
            ):
                return absence
        return None

    def writing_day(self, login: str, day: date) -> date:
        """When a letter is answered: the day kept for it, unless it is too far or a day off."""
        kept = self.rhythms[login].letters
        if kept is None:
            return day
        later = day + timedelta(days=(kept - day.weekday()) % 7)
        return later if self.works(login, later) else day


RHYTHM_OF = rhythms()


def closed_day(day: date) -> bool:
    return day in public_holidays(day.year)
