"""About 1,500 inhabitants, associations and companies. No real phone, no real mailbox."""

import random
from datetime import date, timedelta

from parvis.ops.demo import names
from parvis.ops.demo.agents import ascii_slug
from parvis.ops.demo.geography import Geography
from parvis.ops.demo.plan import Location, Person

MAIL_DOMAINS = ("example.org", "example.com", "example.net")
# Ranges that the French regulator keeps for works of fiction.
LANDLINE, MOBILE = "+3326191", "+3363998"


class Population:
    def __init__(self, rng: random.Random, geo: Geography, today: date):
        self.rng, self.geo, self.today = rng, geo, today
        self.persons: list[Person] = []
        self._mobiles = rng.sample(range(10_000), 10_000)
        self._landlines = rng.sample(range(1_000, 10_000), 9_000)
        self._emails: set[str] = set()

    def fill(self, count: int, legal: int) -> tuple[Person, ...]:
        household = 0
        while len(self.persons) < count - legal - 12:
            household += 1
            self._household(household)
        for kind, name in self._legal_names(legal):
            household += 1
            self._legal_person(kind, name, household)
        for _ in range(12):
            self._twin()
        return tuple(self.persons)

    def _household(self, number: int) -> None:
        rng = self.rng
        origin = rng.choices(names.ORIGINS, names.SHARES)[0]
        address = self.geo.spot(rng)
        landline = self._landline() if rng.random() < 0.35 else ""
        age = min(94, max(19, int(rng.gauss(50, 18))))
        adults = rng.choices((1, 2), (0.52, 0.48))[0]
        head = rng.choice(origin.families)
        first_sex = rng.choice("FM")
        for rank in range(adults):
            other_sex = "F" if first_sex == "M" else "M"
            sex = other_sex if rank and rng.random() < 0.95 else first_sex
            same_name = rank == 0 or rng.random() < 0.6
            other = origin if rng.random() < 0.8 else rng.choices(names.ORIGINS, names.SHARES)[0]
            family = head if rank == 0 else rng.choice(other.families)
            usage = head if rank and same_name and sex == "F" else ""
            if usage and rng.random() < 0.12:
                usage = f"{family}-{head}" if "-" not in family + head and " " not in family + head else usage
            self._natural(
                other if rank else origin, sex, family, usage, age + rank, address, landline, number
            )

    def _natural(
        self, origin: "names.Origin", sex: str, family: str, usage: str, age: int, address: Location,
        landline: str, household: int,
    ) -> None:  # fmt: skip
        rng = self.rng
        given = rng.choice(origin.given(sex, age))
        birth = self.today - timedelta(days=int((age + rng.random()) * 365.25))
        phones = [landline] if landline else []
        if rng.random() < (0.93 if age < 70 else 0.6):
            phones.insert(0, self._mobile())
        mail = self._mail(given, usage or family) if rng.random() < (0.8 if age < 65 else 0.4) else ""
        self.persons.append(Person(
            "natural", "Mme" if sex == "F" else "M.", given, family, usage, bool(usage) and rng.random() < 0.9,
            birth, tuple(phones), mail, address, household, age > 72 and rng.random() < 0.3,
        ))  # fmt: skip

    def _legal_names(self, count: int) -> list[tuple[str, str]]:
        half = count // 2
        return [
            *(
                ("association", name)
                for name in self.rng.sample(names.ASSOCIATIONS, min(half, len(names.ASSOCIATIONS)))
            ),
            *(
                ("company", name)
                for name in self.rng.sample(names.COMPANIES, min(half, len(names.COMPANIES)))
            ),
        ]

    def _legal_person(self, kind: str, name: str, household: int) -> None:
        local = ascii_slug(name).replace("--", "-")[:28].strip("-")
        self.persons.append(Person(
            kind, "", "", name, "", False, None, (self._landline(),),  # type: ignore[arg-type]
            f"contact@{local}.example", self.geo.spot(self.rng), household, False,
        ))  # fmt: skip

    def _twin(self) -> None:
        """The same person typed twice, as counters do: one letter off, the same phone."""
        while True:
            index = self.rng.randrange(len(self.persons))
            one = self.persons[index]
            if one.kind == "natural" and one.phones and one.duplicate_of is None and len(one.birth_name) > 4:
                break
        place = self.rng.randrange(1, len(one.birth_name) - 1)
        misspelt = one.birth_name[:place] + one.birth_name[place - 1] + one.birth_name[place:]
        misspelt = misspelt.capitalize() if misspelt.isalpha() else one.birth_name.upper()
        self.persons.append(Person(
            "natural", one.title, one.given_names, misspelt, "", False, None, one.phones[:1], "", one.address,
            one.household, False, duplicate_of=index,
        ))  # fmt: skip

    def _mobile(self) -> str:
        return f"{MOBILE}{self._mobiles.pop():04d}"

    def _landline(self) -> str:
        return f"{LANDLINE}{self._landlines.pop():04d}"

    def _mail(self, given: str, family: str) -> str:
        one, two = ascii_slug(given).replace("-", ""), ascii_slug(family).replace("-", "")
        shape = self.rng.choice(
            (f"{one}.{two}", f"{one[0]}.{two}", f"{two}.{one}", f"{one}{two}", f"{one}-{two}")
        )
        domain = self.rng.choice(MAIL_DOMAINS)
        address = f"{shape}@{domain}"
        while address in self._emails:
            address = f"{shape}{self.rng.randint(2, 99)}@{domain}"
        self._emails.add(address)
        return address
