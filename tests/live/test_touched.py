"""What is no act on a case, and yet shows on its page: a mail that left, a text that somebody began, submitted, threw away."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from parvis.cases.replying import reply
from parvis.notifications.models import Delivery
from parvis.organisation.acting_agents import actor_of
from parvis.replies.drafting import save_draft
from tests.desk.test_case_page import delivery
from tests.live.test_presence import Listen, ask, beat, people  # noqa: F401 - fixtures
from tests.live.test_streams import SYSTEM, case, now


def test_the_pages_open_on_the_case_are_told_and_no_other(listen: Listen, ask: Any, people: Any) -> None:  # noqa: F811
    made = case(type_code="SOC-AID")
    (sarah, hers), (claire, other) = people["sarah"], people["claire"]
    inside, outside, elsewhere = listen(sarah), listen(claire), listen(people["ali"][0])
    assert beat(ask, other, made, "reading", enters="1") == 404
    assert beat(ask, hers, made, "reading", enters="1") == 204
    inside.wait_for("presence", ref=made.reference)
    with transaction.atomic():
        by = actor_of(sarah)
    save_draft(made, kind="reply", body="Bonjour", version=0, by=by, at=now())
    assert inside.wait_for("touched", ref=made.reference) == {"ref": made.reference}
    save_draft(made, kind="reply", body="Bonjour Madame", version=1, by=by, at=now())
    inside.settle(0.3)
    assert inside.count("touched") == 1, "typing is told to nobody"
    outside.settle(0.1)
    assert outside.about(made.reference) == elsewhere.about(made.reference) == []


def test_a_mail_that_leaves_shows(listen: Listen, ask: Any, people: Any) -> None:  # noqa: F811
    made = case()
    reader = listen(people["claire"][0])
    beat(ask, people["claire"][1], made, "reading", enters="1")
    reader.wait_for("presence", ref=made.reference)
    with transaction.atomic():
        message = reply(made, body="C'est fait.", by=SYSTEM, at=now())
        mail = delivery(message, Delivery.State.QUEUED, next_try_at=now() + timedelta(days=1))
    with transaction.atomic():
        Delivery.objects.filter(pk=mail.pk).update(state="sent", sent_at=now(), next_try_at=None)
    reader.wait_for("touched", ref=made.reference)
    told = reader.count("touched")
    with transaction.atomic():
        Delivery.objects.filter(pk=mail.pk).update(attempts=3)
    reader.settle(0.2)
    assert reader.count("touched") == told, "one try more is nothing to see"
