"""What whoever leads an import on screen may read and give: an import opens no door that its leader has not."""

from django.db import transaction

from parvis.intake.models import ImportRun
from parvis.organisation.access import Access
from parvis.organisation.models import Agent


def access_of(run: ImportRun) -> Access:
    """Of who asked for the step, read anew for each job; nothing at all when the agent is gone."""
    with transaction.atomic():
        agent = Agent.objects.filter(pk=run.led_by_id or run.by_id).first()
        return Access.of(agent) if agent is not None else Access.nobody()
