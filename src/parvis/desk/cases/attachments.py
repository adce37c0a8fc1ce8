"""Files of a case, as the thread shows them."""

from dataclasses import dataclass

from django.urls import reverse

from parvis.cases.models import CaseAttachment


@dataclass(frozen=True)
class File:
    """A file as the thread shows it. ``thumbnail`` is empty for what is not a picture."""

    name: str
    url: str
    thumbnail: str
    size: int
    is_public: bool


def shown(link: CaseAttachment) -> File:
    stored = link.attachment
    url = reverse("files:download", args=[stored.pk])
    return File(
        stored.name, url, f"{url}?vignette=1" if stored.thumbnail_key else "", stored.size, link.is_public
    )
