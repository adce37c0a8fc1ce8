"""What a notice says: who did what. Words of our own: what was typed with the act may speak of the person."""

from collections.abc import Mapping
from typing import Any

from parvis.cases import contributing_events as outside
from parvis.cases import events
from parvis.notifications.colleagues.models import AgentNotice, Reason

#: After the name of who did it.
DONE: Mapping[str, str] = {
    events.Triaged.code: "a qualifié la demande",
    events.Assigned.code: "a changé l'agent chargé de la demande",
    events.HandedOver.code: "a transmis la demande à un autre service",
    events.Held.code: "a mis la demande en attente",
    events.Resumed.code: "a repris le traitement",
    events.Scheduled.code: "a planifié une intervention",
    events.DateCancelled.code: "a annulé la date d'une intervention",
    events.Replied.code: "a répondu à l'usager",
    events.MessageReceived.code: "a écrit à la mairie",
    events.Noted.code: "a écrit une note interne",
    events.DepartmentFollowed.code: "a ajouté votre service au suivi de la demande",
    events.TaskAdded.code: "a confié une tâche",
    events.TaskTaken.code: "a pris une tâche",
    events.TaskCompleted.code: "a fait une tâche",
    events.TaskCancelled.code: "a annulé une tâche",
    outside.Contributed.code: "a écrit au sujet d'une tâche",
    outside.TaskDeclined.code: "a refusé une tâche",
    outside.ChecklistAdded.code: "a confié les étapes de ce type",
    "reply.submitted": "a soumis un texte à validation",
    "reply.approved": "a validé votre texte",
    "reply.returned": "vous renvoie votre texte",
    "reply.held_back": "a retenu votre texte : il n'est pas parti",
    events.Closed.code: "a clos la demande",
    events.Reopened.code: "a rouvert la demande",
}
#: What the reason says better than the event.
TO_ME: Mapping[str, str] = {
    Reason.MENTION: "vous mentionne dans une note",
    Reason.DEPARTMENT: "mentionne votre service dans une note",
    Reason.ASSIGNED: "vous confie la demande",
    Reason.TASK: "vous confie une tâche, à vous ou à votre service",
    Reason.APPROVAL: "vous demande de valider un texte",
    Reason.HANDED_OVER: "transmet la demande à votre service",
}
ICONS: Mapping[str, str] = {
    Reason.MENTION: "at",
    Reason.DEPARTMENT: "at",
    Reason.APPROVAL: "user-check",
    Reason.ASSIGNED: "user-check",
    Reason.TASK: "checklist",
    Reason.WRITING: "pencil",
    Reason.MINE: "message",
    Reason.OVERDUE: "clock-exclamation",
    Reason.FOLLOWED: "eye",
    Reason.DEPARTMENT_FOLLOWS: "eye",
    Reason.HANDED_OVER: "arrows-exchange",
}
THE_PERSON = "L'usager"


def said(notice: AgentNotice) -> tuple[str, str]:
    """Who, and what they did: « Camille Martin », « vous mentionne dans une note »."""
    if notice.reason == Reason.OVERDUE:
        return "", "L'échéance de la demande est passée"
    return notice.by_label or THE_PERSON, TO_ME.get(notice.reason) or DONE.get(
        notice.event_type, "a agi sur la demande"
    )


def sentence(notice: AgentNotice) -> str:
    who, what = said(notice)
    return f"{who} {what}".strip()


def is_hidden(notice: AgentNotice) -> bool:
    """Mailboxes are shared and forwarded: what the law seals is not named there, not even by its reference."""
    case = notice.case
    return bool(case.sector.sealed or case.request_type.confidential)


def facts_of(notice: AgentNotice) -> dict[str, Any]:
    """For the mail of one notice."""
    if is_hidden(notice):
        return {"reference": "", "type_label": "", "sentence": ""}
    return {
        "reference": notice.case.reference,
        "type_label": notice.case.request_type.label,
        "sentence": sentence(notice),
    }
