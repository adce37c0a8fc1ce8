"""The two demonstration tenants: « demo », a town of 12,000, and « demo2 », a village that sees nothing of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from parvis.files.models import Attachment
from parvis.files.storing import store
from parvis.kit import clock
from parvis.kit.tenant import activate
from parvis.ops.demo.plan import DemoTown, Photo, Size, plan
from parvis.ops.founding import found
from parvis.organisation.models import Department
from parvis.tenancy.models import Collectivity

PARIS = ZoneInfo("Europe/Paris")
Say = Callable[[str], None]
SEED = 2026
LABELS = {
    "front_desk": "accueil", "case_worker": "agent traitant", "dispatcher": "régulatrice", "manager": "chef de service",
    "field": "terrain", "executive": "direction générale", "elected": "élu", "cabinet": "cabinet",
    "communication": "communication", "dpo": "DPO", "administrator": "administrateur",
}  # fmt: skip


@dataclass(frozen=True)
class Demo:
    slug: str
    size: Size
    title: str
    hosts: tuple[str, ...]
    accent: str

    @property
    def shown_host(self) -> str:
        """The address the server announces when it is one of the town's; signing in elsewhere is another session."""
        return "127.0.0.1" if "127.0.0.1" in self.hosts else self.hosts[0]

    def planned(self, now: datetime) -> DemoTown:
        return plan(SEED, now.date(), self.size, now=now)

    def sign_in_lines(self) -> list[str]:
        """One line per role: e-mail, password, name."""
        from parvis.ops.demo.agents import sign_ins, staff
        from parvis.ops.demo.geography import geography

        people = sign_ins(staff(self.size, geography(self.size).identity))
        return [f"{LABELS[s.role]:20} {s.email:45} {s.password}   {s.name} ({s.department})" for s in people]


TOWNS = (
    Demo("demo", "town", "Commune de démonstration", ("localhost", "127.0.0.1", "demo.localhost"), "#0b5d66"),
    Demo("demo2", "village", "Village de démonstration", ("demo2.localhost",), "#7a3e12"),
)


def ensure(demo: Demo, now: datetime, *, say: Say) -> bool:
    """Create the tenant and its two years; False when it is already here. All or nothing. Runs as the owner."""
    if Collectivity.objects.filter(slug=demo.slug).exists():
        return False
    planned = demo.planned(now)
    with transaction.atomic():
        settle_town(demo, planned, say=say)
    return True


def settle_town(demo: Demo, town: DemoTown, *, say: Say) -> Collectivity:
    """Within the caller's transaction."""
    say(
        f"{town.identity.name} : {len(town.cases)} demandes, {len(town.persons)} usagers, {len(town.agents)} agents…"
    )
    row = found(_collectivity(demo, town), hosts=demo.hosts, mail_domain=town.identity.email_domain)
    with activate(row.pk):
        from parvis.ops.demo.settling import settle

        Department.objects.update(address=town.identity.hall_address, phone=town.identity.phone)
        settle(town, draw=Drawings())
    return row


def moment(today: datetime | None) -> datetime:
    """Noon of the day asked for, else now."""
    chosen = today.replace(hour=12, tzinfo=PARIS) if today else clock.now().astimezone(PARIS)
    return chosen.replace(microsecond=0)


class Drawings:
    """Draws and stores each picture once; four variants of a scene are enough."""

    VARIANTS = 4

    def __init__(self) -> None:
        self.stored: dict[Photo, Attachment] = {}

    def __call__(self, photo: Photo) -> Attachment:
        scene = replace(photo, variant=photo.variant % self.VARIANTS)
        if scene not in self.stored:
            label = f"{scene.kind}{'-apres' if scene.after else ''}-{scene.variant}.jpg"
            self.stored[scene] = store(SimpleUploadedFile(label, _drawn(scene), "image/jpeg"))
        return self.stored[scene]


@cache
def _drawn(scene: Photo) -> bytes:
    """Both towns show the same pictures."""
    from parvis.ops.demo.photos import draw

    return draw(scene)


def _collectivity(demo: Demo, town: DemoTown) -> Collectivity:
    identity = town.identity
    return Collectivity(
        slug=demo.slug,
        kind=Collectivity.Kind.COMMUNE,
        name=identity.name,
        insee=identity.insee,
        siren=identity.siren,
        postcodes=[identity.postcode],
        population=identity.population,
        address=identity.hall_address,
        phone=identity.phone,
        email=f"mairie@{identity.email_domain}",
        accent=demo.accent,
        latitude=round(identity.centre[0], 6),
        longitude=round(identity.centre[1], 6),
        created_at=town.now,
    )
