"""What a person thinks of how their request was treated."""

from django.db import models
from django.db.models import Q

from parvis.cases.models import Case
from parvis.cases.states import Channel
from parvis.tenancy.isolation import TenantForeignKey, TenantModel


class Score(models.IntegerChoices):
    """« Votre demande a-t-elle été bien traitée ? »"""

    NOT_AT_ALL = 1, "Pas du tout"
    RATHER_NOT = 2, "Plutôt non"
    IN_BETWEEN = 3, "Moyennement"
    RATHER = 4, "Plutôt oui"
    FULLY = 5, "Tout à fait"


class Rating(TenantModel):
    """One answer per case, that of its last closure. The comment lives here alone, so that it can be corrected or erased."""

    case = TenantForeignKey(Case, related_name="ratings", on_delete_row="cascade")
    score = models.PositiveSmallIntegerField("note", choices=Score)
    comment = models.TextField("commentaire", blank=True)
    channel = models.CharField("canal", max_length=10, choices=Channel)
    #: When it was first given for this closure, and when it was last corrected.
    first_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = "évaluation"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "case"],
                name="rating_case_unique",
                violation_error_message="Cette demande est déjà évaluée.",
            ),
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=5), name="rating_score_known"),
            models.CheckConstraint(condition=Q(at__gte=models.F("first_at")), name="rating_in_order"),
        ]
        indexes = [models.Index(fields=["tenant", "at"], name="rating_day", include=["case", "score"])]

    def __str__(self) -> str:
        return self.get_score_display()
