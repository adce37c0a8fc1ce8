"""Background jobs of the intake."""

from procrastinate.contrib.django import app


@app.periodic(cron="37 3 * * *")
@app.task(name="parvis.forget_keys", queue="upkeep", queueing_lock="forget_keys")
def forget_keys(timestamp: int) -> None:
    """Each night, the idempotency keys that no retry can bring back any more."""
    from django.db import transaction

    from parvis.intake.keys import forget_old_keys
    from parvis.kit.tenant import activate
    from parvis.tenancy.models import Collectivity

    for tenant_id in list(Collectivity.objects.values_list("pk", flat=True)):
        with activate(tenant_id), transaction.atomic():
            forget_old_keys()
