"""With real commits: two at once, a worker killed between the ten seconds and the departure, a real mail server."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from datetime import timedelta

from django.db import connection, transaction

from parvis.cases.acting import NotPossible
from parvis.cases.models import Message
from parvis.history.models import Event
from parvis.kit import clock
from parvis.kit.tenant import activate
from parvis.notifications.models import Delivery
from parvis.organisation.acting_agents import actor_of
from parvis.replies.approving import approve, send_back
from parvis.replies.digests import digest_of
from parvis.replies.drafting import DraftChanged, save_draft, take_over
from parvis.replies.jobs import leave_due_replies
from parvis.replies.leaving import leave
from parvis.replies.models import ApprovalRule, Draft, ReplyTemplate
from parvis.replies.ready import add_ready, ready_replies
from parvis.replies.sending import Written, recall, send
from tests.desk.test_case_races import together
from tests.factories import agent, case
from tests.notifications.conftest import mail_server, work  # noqa: F401 - fixtures

WORKER = (
    "import django; from django.conf import settings; "
    "settings.DATABASES['default']['NAME'] = {name!r}; django.setup(); "
    "from parvis.ops.worker import work; work(['replies'])"
)


def inside(town, act):
    """In its own connection and transaction; a refusal is the answer."""

    def run():
        with activate(town.pk), transaction.atomic():
            try:
                return act()
            except (NotPossible, DraftChanged) as refused:
                return refused

    return run


def one_rule():
    ApprovalRule(name="Relecture", role="manager").save()


def test_two_approvers_at_once(committed_town):
    with transaction.atomic():
        one_rule()
        made, paul = case(), agent("Paul Roy", ("case_worker", "VOI"))
        chiefs = [agent(name, ("manager", "VOI")) for name in ("Anne Chef", "Ida Chef")]
        draft = send(made, Written("Mardi."), by=actor_of(paul), at=clock.now())
        read, actors = digest_of(draft), [actor_of(c) for c in chiefs]
    said = together(
        inside(committed_town, lambda: approve(draft, digest=read, by=actors[0], at=clock.now())),
        inside(
            committed_town, lambda: send_back(draft, digest=read, reason="Non", by=actors[1], at=clock.now())
        ),
    )
    refused = [one for one in said if isinstance(one, NotPossible)]
    assert len(refused) == 1
    assert "C'est déjà fait" in str(refused[0])
    with transaction.atomic():
        assert Event.objects.filter(type__in=["reply.approved", "reply.returned"]).count() == 1


def test_undone_and_leaving_at_once(committed_town):
    for _try in range(3):
        with transaction.atomic():
            made = case()
            paul = agent(f"Paul Roy{_try}", ("case_worker", "VOI"))
            by = actor_of(paul)
            draft = send(made, Written("Mardi."), by=by, at=clock.now() - timedelta(minutes=1))
        said = together(
            lambda made=draft: leave(committed_town.pk, made.pk),
            inside(committed_town, lambda made=draft, by=by: recall(made, by=by, at=clock.now())),
            lambda made=draft: leave(committed_town.pk, made.pk),
        )
        with transaction.atomic():
            left = Message.objects.filter(case_id=made.pk).count()
            state = Draft.objects.get(pk=draft.pk).state
        assert (left, state) in ((1, "left"), (0, "writing"))
        assert isinstance(said[1], NotPossible) is (left == 1)


def test_two_tabs_begin_at_once_and_two_colleagues_take_over(committed_town):
    with transaction.atomic():
        made, paul = case(), agent("Paul Roy", ("case_worker", "VOI"))
        others = [actor_of(agent(n, ("case_worker", "VOI"))) for n in ("Zoé Lambert", "Luc Petit")]
        by = actor_of(paul)

    def begin(text):
        return save_draft(made, kind="reply", body=text, version=0, by=by, at=clock.now())

    said = together(*(inside(committed_town, lambda t=t: begin(t)) for t in ("Un", "Deux")))
    assert sum(isinstance(one, DraftChanged) for one in said) == 1
    with transaction.atomic():
        draft = Draft.objects.select_related("case").get()
    together(
        *(inside(committed_town, lambda by=by: take_over(draft, by=by, at=clock.now())) for by in others)
    )
    with transaction.atomic():
        taken = Draft.objects.get()
        assert taken.agent_id in {o.agent_id for o in others}
        assert taken.first_author_id == paul.pk


def test_a_worker_killed_before_the_departure_changes_nothing(committed_town, mail_server, work):  # noqa: F811
    mail_server.start()
    with transaction.atomic():
        made, paul = case(), agent("Paul Roy", ("case_worker", "VOI"))
        draft = send(
            made, Written("Nous passons mardi."), by=actor_of(paul), at=clock.now() - timedelta(seconds=9)
        )
    # The worker takes the job, and waits for the case that somebody holds: it dies there.
    locked, killed = threading.Event(), threading.Event()

    def hold():
        with activate(committed_town.pk), transaction.atomic():
            type(made).objects.select_for_update().get(pk=made.pk)
            locked.set()
            killed.wait(30)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    assert locked.wait(10)
    code = WORKER.format(name=connection.settings_dict["NAME"])
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    worker = subprocess.Popen([sys.executable, "-c", code], env=environ)
    try:
        assert _waits_for_the_case(), "the worker never came to the case"
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        killed.set()
        holder.join()
    with transaction.atomic():
        assert Draft.objects.get(pk=draft.pk).state == Draft.State.LEAVING
        assert not Message.objects.exists()

    # The next minute's round finds it; whatever runs it again finds nothing to do.
    leave_due_replies(timestamp=0)
    work("replies", "notifications", "mail")
    with suppress(Exception):
        leave(committed_town.pk, draft.pk)
    with transaction.atomic():
        assert Message.objects.get().body == "Nous passons mardi."
        assert set(Delivery.objects.filter(notice="reply").values_list("state", flat=True)) == {"sent"}
    texts = [m.get_body(("plain",)).get_content() for m in mail_server.received]
    assert sum("Nous passons mardi." in text for text in texts) == 1


def _waits_for_the_case(seconds=25.0):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return True
        time.sleep(0.2)
    return False


def test_two_administrators_add_the_ready_templates_at_once(committed_town):
    with transaction.atomic():
        ReplyTemplate.objects.all().delete()
        admins = [actor_of(agent(name, "administrator")) for name in ("Sylvie Morel", "Ali Ben")]
    said = together(
        *(inside(committed_town, lambda who=who: len(add_ready(by=who, at=clock.now()))) for who in admins)
    )
    assert sorted(said) == [0, len(ready_replies())]
    with transaction.atomic():
        assert ReplyTemplate.objects.count() == len(ready_replies())
