"""The demo town as data: what `plan()` promises to whoever applies it. No database, no Django, no clock.

All instants are aware, in the town's time zone. `by` is the login of an agent (`Agent.login`), `person` the index
of a `Person` in `DemoTown.persons`, `duplicate_of` the `key` of an earlier case.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Literal

Size = Literal["town", "village"]
Role = Literal[
    "front_desk", "case_worker", "dispatcher", "manager", "field", "executive", "elected", "cabinet",
    "communication", "dpo", "administrator",
]  # fmt: skip
Channel = Literal["phone", "counter", "email", "web", "mobile", "letter", "field", "elected"]
Outcome = Literal[
    "done", "answered", "no_action", "refused", "transferred", "duplicate", "withdrawn", "cancelled"
]


@dataclass(frozen=True, slots=True)
class District:
    code: str
    name: str
    geometry: dict[str, Any]
    """GeoJSON Polygon, longitude before latitude."""


@dataclass(frozen=True, slots=True)
class Street:
    name: str
    district: str
    """Code of the district that holds the whole street."""
    start: tuple[float, float]
    end: tuple[float, float]
    """(latitude, longitude) of the first and of the last number."""
    last_number: int


@dataclass(frozen=True, slots=True)
class Membership:
    department: str
    role: Role


@dataclass(frozen=True, slots=True)
class Agent:
    login: str
    given_name: str
    family_name: str
    title: Literal["M.", "Mme"]
    job: str
    email: str
    memberships: tuple[Membership, ...]
    active: bool = True
    """False for who left: their past cases keep their name."""

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"


@dataclass(frozen=True, slots=True)
class Location:
    text: str
    lat: float
    lon: float
    district: str


@dataclass(frozen=True, slots=True)
class Person:
    kind: Literal["natural", "association", "company"]
    title: Literal["M.", "Mme", ""]
    given_names: str
    birth_name: str
    """For a legal person, its name."""
    usage_name: str
    uses_usage_name: bool
    birth_date: date | None
    phones: tuple[str, ...]
    """E.164, in the ranges the regulator keeps for fiction."""
    email: str
    address: Location
    household: int
    no_electronic: bool
    duplicate_of: int | None = None

    @property
    def family_name(self) -> str:
        return self.usage_name if self.uses_usage_name and self.usage_name else self.birth_name

    @property
    def full_name(self) -> str:
        return f"{self.given_names} {self.family_name}".strip()


@dataclass(frozen=True, slots=True)
class Photo:
    """One drawing; `photos.draw(photo)` gives its JPEG."""

    kind: str
    variant: int
    after: bool = False


@dataclass(frozen=True, slots=True)
class Submission:
    at: datetime
    """When it reached the town hall (`received_at`)."""
    sent_at: datetime
    """When the person sent it: the postmark of a letter, else `at`."""
    channel: Channel
    type_code: str
    """What the person or the counter chose; `ADM-AUT` when free words, see `Triage`."""
    person: int | None
    description: str
    subject: str
    location: Location | None
    photos: tuple[Photo, ...]
    answers: tuple[tuple[str, str], ...]
    recorded_by: str | None
    """The agent who typed it in, None when the person did."""
    addressed_to: str | None = None
    """The elected person it is written to."""


@dataclass(frozen=True, slots=True)
class Act:
    at: datetime
    by: str | None
    verb: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Triage(Act):
    verb: ClassVar[str] = "triage"
    type_code: str
    priority: int
    department: str
    """Where routing should lead after this triage."""


@dataclass(frozen=True, slots=True)
class Claim(Act):
    verb: ClassVar[str] = "claim"


@dataclass(frozen=True, slots=True)
class Assign(Act):
    verb: ClassVar[str] = "assign"
    agent: str


@dataclass(frozen=True, slots=True)
class HandOver(Act):
    verb: ClassVar[str] = "hand_over"
    department: str
    reason: str


@dataclass(frozen=True, slots=True)
class Note(Act):
    verb: ClassVar[str] = "note"
    body: str


@dataclass(frozen=True, slots=True)
class Reply(Act):
    """A public message; the body carries greeting and signature."""

    verb: ClassVar[str] = "reply"
    body: str


@dataclass(frozen=True, slots=True)
class Hold(Act):
    verb: ClassVar[str] = "hold"
    waiting_for: Literal["person", "third_party"]
    reason: str


@dataclass(frozen=True, slots=True)
class InboundMessage(Act):
    """The person writes back (`by` is None). A case that waited for the person resumes: no Resume follows."""

    verb: ClassVar[str] = "inbound_message"
    channel: Channel
    body: str


@dataclass(frozen=True, slots=True)
class Resume(Act):
    """An agent ends the waiting of a third party."""

    verb: ClassVar[str] = "resume"


@dataclass(frozen=True, slots=True)
class Schedule(Act):
    verb: ClassVar[str] = "schedule"
    on: date
    comment: str


@dataclass(frozen=True, slots=True)
class Attach(Act):
    """`by` is None when the person sends the photo that was asked."""

    verb: ClassVar[str] = "attach"
    photo: Photo


@dataclass(frozen=True, slots=True)
class Close(Act):
    verb: ClassVar[str] = "close"
    outcome: Outcome
    text: str
    reasons: str = ""
    """Only with `refused`, and then never empty."""
    duplicate_of: int | None = None
    tasks_reason: str = ""
    """Why tasks still open are left undone; only when there are some."""


@dataclass(frozen=True, slots=True)
class AddTask(Act):
    """`number` names the task within its case."""

    verb: ClassVar[str] = "add_task"
    number: int
    department: str
    title: str
    instructions: str
    owner: str | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class TakeTask(Act):
    verb: ClassVar[str] = "take_task"
    number: int


@dataclass(frozen=True, slots=True)
class CompleteTask(Act):
    verb: ClassVar[str] = "complete_task"
    number: int
    result: str


@dataclass(frozen=True, slots=True)
class Rate(Act):
    """The person's opinion of a closed case; `by` is None."""

    verb: ClassVar[str] = "rate"
    score: int
    comment: str
    channel: Channel


@dataclass(frozen=True, slots=True)
class Reopen(Act):
    """`by` is None when the person reopens."""

    verb: ClassVar[str] = "reopen"
    reason: str


Action = (
    Triage | Claim | Assign | HandOver | Note | Reply | Hold | InboundMessage | Resume | Schedule | Attach
    | Close | Reopen | AddTask | TakeTask | CompleteTask | Rate
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    key: int
    submission: Submission
    actions: tuple[Action, ...]
    final_type: str
    storm: bool = False


@dataclass(frozen=True, slots=True)
class Crisis:
    """A storm and the days it took to get over it."""

    day: date
    name: str
    """As people say it: « la tempête du 28 octobre »."""
    incidents: int


@dataclass(frozen=True, slots=True)
class Gesture:
    """What an agent does among colleagues on the case of this key; played by the verbs themselves."""

    at: datetime
    by: str
    case: int


@dataclass(frozen=True, slots=True)
class Call(Gesture):
    """A note; « @Prénom Nom » or « @Service » in it calls them."""

    body: str


@dataclass(frozen=True, slots=True)
class Follow(Gesture):
    pass


@dataclass(frozen=True, slots=True)
class Begin(Gesture):
    """A reply left unfinished."""

    body: str


@dataclass(frozen=True, slots=True)
class Send(Gesture):
    """A text that has not left: planned for an hour, or read first by somebody else, as a rule asks."""

    body: str
    leaves_at: datetime | None = None
    outcome: Outcome | Literal[""] = ""
    """Of a closure; a reply has none."""


@dataclass(frozen=True, slots=True)
class SendBack(Gesture):
    """To its author, the text that waits on this case."""

    reason: str


@dataclass(frozen=True, slots=True)
class Relate(Gesture):
    other: int


@dataclass(frozen=True, slots=True)
class Rule:
    """Of approval: which texts of a service, and who reads them."""

    at: datetime
    by: str
    name: str
    about: Literal["replies", "refusals"]
    department: str
    role: Role
    type_code: str = ""
    """Only for requests of this type."""


@dataclass(frozen=True, slots=True)
class View:
    """A queue that somebody shares with the town, or with a service; the shown sign-ins keep it at hand."""

    at: datetime
    by: str
    name: str
    query: str
    columns: tuple[str, ...]
    department: str = ""


@dataclass(frozen=True, slots=True)
class Teamwork:
    rules: tuple[Rule, ...]
    views: tuple[View, ...]
    gestures: tuple[Gesture, ...]
    """In order of time."""


@dataclass(frozen=True, slots=True)
class SignIn:
    role: Role
    email: str
    password: str
    name: str
    department: str


@dataclass(frozen=True, slots=True)
class Identity:
    size: Size
    name: str
    of_name: str
    """With its preposition: « d'Aubremont-sur-Vaudre »."""
    insee: str
    siren: str
    postcode: str
    population: int
    hall_address: str
    phone: str
    email_domain: str
    mayor: str
    mayor_vocative: str
    """« Madame la Maire »."""
    centre: tuple[float, float]


@dataclass(frozen=True, slots=True)
class DemoTown:
    seed: int
    today: date
    now: datetime
    identity: Identity
    districts: tuple[District, ...]
    streets: tuple[Street, ...]
    agents: tuple[Agent, ...]
    persons: tuple[Person, ...]
    cases: tuple[Case, ...]
    crises: tuple[Crisis, ...]
    """From the oldest to the latest, which is always some weeks old."""
    sign_ins: tuple[SignIn, ...]
    teamwork: Teamwork

    @property
    def storm_days(self) -> tuple[date, date]:
        latest = self.crises[-1].day
        return latest, latest + timedelta(days=1)

    def events(self) -> Iterator[tuple[datetime, Case, Action | None]]:
        """Everything that happened, in order of time; None stands for the submission."""
        rows = [
            (at, case.key, rank, case, action)
            for case in self.cases
            for rank, (at, action) in enumerate(
                [(case.submission.at, None), *((action.at, action) for action in case.actions)]
            )
        ]
        rows.sort(key=lambda row: row[:3])
        return ((at, case, action) for at, _key, _rank, case, action in rows)

    def digest(self) -> str:
        """The same for the same plan, whatever the machine."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def plan(seed: int, today: date, size: Size = "town", *, now: datetime | None = None) -> DemoTown:
    """Two years of a town that end on `today`; nothing happens after `now` (by default noon of that day)."""
    from parvis.ops.demo.building import build  # the dataclasses above are imported by every builder

    return build(seed, today, size, now=now)
