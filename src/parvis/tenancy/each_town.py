"""A round over all towns: what fails in one is logged, and keeps nothing from the others."""

import logging
from collections.abc import Callable

from django.db import transaction

from parvis.kit.tenant import activate
from parvis.tenancy.models import Collectivity

log = logging.getLogger("parvis.tenancy")


def in_each_town(act: Callable[[], object]) -> None:
    """A transaction for each."""
    for tenant_id in list(Collectivity.objects.values_list("pk", flat=True)):
        try:
            with activate(tenant_id), transaction.atomic():
                act()
        except Exception:
            log.exception("a round failed in town %s", tenant_id)
