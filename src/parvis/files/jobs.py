"""Background jobs of the files."""

from procrastinate.contrib.django import app


@app.periodic(cron="17 3 * * *")
@app.task(name="parvis.sweep_files", queue="upkeep", queueing_lock="sweep_files")
def sweep_files(timestamp: int) -> None:
    """Each night, what refused forms and killed processes left behind."""
    from django.db import transaction

    from parvis.files.sweeping import sweep
    from parvis.kit.tenant import activate
    from parvis.tenancy.models import Collectivity

    for tenant_id in list(Collectivity.objects.values_list("pk", flat=True)):
        with activate(tenant_id), transaction.atomic():
            sweep()
