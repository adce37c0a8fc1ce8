"""Every import of the town: those at work, those that wait for somebody, those that are over; and the saved mappings."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.history.models import ImportBatch
from parvis.intake.importing.importables import IMPORTABLES
from parvis.intake.models import ImportRun, SavedMapping
from parvis.intake.screens.reading import administrators
from parvis.intake.screens.told import Told

#: Runs on the page; older ones are in `parvis import list`.
SHOWN = 100


@administrators
@require_safe
def imports(request: HttpRequest) -> HttpResponseBase:
    found = [
        Told(one)
        for one in ImportRun.objects.select_related("import_batch")
        .defer("profile", "mapping")
        .order_by("-changed_at", "-pk")[:SHOWN]
    ]
    on_screen = {one.run.import_batch_id for one in found}
    context = {
        "nav_active": "administration",
        "waiting": [one for one in found if one.waits_for_somebody],
        "working": [one for one in found if one.run.is_working],
        "over": [one for one in found if not one.waits_for_somebody and not one.run.is_working],
        "others": [b for b in ImportBatch.objects.order_by("-pk")[:SHOWN] if b.pk not in on_screen],
        "mappings": SavedMapping.objects.order_by("name"),
        "kinds": IMPORTABLES.values(),
        "full": len(found) == SHOWN,
    }
    return render(request, "intake/imports.html", context)
