"""The five states of a case, its outcomes and its channels. Towns vary by data, never by new states."""

from django.db import models


class State(models.TextChoices):
    RECEIVED = "received", "Reçue"
    IN_PROGRESS = "in_progress", "En cours"
    WAITING = "waiting", "En attente"
    SCHEDULED = "scheduled", "Planifiée"
    CLOSED = "closed", "Close"


OPEN_STATES = (State.RECEIVED, State.IN_PROGRESS, State.WAITING, State.SCHEDULED)
#: « En cours » : ce qu'un humain a pris, et qui n'est pas clos.
IN_PROGRESS_STATES = (State.IN_PROGRESS, State.WAITING, State.SCHEDULED)


class Outcome(models.TextChoices):
    DONE = "done", "Réalisée"
    ANSWERED = "answered", "Réponse apportée"
    NO_ACTION = "no_action", "Classée sans suite"
    REFUSED = "refused", "Refusée"
    TRANSFERRED = "transferred", "Transmise à l'organisme compétent"
    DUPLICATE = "duplicate", "Doublon"
    WITHDRAWN = "withdrawn", "Retirée par l'usager"
    CANCELLED = "cancelled", "Annulée"


#: Ended without being treated: there is nothing that the person could judge.
NOT_TREATED = frozenset({Outcome.DUPLICATE, Outcome.WITHDRAWN, Outcome.CANCELLED})


class WaitingFor(models.TextChoices):
    PERSON = "person", "l'usager"
    THIRD_PARTY = "third_party", "un tiers"


class TaskState(models.TextChoices):
    OPEN = "open", "À faire"
    DONE = "done", "Faite"
    CANCELLED = "cancelled", "Annulée"


class LinkKind(models.TextChoices):
    """From the source of the link to its target."""

    RELATED = "related", "liée à"
    PARENT = "parent", "fait partie de"
    DUPLICATE = "duplicate", "doublon de"


class Channel(models.TextChoices):
    COUNTER = "counter", "Guichet"
    PHONE = "phone", "Téléphone"
    LETTER = "letter", "Courrier"
    EMAIL = "email", "Courriel"
    WEB = "web", "Site web"
    MOBILE = "mobile", "Application mobile"
    FIELD = "field", "Terrain"
    ELECTED = "elected", "Élu"
    SOCIAL = "social", "Réseau social"
    API = "api", "Partenaire"
