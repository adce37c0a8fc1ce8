"""The catalogue of request types, and the calendars over which delays are counted."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from parvis.organisation.models import Department, Sector
from parvis.tenancy.isolation import TenantForeignKey, TenantModel


class Calendar(TenantModel):
    name = models.CharField("nom", max_length=100)
    hours = models.JSONField(
        "horaires", default=dict, help_text="Par jour, de « 0 » (lundi) à « 6 » : [[début, fin], …]"
    )
    holidays = models.BooleanField("fermé les jours fériés", default=True)
    is_default = models.BooleanField(default=False)

    class Meta:
        verbose_name = "calendrier"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "name"], name="calendar_name_unique"),
            models.UniqueConstraint(
                fields=["tenant"], condition=Q(is_default=True), name="one_default_calendar"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Closure(TenantModel):
    """Days the town closes besides public holidays."""

    calendar = TenantForeignKey(Calendar, related_name="closures", on_delete_row="cascade")
    first_day = models.DateField("premier jour")
    last_day = models.DateField("dernier jour")
    label = models.CharField("motif", max_length=100, blank=True)

    class Meta:
        verbose_name = "fermeture"
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=models.F("first_day")),
                name="closure_ends_after_start",
                violation_error_message="Le dernier jour précède le premier.",
            )
        ]

    def __str__(self) -> str:
        return self.label


class DepartmentCalendar(TenantModel):
    department = TenantForeignKey(Department, related_name="+", on_delete_row="cascade")
    calendar = TenantForeignKey(Calendar, related_name="+", on_delete_row="cascade")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "department"], name="one_calendar_per_department")
        ]

    def __str__(self) -> str:
        return f"{self.department_id}"


class Priority(models.IntegerChoices):
    URGENT = 1, "Urgente"
    HIGH = 2, "Haute"
    NORMAL = 3, "Normale"
    LOW = 4, "Basse"


class Kind(models.TextChoices):
    REPORT = "report", "Signalement"
    REQUEST = "request", "Demande"
    COMPLAINT = "complaint", "Réclamation"
    APPEAL = "appeal", "Recours"
    SUGGESTION = "suggestion", "Suggestion"
    PRAISE = "praise", "Félicitation"
    INFORMATION = "information", "Renseignement"


class RequestType(TenantModel):
    class DelayUnit(models.TextChoices):
        HOURS = "hours", "heures"
        WORKING_DAYS = "working_days", "jours ouvrés"
        MONTHS = "months", "mois"
        NONE = "none", "sans délai"

    class LocationRule(models.TextChoices):
        REQUIRED = "required", "obligatoire"
        OPTIONAL = "optional", "facultative"
        NONE = "none", "sans objet"

    class Identification(models.TextChoices):
        ANONYMOUS = "anonymous", "anonyme possible"
        IDENTIFIED = "identified", "identité déclarée"
        STRONG = "strong", "identité justifiée"

    class Regime(models.TextChoices):
        SILENCE_REJECTION = "silence_rejection", "silence vaut rejet"
        SILENCE_ACCEPTANCE = "silence_acceptance", "silence vaut acceptation"
        SERVICE = "service", "service ou renseignement"
        EXTERNAL = "external", "relève d'un autre organisme"

    code = models.CharField("code", max_length=20)
    label = models.CharField("libellé", max_length=150)
    department = TenantForeignKey(Department, related_name="request_types", verbose_name="service")
    sector = TenantForeignKey(Sector, related_name="+", verbose_name="secteur")
    kind = models.CharField("nature", max_length=12, choices=Kind, default=Kind.REQUEST)
    priority = models.PositiveSmallIntegerField("priorité", choices=Priority, default=Priority.NORMAL)
    delay = models.PositiveIntegerField("délai", default=0)
    delay_unit = models.CharField("unité", max_length=12, choices=DelayUnit, default=DelayUnit.WORKING_DAYS)
    location_rule = models.CharField(
        "localisation", max_length=10, choices=LocationRule, default=LocationRule.OPTIONAL
    )
    on_public_map = models.BooleanField("sur la carte publique", default=False)
    identification = models.CharField(
        "identification", max_length=12, choices=Identification, default=Identification.IDENTIFIED
    )
    regime = models.CharField("régime", max_length=20, choices=Regime, default=Regime.SILENCE_REJECTION)
    silence_months = models.PositiveSmallIntegerField("mois de silence", default=2)
    calendar = TenantForeignKey(
        Calendar, null=True, blank=True, related_name="+", verbose_name="calendrier propre (astreinte)"
    )
    competent_body = models.CharField("organisme compétent", max_length=150, blank=True)
    confidential = models.BooleanField("confidentiel", default=False)
    keywords = ArrayField(
        models.CharField(max_length=80), default=list, blank=True, verbose_name="mots des habitants"
    )
    help_text = models.CharField("aide", max_length=300, blank=True)
    form = models.JSONField("formulaire", default=list, blank=True)
    #: Steps that become tasks (``catalog/checklists.py``), at once or when an agent asks.
    checklist = models.JSONField("étapes", default=list, blank=True)
    checklist_automatic = models.BooleanField("étapes ajoutées dès l'arrivée", default=False)
    on_web = models.BooleanField("proposé en ligne", default=True)
    active = models.BooleanField("actif", default=True)

    class Meta:
        verbose_name = "type de demande"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "code"],
                name="requesttype_code_unique",
                violation_error_message="Un type de demande porte déjà ce code.",
            )
        ]

    def __str__(self) -> str:
        return self.label


class LearnedWord(TenantModel):
    """A word of the residents that led to one type again and again: it proposes that type, it never decides.

    Drawn each night from the past of the open sectors (``intake/learning.py``); nobody's name, and no place.
    """

    request_type = TenantForeignKey(RequestType, related_name="+", on_delete_row="cascade")
    stem = models.CharField("mot", max_length=40)
    #: Requests of this type that hold it, and their share of all those that do, in hundredths.
    cases = models.PositiveIntegerField()
    share = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "mot appris"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "request_type", "stem"], name="learnedword_once_per_type"
            ),
            models.CheckConstraint(
                condition=Q(share__gte=1, share__lte=100), name="learnedword_share_in_hundredths"
            ),
        ]

    def __str__(self) -> str:
        return self.stem
