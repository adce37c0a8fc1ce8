"""One town of ``--cases`` requests beside fifty small ones, copied in bulk from the year of the demonstration town.

The first year is settled as ``parvis demo`` does it; its copies, with other names, numbers and dates over four years, are
written by the database alone (see ``copying.py``).
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from bench.copying import Copy, copy_town
from bench.setting import Report, Sizes, in_town
from parvis.cases.events import MessageReceived, Replied
from parvis.cases.models import Case, Direction, Message
from parvis.directory.models import Person
from parvis.files.models import Attachment
from parvis.files.storing import store
from parvis.history.models import Event
from parvis.history.types import data_of
from parvis.kit import clock
from parvis.kit.tenant import activate
from parvis.ops.demo.plan import DemoTown, Photo, plan
from parvis.ops.demo.settling import settle
from parvis.ops.founding import found
from parvis.tenancy.models import Collectivity
from parvis.territory.models import District

SLUG, HOST = "ville", "ville.test"
SEED = 2026
YEARS, YEAR = 4, 364  # whole weeks, so that a Monday stays a Monday
THREAD = 30


def exists() -> bool:
    return Collectivity.objects.filter(slug=SLUG).exists()


def generate(sizes: Sizes) -> None:
    """All or nothing. Runs as the owner, in an installation where nobody else works."""
    with transaction.atomic():
        _fill(sizes)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def _fill(sizes: Sizes) -> None:
    now = clock.now().astimezone(ZoneInfo("Europe/Paris")).replace(microsecond=0)
    planned = plan(SEED, now.date(), "town" if sizes.cases > 2_000 else "village", now=now)
    town = found(_row(SLUG, now), hosts=[HOST], mail_domain="ville.test")
    with activate(town.pk):
        settle(planned, draw=_OnePicture())
        settled = Case.objects.count()
    copies = _copies(town.pk, settled, sizes.cases)
    copies += _small_towns(planned, now, sizes, first=len(copies) + 1)
    copy_town(town.pk, copies)
    with activate(town.pk):
        _long_thread()


def _copies(town: int, settled: int, cases: int) -> list[Copy]:
    copies, missing = [], cases - settled
    while missing > 0:
        n = len(copies) + 1
        copies.append(Copy(n, town, days=YEAR * (n % YEARS), minutes=3 * n, most=min(settled, missing)))
        missing -= settled
    return copies


def _small_towns(planned: DemoTown, now: datetime, sizes: Sizes, first: int) -> list[Copy]:
    copies = []
    for n in range(sizes.small_towns):
        town = found(_row(f"petite-{n + 1:02d}", now), hosts=[f"petite-{n + 1:02d}.test"])
        with activate(town.pk):
            District.objects.bulk_create(
                District(code=d.code, name=d.name, geometry=d.geometry) for d in planned.districts
            )
        copies.append(Copy(first + n, town.pk, days=0, minutes=n, most=sizes.small_cases))
    return copies


def _row(slug: str, now: datetime) -> Collectivity:
    return Collectivity(slug=slug, name=slug.capitalize(), insee="28134", population=12000, created_at=now)


class _OnePicture:
    """Every photograph is the same: a file more or less weighs nothing on what is measured."""

    stored: Attachment | None = None

    def __call__(self, photo: Photo) -> Attachment:
        if self.stored is None:
            from parvis.ops.demo.photos import draw

            self.stored = store(SimpleUploadedFile("photo.jpg", draw(photo), "image/jpeg"))
        return self.stored


def _long_thread() -> None:
    """The busiest open case of the roads department gets a thread of thirty messages."""
    case = long_case()
    missing = THREAD - Message.objects.filter(case=case).count()
    messages = Message.objects.bulk_create(
        Message(
            case=case,
            direction=Direction.OUT if n % 2 else Direction.IN,
            body=f"Message {n} de ce long échange.\n\n{case.description}",
            author_id=case.assignee_id if n % 2 else None,
            channel="" if n % 2 else "email",
            at=case.last_activity_at,
        )
        for n in range(missing)
    )
    Event.objects.bulk_create(
        Event(
            case_id=case.pk,
            person_id=case.person_id,
            type=what.code,
            at=message.at,
            recorded_at=message.at,
            actor_kind="agent" if message.direction == Direction.OUT else "person",
            is_public=what.public,
            case_version=case.version + n,
            data=data_of(what),
        )
        for n, message in enumerate(messages, start=1)
        for what in [(Replied if message.direction == Direction.OUT else MessageReceived)(message.pk)]
    )
    Case.objects.filter(pk=case.pk).update(version=case.version + missing)


def long_case() -> Case:
    from django.db.models import Count

    roads = Case.objects.open().filter(department__code="VOI", person__isnull=False, assignee__isnull=False)
    found: Case = roads.annotate(length=Count("messages")).order_by("-length", "pk")[0]
    return found


def run(report: Report) -> None:
    """The installation is made before any measure; this tells what it holds and how long it took."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
        size = cursor.fetchone()[0]
    with in_town(SLUG), transaction.atomic():
        cases, opened = Case.objects.count(), Case.objects.open().count()
        events, persons = Event.objects.count(), Person.objects.count()
    told = f"{cases} demandes ({opened / cases:.0%} ouvertes), {persons} usagers, {events} événements ; base de {size}"
    if report.generated_in is None:
        report.value("Base d'essai", f"{told} ; reprise d'une exécution précédente")
    else:
        report.value(
            "Base d'essai", f"{told} ; générée en {report.generated_in:.0f} s", goal="< 180 s pour 100 000"
        )
