"""Attachments: what was received, re-encoded when it is an image, kept under an unguessable name."""

from django.db import models

from parvis.tenancy.isolation import TenantModel


class Attachment(TenantModel):
    key = models.CharField("chemin", max_length=200)
    thumbnail_key = models.CharField("chemin de la vignette", max_length=200, blank=True)
    name = models.CharField("nom du fichier", max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField("taille (octets)")
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "pièce jointe"
        constraints = [models.UniqueConstraint(fields=["tenant", "key"], name="attachment_key_unique")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        return self.content_type.startswith("image/")
