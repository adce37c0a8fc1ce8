"""Run by `test_refreshing.py` in its own process, as the owner of its own base: a village told, then told again."""

import json
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

import django
from django.conf import settings

settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()

from parvis.cases.models import Case  # noqa: E402
from parvis.cases.noting import note  # noqa: E402
from parvis.history.models import ImportBatch  # noqa: E402
from parvis.kit.tenant import activate  # noqa: E402
from parvis.ops.demo import refreshing  # noqa: E402
from parvis.ops.demo.towns import TOWNS, ensure  # noqa: E402
from parvis.organisation.acting_agents import actor_of  # noqa: E402
from parvis.organisation.models import Account, Agent  # noqa: E402
from parvis.tenancy.models import Collectivity, HostName  # noqa: E402

PARIS = ZoneInfo("Europe/Paris")
OLD, NEW = datetime(2026, 10, 1, 12, tzinfo=PARIS), datetime(2026, 11, 22, 12, tzinfo=PARIS)


def quiet(_line: str) -> None:
    pass


class Failure(Exception):
    pass


def fail(_line: str) -> None:
    raise Failure


village = TOWNS[1]
ensure(village, OLD, say=quiet)
first = refreshing.town_of(village)
assert first is not None
told = {"first_day": str(refreshing.last_day(first)), "used_at_first": refreshing.is_used(first)}
accounts = Account.objects.count()

# Half-way, something goes wrong: the town is as it was.
try:
    refreshing.tell_again(village, NEW, say=fail)
except Failure:
    same = refreshing.town_of(village)
    told["kept_when_it_fails"] = same == first and set(
        HostName.objects.filter(collectivity=first).values_list("name", flat=True)
    ) == set(village.hosts)

second = refreshing.tell_again(village, NEW, say=quiet)
told["second_day"] = str(refreshing.last_day(second))
told["hosts"] = list(HostName.objects.filter(collectivity=second).values_list("name", flat=True))
told["former"] = list(
    Collectivity.objects.filter(pk=first.pk, host_names=None).values_list("slug", flat=True)
)
told["same_accounts"] = Account.objects.count() == accounts
with activate(second.pk):
    told["latest"] = str(Case.objects.order_by("-received_at")[0].received_at.astimezone(PARIS).date())
    told["used_after"] = refreshing.is_used(second)
    brought = ImportBatch(source="tableur", mapping="m", digest="d", started_at=datetime.now(tz=PARIS))
    brought.save()
    told["used_once_imported"] = refreshing.is_used(second)
    brought.delete()
    agent = Agent.objects.get(account__email="patrice.lebrun@saint-firmin.example")
    note(
        Case.objects.filter(department__code="VOI")[0],
        body="Vu.",
        by=actor_of(agent),
        at=datetime.now(tz=PARIS),
    )
    told["used_once_used"] = refreshing.is_used(second)

# A town that somebody brought back under the former slug, with an address, is theirs.
HostName(name="gardee.test", collectivity=first, is_main=True).save()
refreshing.remove_former(village, say=quiet)
told["kept_with_an_address"] = Collectivity.objects.filter(pk=first.pk).exists()

# A real town that took the slug is never touched.
Collectivity.objects.filter(pk=second.pk).update(insee="28134", siren="212801344")
try:
    refreshing.tell_again(village, NEW, say=quiet)
except refreshing.NotADemo as refusal:
    told["refusal"] = str(refusal)
print(json.dumps(told))
