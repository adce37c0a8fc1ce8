"""Districts: polygons of the territory, deduced from the point of a case."""

from django.db import models

from parvis.tenancy.isolation import TenantModel


class District(TenantModel):
    code = models.CharField("code", max_length=40)
    name = models.CharField("nom", max_length=120)
    geometry = models.JSONField("contour (GeoJSON)", null=True, blank=True)
    population = models.PositiveIntegerField(null=True, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        verbose_name = "quartier"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "code"],
                name="district_code_unique",
                violation_error_message="Un quartier porte déjà ce code.",
            )
        ]

    def __str__(self) -> str:
        return self.name
