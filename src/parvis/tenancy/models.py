"""Collectivities (the tenants) and the host names they answer on. Platform tables: read before a tenant is known."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Collectivity(models.Model):
    class Kind(models.TextChoices):
        COMMUNE = "commune", "Commune"
        CCAS = "ccas", "CCAS"
        EPCI = "epci", "EPCI"

    slug = models.SlugField("identifiant", max_length=50, unique=True)
    kind = models.CharField("nature", max_length=10, choices=Kind, default=Kind.COMMUNE)
    name = models.CharField("nom", max_length=200)
    insee = models.CharField("code INSEE", max_length=5, blank=True)
    siren = models.CharField("SIREN", max_length=9, blank=True)
    postcodes = ArrayField(
        models.CharField(max_length=5), default=list, blank=True, verbose_name="codes postaux"
    )
    population = models.PositiveIntegerField("population", null=True, blank=True)
    time_zone = models.CharField("fuseau horaire", max_length=50, default="Europe/Paris")
    holiday_zone = models.CharField("zone de jours fériés", max_length=40, blank=True)
    address = models.TextField("adresse postale", blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    accent = models.CharField("couleur", max_length=7, default="#0b5d66")
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "collectivité"
        constraints = [
            models.CheckConstraint(
                condition=Q(accent__regex=r"^#[0-9a-f]{6}$"),
                name="collectivity_accent_is_hex",
                violation_error_message="La couleur s'écrit comme #0b5d66.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class HostName(models.Model):
    name = models.CharField("nom d'hôte", max_length=253, unique=True)
    collectivity = models.ForeignKey(Collectivity, on_delete=models.PROTECT, related_name="host_names")
    is_main = models.BooleanField("principal", default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(name__regex=r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$"),
                name="hostname_is_lowercase",
                violation_error_message="Un nom d'hôte s'écrit en minuscules, sans port.",
            ),
            models.UniqueConstraint(
                fields=["collectivity"], condition=Q(is_main=True), name="one_main_hostname_per_collectivity"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Departure(models.Model):
    """What is left of a town that was removed: which, when, how many rows. Nothing of anybody. The owner's alone."""

    former_id = models.BigIntegerField(unique=True)
    slug = models.SlugField(max_length=50)
    name = models.CharField("nom", max_length=200)
    insee = models.CharField("code INSEE", max_length=5, blank=True)
    siren = models.CharField("SIREN", max_length=9, blank=True)
    #: How many rows went, by table.
    rows = models.JSONField(default=dict)
    at = models.DateTimeField()
    #: Empty as long as files may be left.
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "départ"

    def __str__(self) -> str:
        return f"{self.name} ({self.at:%d/%m/%Y})"


from parvis.tenancy.configuration import ConfigurationStamp as ConfigurationStamp  # noqa: E402
