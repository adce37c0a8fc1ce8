"""Persons (usagers) and their contact points. Each keeps the sectors it is known through."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from parvis.kit.names import sort_name
from parvis.tenancy.isolation import TenantForeignKey, TenantManager, TenantModel, TenantQuerySet


class PersonQuerySet(TenantQuerySet["Person"]):
    def known_in(self, sectors: "frozenset[int] | set[int] | list[int]") -> "PersonQuerySet":
        """Persons known through at least one of these sectors; others do not exist for the reader."""
        return self.filter(sectors__overlap=list(sectors))


class Person(TenantModel):
    class Kind(models.TextChoices):
        NATURAL = "natural", "Particulier"
        LEGAL = "legal", "Organisme"

    kind = models.CharField("nature", max_length=10, choices=Kind, default=Kind.NATURAL)
    title = models.CharField("civilité", max_length=20, blank=True)
    given_names = models.CharField("prénoms", max_length=150, blank=True)
    birth_name = models.CharField("nom de famille", max_length=150, blank=True)
    usage_name = models.CharField("nom d'usage", max_length=150, blank=True)
    usage_name_opt_in = models.BooleanField("souhaite être appelé par son nom d'usage", default=False)
    organisation_name = models.CharField("raison sociale", max_length=200, blank=True)
    registration = models.CharField("SIRET ou RNA", max_length=20, blank=True)
    sort_name = models.CharField(max_length=400, db_collation="C")
    sectors = ArrayField(models.BigIntegerField(), default=list)
    no_electronic = models.BooleanField("refuse la voie électronique", default=False)
    created_at = models.DateTimeField()
    batch_id = models.BigIntegerField(null=True)

    objects: ClassVar[Any] = TenantManager.from_queryset(PersonQuerySet)()

    class Meta:
        verbose_name = "usager"
        indexes = [
            models.Index(fields=["tenant", "sort_name", "id"], name="person_sort_name"),
            models.Index(
                fields=["tenant", "batch_id", "id"], name="person_batch", condition=Q(batch_id__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        if self.kind == self.Kind.LEGAL:
            return self.organisation_name
        family = self.usage_name if self.usage_name and self.usage_name_opt_in else self.birth_name
        return " ".join(part for part in (self.given_names, family) if part) or "Sans nom"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_name = self.computed_sort_name()
        super().save(*args, **kwargs)

    def computed_sort_name(self) -> str:
        if self.kind == self.Kind.LEGAL:
            return sort_name_of(self.organisation_name)
        return sort_name_of(self.birth_name, self.usage_name, self.given_names)


def sort_name_of(*names: str) -> str:
    """Under which a person of these names is ordered and searched."""
    return sort_name(" ".join(dict.fromkeys(name for name in names if name)))[:400]


class ContactPoint(TenantModel):
    class Kind(models.TextChoices):
        EMAIL = "email", "Courriel"
        PHONE = "phone", "Téléphone"
        POSTAL = "postal", "Adresse"

    person = TenantForeignKey(Person, related_name="contact_points", on_delete_row="cascade")
    kind = models.CharField(max_length=10, choices=Kind)
    value = models.CharField("valeur", max_length=300, help_text="Normalisée : minuscules, E.164.")
    display = models.CharField("telle que donnée", max_length=300, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    sectors = ArrayField(models.BigIntegerField(), default=list)
    created_at = models.DateTimeField()
    #: The import that brought it; its person may have been here before.
    batch_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = "coordonnée"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "person", "kind", "value"], name="contactpoint_unique"),
            models.CheckConstraint(
                condition=~Q(value=""),
                name="contactpoint_not_empty",
                violation_error_message="Coordonnée vide.",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "kind", "value"], name="contactpoint_value"),
            models.Index(
                fields=["tenant", "batch_id", "id"],
                name="contactpoint_batch",
                condition=Q(batch_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.display or self.value
