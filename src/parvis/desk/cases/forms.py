"""What every act's form shares: the version it was drawn from, a key that makes it act once, files."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from parvis.cases.abilities import abilities
from parvis.cases.models import Case, Task, TaskStep
from parvis.desk.cases.what_changed import seen_of
from parvis.files.models import Attachment
from parvis.files.sniffing import Refused
from parvis.files.storing import store, too_large
from parvis.history.actors import Actor
from parvis.kit.env import env
from parvis.organisation.access import Access

LONGEST = 50_000


class ActForm(forms.Form):
    """One act on a case. A subclass names it and calls its verb in ``perform``."""

    #: The last part of the address, the ability it needs, and its words.
    noun: ClassVar[str]
    ability: ClassVar[str]
    title: ClassVar[str]
    button: ClassVar[str]
    icon: ClassVar[str] = "check"
    #: Said once it is done; an act may say more of what it did.
    done: str
    #: What the agent should know before: who will read this, what it changes.
    explanation: str = ""
    #: public (to the person), internal (to colleagues) or "" (neither).
    audience: ClassVar[str] = ""
    #: Adds without changing what others see of the case: needs no version.
    adds_only: ClassVar[bool] = False
    #: Begun from a list of tasks, it leads back to it rather than to the case.
    leads_back: ClassVar[bool] = False
    #: Fields that an address may fill in, for whoever comes from the palette.
    fillable: ClassVar[tuple[str, ...]] = ()
    #: Tasks that the act would leave undone: the form shows them.
    open_tasks: Sequence[Task] = ()
    #: Steps of the task that the act would leave unticked: the form shows them.
    open_steps: Sequence[TaskStep] = ()
    #: Cases that are parts of this one, which the act would leave open: the form shows them.
    open_parts: Sequence[Case] = ()
    #: What the agent must know once it is done, besides ``done``.
    remarks: Sequence[str] = ()

    version = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=2_000_000_000
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)
    #: What the form showed of the case, to tell what changed since.
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4000)

    def __init__(self, *args: Any, case: Case, access: Access, **kwargs: Any) -> None:
        self.case = case
        self.access = access
        drawn = {"version": case.version, "key": secrets.token_urlsafe(16), "seen": seen_of(case)}
        kwargs.setdefault("initial", drawn)
        kwargs.setdefault("prefix", None)
        kwargs.setdefault("auto_id", f"{self.noun}-%s")
        super().__init__(*args, **kwargs)
        self.use_required_attribute = True
        self.prepare()

    def prepare(self) -> None:
        """Choices that depend on the case."""

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        raise NotImplementedError  # pragma: no cover - every act has its own

    @classmethod
    def is_possible(cls, case: Case) -> bool:
        """Besides the ability: some acts make no sense in some states."""
        return True

    def is_allowed(self) -> bool:
        return self.ability in abilities(self.access, self.case)

    def fill(self, given: Mapping[str, str]) -> None:
        """What somebody already said, to be read again and sent by them."""
        for name in self.fillable:
            if name in self.fields and (said := given.get(name, "").replace("\x00", "")[:LONGEST]):
                self.initial[name] = said

    @property
    def url(self) -> str:
        """Where the form is sent."""
        return reverse("desk:act", args=[self.case.reference, self.noun])

    @property
    def has_files(self) -> bool:
        return "files" in self.fields

    @property
    def content(self) -> str:
        """What makes two sendings of this form the same."""
        values = {k: v for k, v in self.cleaned_data.items() if k not in ("version", "key", "seen", "files")}
        files = [(f.name, f.size) for f in self.cleaned_data.get("files") or ()]
        return repr((self.noun, sorted((k, str(v)) for k, v in values.items()), files))

    def stored_files(self) -> list[Attachment]:
        return [store(upload) for upload in self.cleaned_data.get("files") or ()]


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Several files in one control."""

    def __init__(self, **kwargs: Any) -> None:
        most = env().max_upload_mb * 1024 * 1024
        attrs = {"multiple": True, "data-photos": "", "data-max-bytes": str(most)}
        kwargs.setdefault("label", "Pièces jointes")
        kwargs.setdefault("required", False)
        super().__init__(widget=FilesInput(attrs=attrs), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        several: Sequence[Any] = data if isinstance(data, (list, tuple)) else [data] if data else []
        if self.required and not several:
            raise forms.ValidationError("Choisissez un fichier.")
        if len(several) > env().max_files:
            raise forms.ValidationError(f"{env().max_files} fichiers au plus à la fois.")
        return [super(FilesField, self).clean(one, initial) for one in several]


def text_field(
    label: str, *, rows: int = 4, help_text: str = "", missing: str = "", **kwargs: Any
) -> forms.CharField:
    """``missing`` is what is said when nothing is written; without it the text may stay empty."""
    widget = forms.Textarea(attrs={"rows": rows})
    errors = {"required": missing}
    return forms.CharField(
        label=label,
        required=bool(missing),
        max_length=LONGEST,
        help_text=help_text,
        widget=widget,
        error_messages=errors,
        **kwargs,
    )


def steps_field() -> forms.CharField:
    return text_field("Étapes", rows=3, help_text="Une par ligne ; chacune se coche à mesure.")


def refused_uploads(request: Any, form: ActForm) -> bool:
    """Files dropped on the way because they were too heavy."""
    names = getattr(request, "too_large", [])
    for name in names:
        form.add_error("files" if form.has_files else None, str(too_large(name)))
    return bool(names)


def files_of(request: Any) -> MultiValueDict[str, UploadedFile]:
    found: MultiValueDict[str, UploadedFile] = request.FILES
    return found


__all__ = [
    "LONGEST",
    "ActForm",
    "FilesField",
    "Refused",
    "files_of",
    "refused_uploads",
    "steps_field",
    "text_field",
]
