"""Where a case is, in the words of the person who waits: five steps on a line, and one sentence."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from parvis.cases.models import Case
from parvis.cases.states import Outcome, State, WaitingFor
from parvis.ui.dates import clock_time, local


@dataclass(frozen=True)
class Step:
    """``state`` is done, current or later."""

    label: str
    state: str
    at: datetime | date | None = None


def steps(case: Case) -> list[Step]:
    answered = case.first_reply_at or case.scheduled_on
    reached = 1  # registered and sent to a department, in the same instant
    if case.state != State.RECEIVED or case.first_act_at:
        reached = 2
    if answered:
        reached = 3
    if case.state == State.CLOSED:
        reached = 4
    last = _("Planifiée") if case.scheduled_on else _("Réponse de la mairie")
    rows: list[tuple[str, datetime | date | None]] = [
        (_("Enregistrée"), case.received_at),
        (_("Transmise au service"), case.recorded_at),
        (_("Prise en charge"), case.first_act_at),
        (last, case.scheduled_on or case.first_reply_at),
        (_("Terminée"), case.closed_at),
    ]
    return [
        Step(
            label,
            "done" if rank < reached else "current" if rank == reached else "later",
            at if rank <= reached else None,
        )
        for rank, (label, at) in enumerate(rows)
    ]


def sentence(case: Case) -> str:
    """The state in one plain sentence."""
    service = case.department.name
    if case.state == State.CLOSED:
        return str(OUTCOMES[Outcome(case.outcome)]())
    if case.state == State.WAITING and case.waiting_for == WaitingFor.PERSON:
        return _("Nous attendons une précision de votre part pour continuer.")
    if case.state == State.WAITING:
        return _("Votre demande attend l'intervention d'un autre organisme ou d'une entreprise.")
    if case.state == State.SCHEDULED:
        return _("Une intervention est prévue.")
    if case.state == State.RECEIVED:
        return _("Le service « %(service)s » a reçu votre demande et va s'en occuper.") % {"service": service}
    return _("Le service « %(service)s » s'occupe de votre demande.") % {"service": service}


OUTCOMES = {
    Outcome.DONE: lambda: _("C'est fait : votre demande est terminée."),
    Outcome.ANSWERED: lambda: _("La mairie vous a répondu : votre demande est terminée."),
    Outcome.NO_ACTION: lambda: _("Votre demande est classée sans suite."),
    Outcome.REFUSED: lambda: _("Votre demande est refusée."),
    Outcome.TRANSFERRED: lambda: _("Votre demande est transmise à l'organisme compétent."),
    Outcome.DUPLICATE: lambda: _("Ce problème était déjà signalé : il est suivi avec une autre demande."),
    Outcome.WITHDRAWN: lambda: _("Vous avez retiré votre demande."),
    Outcome.CANCELLED: lambda: _("Votre demande est annulée."),
}


def target(case: Case, now: datetime) -> str:
    """By when, in words: « aujourd'hui à 18 h 05 », « demain », « le vendredi 27 novembre ».

    Empty once it is past, or while the case waits or is closed: a target is not told then.
    """
    if not case.is_open or case.due_at is None or case.due_at <= now or case.state == State.WAITING:
        return ""
    due, today = local(case.due_at), local(now).date()
    if due.date() == today:
        return _("aujourd'hui à %(time)s") % {"time": clock_time(due)}
    if (due.date() - today).days == 1:
        return _("demain")
    pattern = "l j F" if due.year == today.year else "l j F Y"
    return _("le %(day)s") % {"day": date_format(due, pattern)}
