"""The files of a form: new ones are written, refused ones named, and those of the previous try come back."""

from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from parvis.files.models import Attachment
from parvis.files.sniffing import Refused
from parvis.files.storing import Stored, clean_name, discard, record, redeem, too_large, write
from parvis.kit.env import env


@dataclass
class Uploads:
    """``kept`` are on disk without a row; the form carries their tokens until it is accepted.

    ``fresh`` are those among them that this very request wrote: only these may it remove.
    """

    kept: list[Stored] = field(default_factory=list)
    fresh: list[Stored] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def record(self) -> tuple[Attachment, ...]:
        return tuple(record(each) for each in self.kept)

    def discard(self) -> None:
        """Of a second sending of the same form: the files of the first are enough."""
        discard(self.fresh)


def receive_uploads(request: HttpRequest, name: str = "files") -> Uploads:
    """Reads the files ``name``, the tokens ``kept`` and those among them that were crossed out, ``drop``."""
    dropped = set(request.POST.getlist("drop"))
    found = Uploads(redeem(token for token in request.POST.getlist("kept") if token not in dropped))
    found.problems += [str(too_large(each)) for each in getattr(request, "too_large", [])]
    known = {each.sha256 for each in found.kept}
    for upload in request.FILES.getlist(name):
        assert isinstance(upload, UploadedFile)
        if len(found.kept) >= env().max_files:
            label = clean_name(upload.name or "")
            found.problems.append(f"« {label} » n'est pas gardé : {env().max_files} fichiers au plus.")
            continue
        try:
            stored = write(upload)
        except Refused as refused:
            found.problems.append(str(refused))
            continue
        if stored.sha256 in known:  # chosen again after a refused try
            discard([stored])
            continue
        known.add(stored.sha256)
        found.kept.append(stored)
        found.fresh.append(stored)
    return found
