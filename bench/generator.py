"""Towns of ``--sizes`` requests beside many small ones, copied in bulk from the settled demonstration town.

The demonstration's own span is settled as ``parvis demo`` does it, in the largest town; its copies, with other names,
numbers and dates over ten years, are written by the database alone (see ``copying.py``, ``twins.py``).

What a town of ten years has open is bounded: what came in last, as in the demonstration, and one in twenty of what past
years left open, forgotten. A town of a million requests thus has some one in a hundred of them open.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from bench.copying import OLD, Copy, chosen_counts, copy_town
from bench.setting import Report, Sizes, in_town
from bench.twins import found_twins
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
from parvis.ops.demo.settling import settle, settle_agents
from parvis.ops.founding import found
from parvis.tenancy.models import Collectivity
from parvis.territory.models import District

#: The largest town; those beside it are called after their size, the small ones after their number.
SLUG, HOST = "ville", "ville.test"
SMALL = "petite-0001"
SEED = 2026
YEARS, WEEK = 10, 7
THREAD = 30
#: Requests of a small town, from the smallest to the largest.
SMALLEST, LARGEST = 20, 200
#: Copies over which a person comes back, and an organisation.
SAME_PERSONS, SAME_ORGANISATIONS = 2, 20


def slug_of(size: int, sizes: Sizes) -> str:
    return SLUG if size == sizes.cases else f"{SLUG}-{size}"


def host_of(size: int, sizes: Sizes) -> str:
    return f"{slug_of(size, sizes)}.test"


def exists(sizes: Sizes) -> bool:
    """Whether this installation has these towns; another one's folder is refused rather than measured."""
    if not Collectivity.objects.filter(slug=SLUG).exists():
        return False
    wanted = {slug_of(size, sizes) for size in sizes.towns}
    if missing := wanted - set(Collectivity.objects.filter(slug__in=wanted).values_list("slug", flat=True)):
        raise SystemExit(f"This folder was made with other --sizes: it has no {', '.join(sorted(missing))}.")
    return True


def generate(sizes: Sizes) -> None:
    """All or nothing. Runs as the owner, in an installation where nobody else works."""
    with transaction.atomic():
        _fill(sizes)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def _fill(sizes: Sizes) -> None:
    now = clock.now().astimezone(ZoneInfo("Europe/Paris")).replace(microsecond=0)
    planned = plan(SEED, now.date(), "town" if sizes.cases > 2_000 else "village", now=now)
    town = found(_row(SLUG, now), hosts=[HOST], mail_domain=HOST)
    picture = _OnePicture()
    with activate(town.pk):
        settle(planned, draw=picture)
        settled = Case.objects.count()
    days = (planned.today - min(case.submission.at for case in planned.cases).date()).days
    copies = _Copies(span=max(WEEK, days // WEEK * WEEK), most=chosen_counts(town.pk))
    copies.fill(town.pk, sizes.cases - settled, first_year=1)
    for size in sizes.towns:
        if size != sizes.cases:
            copies.fill(_beside(size, sizes, planned, now), size, first_year=0)
    for n, tenant in enumerate(_small_towns(planned, now, sizes.small_towns)):
        copies.fill(tenant, SMALLEST + n * 37 % (LARGEST - SMALLEST + 1), first_year=0)
    copy_town(town.pk, copies.made)
    for size in sizes.towns:
        with in_town(slug_of(size, sizes)):
            _long_thread()


class _Copies:
    """One after the other, each of the settled span again, year after year and back to this one."""

    def __init__(self, *, span: int, most: tuple[int, int]) -> None:
        self.span, self.most = span, most
        self.spans = max(1, 365 * YEARS // span)
        self.made: list[Copy] = []

    def fill(self, tenant: int, cases: int, *, first_year: int) -> None:
        first, turn = len(self.made) + 1, 0
        while cases > 0:
            number, days = first + turn, self.span * ((turn + first_year) % self.spans)
            most = min(cases, self.most[days >= OLD])
            persons_of, organisations_of = (
                number - turn % together for together in (SAME_PERSONS, SAME_ORGANISATIONS)
            )
            self.made.append(Copy(number, tenant, days, 7 * number % 180, most, persons_of, organisations_of))
            cases -= most
            turn += 1


def _beside(size: int, sizes: Sizes, planned: DemoTown, now: datetime) -> int:
    """A town with the configuration, the agents and the picture of the largest one."""
    slug = slug_of(size, sizes)
    town = found(_row(slug, now), hosts=[host_of(size, sizes)], mail_domain=HOST)
    with activate(town.pk):
        _districts(planned)
        settle_agents(planned)
        _OnePicture()(next(photo for case in planned.cases for photo in case.submission.photos))
    return town.pk


def _small_towns(planned: DemoTown, now: datetime, towns: int) -> list[int]:
    """The first is founded, and has agents; the others have its configuration."""
    if not towns:
        return []
    first = found(_row(SMALL, now), hosts=[f"{SMALL}.test"])
    with activate(first.pk):
        _districts(planned)
    found_twins(first.pk, [f"petite-{n:04d}" for n in range(2, towns + 1)])
    with activate(first.pk):
        settle_agents(planned)
    return list(
        Collectivity.objects.filter(slug__startswith="petite-").order_by("slug").values_list("pk", flat=True)
    )


def _districts(planned: DemoTown) -> None:
    District.objects.bulk_create(
        District(code=d.code, name=d.name, geometry=d.geometry) for d in planned.districts
    )


def _row(slug: str, now: datetime) -> Collectivity:
    return Collectivity(slug=slug, name=slug.capitalize(), insee="28134", population=12000, created_at=now)


class _OnePicture:
    """Every photograph of a town is the same: a file more or less weighs nothing on what is measured."""

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
    told = []
    for cases in report.sizes.towns:
        with in_town(slug_of(cases, report.sizes)), transaction.atomic():
            told.append(
                f"{Case.objects.count()} demandes ({Case.objects.open().count()} ouvertes, "
                f"{Person.objects.count()} usagers, {Event.objects.count()} événements)"
            )
    told.append(f"{report.sizes.small_towns} petites villes ; base de {size}")
    if report.generated_in is None:
        report.value("Base d'essai", f"{', '.join(told)} ; reprise d'une exécution précédente")
    else:
        report.value(
            "Base d'essai", f"{', '.join(told)} ; générée en {report.generated_in:.0f} s",
            goal="< 180 s pour 100 000, < 600 s pour un million",
        )  # fmt: skip
