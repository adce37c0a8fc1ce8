"""What leaves by e-mail: one row a message and recipient, with its delivery state."""

from django.db import models
from django.db.models import Q

from parvis.cases.models import Case, Message
from parvis.notifications.colleagues.models import AgentNotice, AgentPreference, CaseReading  # noqa: F401
from parvis.tenancy.isolation import TenantForeignKey, TenantModel


class Delivery(TenantModel):
    class State(models.TextChoices):
        QUEUED = "queued", "Pas encore envoyé"
        SENDING = "sending", "En cours d'envoi"
        SENT = "sent", "Envoyé"
        FAILED = "failed", "Échec de l'envoi"

    notice = models.CharField("modèle", max_length=60)
    case = TenantForeignKey(Case, null=True, blank=True, related_name="deliveries", on_delete_row="cascade")
    message = TenantForeignKey(
        Message, null=True, blank=True, related_name="deliveries", on_delete_row="cascade"
    )
    event_id = models.BigIntegerField(null=True)
    recipient = models.CharField("destinataire", max_length=254)
    reply_to = models.EmailField("répondre à", blank=True)
    subject = models.CharField("objet", max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    #: Never holds an address or a text.
    last_error = models.CharField(max_length=300, blank=True)
    #: Given once: a message sent again keeps it, so that mail readers show it once.
    mail_id = models.CharField("Message-ID", max_length=200)
    created_at = models.DateTimeField()
    #: Queued: when to try. Sending: when the try is taken for dead. Empty when nothing is left to do.
    next_try_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "envoi"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "event_id", "notice", "recipient"],
                condition=Q(event_id__isnull=False),
                name="delivery_once_per_event",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "sending"], next_try_at__isnull=False)
                | (Q(state__in=["sent", "failed"]) & Q(next_try_at__isnull=True)),
                name="delivery_pending_has_next_try",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "case", "created_at"], name="delivery_case"),
            models.Index(
                fields=["tenant", "next_try_at"],
                name="delivery_pending",
                condition=Q(state__in=["queued", "sending"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice} → {self.state}"
