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
