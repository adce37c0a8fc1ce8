"""What a job enqueues is committed with what it did, inside a worker too."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob

from parvis.cases.replying import reply
from parvis.kit import clock
from tests.factories import actor, case


def test_a_job_undone_in_a_worker_leaves_no_job_behind(committed_town):
    with transaction.atomic():
        made, by = case(), actor()
    before = ProcrastinateJob.objects.count()
    with app.replace_connector(DjangoConnector().get_worker_connector()):
        with transaction.atomic():
            reply(made, body="Bonjour", by=by, at=clock.now())
            several = ProcrastinateJob.objects.count() - before
            assert several > 0
            transaction.set_rollback(True)
        assert ProcrastinateJob.objects.count() == before
        with transaction.atomic():
            reply(made, body="Bonjour", by=by, at=clock.now())
        assert ProcrastinateJob.objects.count() == before + several
