"""Jobs committed with their cause, or forgotten with it: written on Django's own connection.

Inside a worker the job library writes on a connection of its own: what a job enqueues would run before it commits, or
although it was undone.
"""

from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import Job
from procrastinate.manager import JobManager


def defer_together(jobs: list[Job]) -> None:
    """In one statement of the caller's transaction. Raises AlreadyEnqueued when one's queueing lock is taken."""
    if jobs:
        JobManager(DjangoConnector()).batch_defer_jobs(jobs)
