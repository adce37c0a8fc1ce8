"""Background jobs of the mail: one message, and each minute's round of those that are due."""

from procrastinate.contrib.django import app


@app.task(name="parvis.send_mail", queue="mail")
def send_mail(tenant_id: int, delivery_id: int) -> None:
    from parvis.notifications.sending import send

    send(tenant_id, delivery_id)


@app.periodic(cron="* * * * *")
@app.task(name="parvis.send_due_mail", queue="upkeep", queueing_lock="send_due_mail")
def send_due_mail(timestamp: int) -> None:
    from parvis.notifications.sending import enqueue_due

    enqueue_due()


@app.periodic(cron="*/5 * * * *")
@app.task(name="parvis.send_digests", queue="upkeep", queueing_lock="send_digests")
def send_digests(timestamp: int) -> None:
    """What agents chose to read by e-mail, when they chose to."""
    from parvis.notifications.colleagues.digest import send_due_digests

    send_due_digests()


@app.periodic(cron="3 * * * *")
@app.task(name="parvis.tell_overdue", queue="upkeep", queueing_lock="tell_overdue")
def tell_overdue(timestamp: int) -> None:
    """Each hour, agents whose requests fell due."""
    from parvis.kit import clock
    from parvis.notifications.colleagues.overdue import tell_overdue as tell
    from parvis.tenancy.each_town import in_each_town

    in_each_town(lambda: tell(clock.now()))


@app.periodic(cron="7 4 * * *")
@app.task(name="parvis.sweep_notices", queue="upkeep", queueing_lock="sweep_notices")
def sweep_notices(timestamp: int) -> None:
    """Each night, notices nobody looks at any more."""
    from parvis.kit import clock
    from parvis.notifications.colleagues.sweeping import sweep_notices as sweep
    from parvis.tenancy.each_town import in_each_town

    in_each_town(lambda: sweep(clock.now()))
