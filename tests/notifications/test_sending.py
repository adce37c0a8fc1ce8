"""Messages leave by a real mail server, survive its absence, and are sent once."""

from contextlib import suppress
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from django.db import OperationalError, connection, transaction
from procrastinate.exceptions import AlreadyEnqueued

from parvis.cases.models import Case, Message
from parvis.cases.replying import reply
from parvis.kit import clock
from parvis.kit.env import env
from parvis.kit.tenant import activate
from parvis.notifications.composing import one_line
from parvis.notifications.mailing import queue_mail
from parvis.notifications.models import Delivery
from parvis.notifications.notices.reply import Reply
from parvis.notifications.providers.registry import Provider, provider, providers
from parvis.notifications.sending import DEAD_AFTER, PAUSES, enqueue_due, send
from parvis.notifications.showing import Sending, sendings
from parvis.organisation.models import Department
from tests.factories import actor, case


def queued(recipient: str = "elodie.durand@example.org", body: str = "C'est prévu mardi.") -> Delivery:
    with transaction.atomic():
        return queue_mail(Reply, recipient, {"body": body, "agent": "", "files": 0}, case=case())


@transaction.atomic
def replied() -> tuple[Case, Message]:
    made = case()
    return made, reply(made, body="Nous passons mardi 🚧.", by=actor(), at=clock.now())


@transaction.atomic
def delivery_of(notice: str) -> Delivery:
    return Delivery.objects.get(notice=notice)


@transaction.atomic
def shown(made: Case, message: Message) -> Sending:
    return sendings(made, [message])[message.pk]


@transaction.atomic
def make_due() -> None:
    Delivery.objects.update(state="queued", next_try_at=clock.now() - timedelta(seconds=1))


def test_a_reply_goes_from_the_verb_to_the_mailbox(committed_town, mail_server, work):
    with transaction.atomic():
        Department.objects.filter(code="VOI").update(email="voirie@ville.test")
    mail_server.start()
    made, message = replied()
    assert shown(made, message).code == "queued"
    work("notifications", "mail")
    receipt, answer = mail_server.received
    assert receipt["Auto-Submitted"] == "auto-generated"
    assert answer["Auto-Submitted"] is None
    assert answer["To"] == "elodie.durand@example.org"
    assert str(answer["From"]) == "Ville-sur-Test <ne-pas-repondre@localhost>"
    assert str(answer["Reply-To"]) == "voirie@ville.test"
    assert answer["References"] == receipt["References"]
    assert "Nous passons mardi 🚧." in answer.get_body(("plain",)).get_content()
    assert "Nous passons mardi 🚧." in answer.get_body(("html",)).get_content()
    sent = delivery_of("reply")
    assert answer["Message-ID"] == sent.mail_id
    assert sent.state == "sent"
    assert sent.sent_at
    assert sent.attempts == 1
    assert shown(made, message).code == "sent"


def test_the_server_is_down_during_a_reply_then_comes_back(committed_town, mail_server, work):
    made, message = replied()
    work("notifications", "mail")
    waiting = delivery_of("reply")
    assert waiting.state == "queued"
    assert waiting.attempts == 1
    assert waiting.last_error == "Serveur de messagerie injoignable (ConnectionRefusedError)"
    assert shown(made, message).label == "Pas encore envoyé"
    assert waiting.next_try_at > clock.now()

    mail_server.start()
    assert enqueue_due() == 0, "not before its time"
    make_due()
    assert enqueue_due() == 2
    assert enqueue_due() == 0, "one job a message"
    work("mail")
    assert len(mail_server.received) == 2
    with transaction.atomic():
        assert set(Delivery.objects.values_list("state", "attempts")) == {("sent", 2)}
        known = set(Delivery.objects.values_list("mail_id", flat=True))
    assert {m["Message-ID"] for m in mail_server.received} == known


def test_the_periodic_round_is_a_job_of_the_worker(committed_town, mail_server, work):
    from parvis.notifications.jobs import send_due_mail

    mail_server.start()
    queued()
    work("mail")
    make_due()
    # The worker of the first pass may have left this minute's round already.
    with suppress(AlreadyEnqueued):
        send_due_mail.defer(timestamp=0)
    work("upkeep", "mail")
    assert len(mail_server.received) == 2


def test_the_row_is_free_while_the_network_talks(committed_town, mail_server, work):
    """Another connection can lock the message, and nobody holds a transaction open, while the server thinks."""
    seen = []

    def look() -> None:
        try:
            with activate(committed_town.pk), transaction.atomic():
                delivery = Delivery.objects.select_for_update(nowait=True).get()
                with connection.cursor() as cursor:
                    cursor.execute(
                        "SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%' "
                        "AND datname = current_database() AND pid <> pg_backend_pid()"
                    )
                    seen.append((delivery.state, cursor.fetchone()[0]))
        except OperationalError as locked:
            seen.append((str(locked), -1))
        finally:
            connection.close()

    mail_server.during = look
    mail_server.start()
    queued()
    work("mail")
    assert seen == [("sending", 0)]


def test_a_try_that_died_is_taken_up_again_after_a_while(town, mail_server):
    mail_server.start()
    delivery = queued()
    Delivery.objects.update(state="sending", attempts=1, next_try_at=clock.now() + DEAD_AFTER)
    send(town.pk, delivery.pk)
    assert mail_server.received == [], "another worker may still be at it"
    with clock.travel(clock.now() + DEAD_AFTER + timedelta(seconds=1)):
        send(town.pk, delivery.pk)
        send(town.pk, delivery.pk)
    assert [m["Message-ID"] for m in mail_server.received] == [delivery.mail_id]
    assert Delivery.objects.get().state == "sent"


def test_pauses_grow_for_two_days_then_it_has_failed(town, mail_server):
    delivery = queued()
    at = clock.now()
    waited = []
    for _ in range(len(PAUSES)):
        with clock.travel(at):
            send(town.pk, delivery.pk)
        row = Delivery.objects.get()
        assert row.state == "queued"
        waited.append(row.next_try_at - at)
        at = row.next_try_at
    assert [w // timedelta(minutes=1) for w in waited[:5]] == [1, 2, 5, 15, 60]
    assert timedelta(days=2) <= sum(waited, timedelta()) <= timedelta(days=3)
    with clock.travel(at):
        send(town.pk, delivery.pk)
    row = Delivery.objects.get()
    assert row.state == "failed"
    assert row.next_try_at is None


def test_an_address_refused_for_good_is_not_tried_again(town, mail_server):
    mail_server.refused = {"elodie.durand@example.org": "550 no such user elodie.durand"}
    mail_server.start()
    delivery = queued()
    send(town.pk, delivery.pk)
    row = Delivery.objects.get()
    assert row.state == "failed"
    assert row.last_error == "Adresse refusée (550)", "no personal data in the reason"


def test_an_address_refused_for_now_is_tried_again(town, mail_server):
    mail_server.refused = {"elodie.durand@example.org": "451 greylisted"}
    mail_server.start()
    delivery = queued()
    send(town.pk, delivery.pk)
    assert Delivery.objects.get().state == "queued"
    mail_server.refused = {}
    with clock.travel(clock.now() + timedelta(minutes=2)):
        send(town.pk, delivery.pk)
    assert Delivery.objects.get().state == "sent"


@pytest.mark.parametrize(
    "name", ["Ville\r\nBcc: espion@example.org", 'Vi"lle\n, <x@y.z>', "Ville\u2028\u0085\x1fé 🏛"]
)
def test_headers_cannot_be_injected(town, mail_server, name, monkeypatch):
    from parvis.tenancy.models import Collectivity

    original = Collectivity.from_db.__func__

    def renamed(cls, *args, **kwargs):
        made = original(cls, *args, **kwargs)
        made.name = name
        return made

    monkeypatch.setattr(Collectivity, "from_db", classmethod(renamed))
    mail_server.start()
    delivery = queued(body="Ligne\r\nBcc: autre@example.org\r\n\r\n.\r\nFin")
    Delivery.objects.update(subject=f"{name} : objet")
    send(town.pk, delivery.pk)
    (received,) = mail_server.received
    assert received["Bcc"] is None
    assert mail_server.envelopes[0].rcpt_tos == ["elodie.durand@example.org"]
    assert mail_server.envelopes[0].mail_from == "ne-pas-repondre@localhost"
    assert "Fin" in received.get_body(("plain",)).get_content(), "a lone dot does not end the message"


def test_one_line_keeps_the_words():
    assert one_line(" Été\r\n\u202e\u200bà\tDreux ") == "Été à Dreux"


def test_without_a_mail_server_messages_are_files(town, mail_folder):
    delivery = queued()
    send(town.pk, delivery.pk)
    Delivery.objects.update(state="queued", next_try_at=clock.now())
    send(town.pk, delivery.pk)
    (file,) = mail_folder.iterdir()
    written = message_from_bytes(file.read_bytes(), policy=default)
    assert written["Message-ID"] == delivery.mail_id
    assert "C'est prévu mardi." in written.get_body(("plain",)).get_content()
    assert file.stat().st_mode & 0o777 == 0o600
    assert Delivery.objects.get().state == "sent"


def test_a_folder_that_cannot_be_written_is_tried_again(town, mail_folder):
    mail_folder.write_text("a file where the folder should be")
    delivery = queued()
    send(town.pk, delivery.pk)
    row = Delivery.objects.get()
    assert row.state == "queued"
    assert "Dossier" in row.last_error


def test_the_provider_follows_the_setting(mail_server, monkeypatch):
    assert provider().code == "smtp"
    monkeypatch.delenv("PARVIS_SMTP_URL")
    env.cache_clear()
    assert provider().code == "folder"


@pytest.mark.parametrize("kind", providers().values(), ids=lambda p: p.code)
def test_every_provider_keeps_the_contract(kind, town, mail_server, mail_folder):
    """Each hands a real message over, and says « later » rather than raising when its far end is away."""
    from parvis.notifications.providers.registry import Unreachable
    from parvis.notifications.sending import _message

    message = _message(queued())
    assert kind.label
    if kind.code == "folder":
        mail_folder.write_text("")
    with pytest.raises(Unreachable) as trouble:
        kind.send(message)
    assert trouble.value.reason
    assert "example.org" not in trouble.value.reason
    if kind.code == "folder":
        mail_folder.unlink()
    mail_server.start()
    kind.send(message)
    assert mail_server.received or list(mail_folder.iterdir())


def test_an_incomplete_provider_is_refused():
    with pytest.raises(TypeError, match="no label"):

        class Nameless(Provider):
            code = "x"

    with pytest.raises(TypeError, match=r"no send\(\)"):

        class Mute(Provider):
            code, label = "x", "X"


def test_the_desk_tells_what_goes_by_post(town):
    from parvis.directory.matching import Identity

    made = case(person=Identity(family_name="Le Goff", phone="+33639980102"))
    message = reply(made, body="Nous passons mardi.", by=actor(), at=clock.now())
    assert sendings(made, [message])[message.pk].label == "À envoyer par courrier"


def test_the_round_sees_every_town_and_a_town_only_its_own(town, other_town):
    queued()
    with activate(other_town.pk):
        queued()
        assert Delivery.objects.count() == 1
    with activate(None), connection.cursor() as cursor:
        cursor.execute(
            "SELECT tenant_id FROM delivery_due(%s, 10) ORDER BY 1", [clock.now() + timedelta(minutes=1)]
        )
        assert [row[0] for row in cursor.fetchall()] == sorted([town.pk, other_town.pk])
