"""Tell a demonstration town again, up to today.

A new tenant is filled beside the old one and takes its slug and its addresses, in one transaction: until it ends, the
old town answers as before. The old one, which nobody reaches any more, is then removed by `parvis tenant remove`;
killed before that, the next `parvis demo` finds it and removes it. Never anything but a demonstration town.
"""

import subprocess
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from parvis.history.models import ActorKind, Event, ImportBatch
from parvis.intake.models import ImportRun
from parvis.kit.tenant import activate
from parvis.ops.demo.geography import geography
from parvis.ops.demo.towns import Demo, settle_town
from parvis.ops.session import parvis_command
from parvis.replies.models import Draft
from parvis.tenancy.models import Collectivity, HostName

PARIS = ZoneInfo("Europe/Paris")
Say = Callable[[str], None]
STALE = timedelta(days=7)
"""A town that nobody used is told again by itself after that."""
FORMER = "-ancienne"


class NotADemo(Exception):
    """The slug is that of a town we did not invent."""


def town_of(demo: Demo) -> Collectivity | None:
    """The demonstration town that is here; raises NotADemo when its slug belongs to a real one."""
    found: Collectivity | None = Collectivity.objects.filter(slug=demo.slug).first()
    identity = geography(demo.size).identity
    if found is not None and (found.insee, found.siren) != (identity.insee, identity.siren):
        raise NotADemo(
            f"« {demo.slug} » est ici une vraie collectivité ({found.name}) : la démonstration n'y touche pas."
        )
    return found


def _was_told_here(former: Collectivity, demo: Demo) -> bool:
    """Invented by us, and without an address since: whoever brought a copy back under this slug keeps it."""
    identity = geography(demo.size).identity
    ours = (former.insee, former.siren) == (identity.insee, identity.siren)
    return ours and not HostName.objects.filter(collectivity=former).exists()


def last_day(town: Collectivity) -> date:
    return town.created_at.astimezone(PARIS).date()


def is_used(town: Collectivity) -> bool:
    """Whether somebody did something since it was told: an act, whenever it is said to have been, or a file brought."""
    with activate(town.pk):
        acts = Event.objects.exclude(actor_kind=ActorKind.SYSTEM)
        since = acts.filter(recorded_at__gt=town.created_at + timedelta(minutes=1))
        # Replies that were told as planned leave by themselves.
        left = Draft.objects.filter(asked_at__lte=town.created_at, left_at__isnull=False, rule__isnull=True)
        since = since.exclude(at__in=left.values("left_at"))
        return bool(since.exists() or ImportRun.objects.exists() or ImportBatch.objects.exists())


def refresh(demo: Demo, now: datetime, *, say: Say) -> None:
    remove_former(demo, say=say)
    tell_again(demo, now, say=say)
    remove_former(demo, say=say)


def tell_again(demo: Demo, now: datetime, *, say: Say) -> Collectivity:
    """All or nothing. Runs as the owner."""
    town = town_of(demo)
    planned = demo.planned(now)
    with transaction.atomic():
        if town is not None:
            say(
                f"{town.name} s'arrêtait au {last_day(town):%d/%m/%Y} : elle est racontée jusqu'au {now:%d/%m/%Y}."
            )
            HostName.objects.filter(collectivity=town).delete()
            Collectivity.objects.filter(pk=town.pk).update(slug=demo.slug + FORMER)
        return settle_town(demo, planned, say=say)


def remove_former(demo: Demo, *, say: Say) -> None:
    """In another process, as whoever runs the installation would."""
    slug = demo.slug + FORMER
    former = Collectivity.objects.filter(slug=slug).first()
    if former is None or not _was_told_here(former, demo):
        return
    command = [*parvis_command(), "tenant", "remove", slug, "--yes", slug]
    done = subprocess.run(command, check=False, capture_output=True, text=True, start_new_session=True)
    if done.returncode:
        say(
            f"L'ancienne commune n'a plus d'adresse mais ses données sont encore là : parvis tenant remove {slug}"
        )
