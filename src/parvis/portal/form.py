"""The form of a request type: what happened, where, the type's own questions, who."""

from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parvis.catalog.models import RequestType
from parvis.intake.channels.web import identity_of
from parvis.intake.submission import LONGEST_DESCRIPTION, Rejected

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)
LONGEST = {"text": 300, "longtext": 5000}
QUESTION = "question_"
#: What says who asks: none of it goes with « anonymous », and nobody but the person knows which one is meant.
IDENTITY = ("given_names", "family_name", "email", "phone", "organisation_name", "registration")
#: Up to so many choices are shown as buttons, more as a list.
SHOWN = 6


class RequestForm(forms.Form):
    description = forms.CharField(
        label=_("Votre demande"),
        max_length=LONGEST_DESCRIPTION,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Décrivez votre demande en quelques mots.")},
    )
    address = forms.CharField(label=_("Où est-ce ?"), max_length=300, required=False)
    latitude = forms.CharField(required=False, widget=forms.HiddenInput)
    longitude = forms.CharField(required=False, widget=forms.HiddenInput)
    anonymous = forms.BooleanField(
        label=_("Je préfère rester anonyme"),
        help_text=_("Laissez alors le reste vide : vous suivrez votre demande par un lien privé."),
        required=False,
    )
    given_names = forms.CharField(label=_("Prénom"), max_length=150, required=False)
    family_name = forms.CharField(label=_("Nom"), max_length=150, required=False)
    email = forms.CharField(label=_("E-mail"), max_length=254, required=False)
    phone = forms.CharField(label=_("Téléphone"), max_length=60, required=False)
    organisation_name = forms.CharField(
        label=_("Nom de l'entreprise ou de l'association"), max_length=200, required=False
    )
    registration = forms.CharField(
        label=_("Numéro SIRET ou RNA"),
        help_text=_("SIRET : 14 chiffres. RNA : W suivi de 9 chiffres."),
        max_length=30,
        required=False,
    )
    website = forms.CharField(label=_("Ne remplissez pas ce champ"), required=False, max_length=200)
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(
        self, request_type: RequestType, data: Any = None, *, has_files: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.request_type = request_type
        self.has_files = has_files
        self.fields["description"].help_text = request_type.help_text
        self._place()
        self._who()
        for question in self.questions:
            self.fields[QUESTION + question["code"]] = _field(question)

    @property
    def questions(self) -> list[dict[str, Any]]:
        """The type's own questions; files are asked for once, for all."""
        return [row for row in self.request_type.form if row["kind"] != "photo"]

    @property
    def question_fields(self) -> list[forms.BoundField]:
        return [self[QUESTION + row["code"]] for row in self.questions]

    @property
    def wanted_files(self) -> list[str]:
        """What the type asks to join, apart from plain photos."""
        return [
            row["label"]
            for row in self.request_type.form
            if row["kind"] == "photo" and row["label"] != "Photo"
        ]

    @property
    def files_required(self) -> bool:
        return any(row["kind"] == "photo" and row.get("required") for row in self.request_type.form)

    @property
    def with_place(self) -> bool:
        return "address" in self.fields

    @property
    def may_be_anonymous(self) -> bool:
        return "anonymous" in self.fields

    def _place(self) -> None:
        if self.request_type.location_rule == RequestType.LocationRule.NONE:
            for name in ("address", "latitude", "longitude"):
                del self.fields[name]
            return
        self.fields["address"].help_text = _("Une adresse, un croisement, un lieu connu.")
        self.fields["address"].widget.attrs.update(
            {
                "data-address-search": reverse("portal:addresses"),
                "data-lat": "id_latitude",
                "data-lon": "id_longitude",
                "autocomplete": "off",
            }
        )

    def _who(self) -> None:
        if self.request_type.identification != RequestType.Identification.ANONYMOUS:
            del self.fields["anonymous"]
            self.fields["email"].help_text = _(
                "Pour vous répondre. E-mail ou téléphone : l'un des deux suffit."
            )
        else:
            self.fields["email"].help_text = _("Pour vous tenir au courant.")
        marks = {
            "given_names": {"autocomplete": "given-name"},
            "family_name": {"autocomplete": "family-name"},
            "email": {"autocomplete": "email", "inputmode": "email", "spellcheck": "false"},
            "phone": {"autocomplete": "tel", "inputmode": "tel"},
            "organisation_name": {"autocomplete": "organization"},
            "registration": {"autocomplete": "off", "spellcheck": "false"},
            "website": {"autocomplete": "off", "tabindex": "-1"},
        }
        for name, attrs in marks.items():
            self.fields[name].widget.attrs.update(attrs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("website"):
            self.add_error("website", _("Laissez ce champ vide, puis renvoyez : rien n'est perdu."))
        self._check_place(cleaned)
        self._check_person(cleaned)
        return cleaned

    def _check_place(self, cleaned: dict[str, Any]) -> None:
        required = self.request_type.location_rule == RequestType.LocationRule.REQUIRED
        placed = cleaned.get("address") or (cleaned.get("latitude") and cleaned.get("longitude"))
        if required and not placed and "address" not in self.errors:
            self.add_error("address", _("Dites où c'est : une adresse ou un lieu connu."))

    def _check_person(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("anonymous"):
            if any(cleaned.get(name) for name in IDENTITY):
                self.add_error(
                    "anonymous",
                    _("Anonyme ou pas ? Décochez cette case, ou effacez votre nom et vos coordonnées."),
                )
            return
        try:
            identity_of(cleaned)
        except Rejected as rejected:
            for name, problem in rejected.problems.items():
                self.add_error(name, problem)
        if self.may_be_anonymous:  # saying nothing is being anonymous
            return
        if (
            not (cleaned.get("family_name") or cleaned.get("organisation_name"))
            and "family_name" not in self.errors
        ):
            self.add_error("family_name", _("Indiquez votre nom."))
        if not (cleaned.get("email") or cleaned.get("phone")) and "email" not in self.errors:
            self.add_error(
                "email", _("Indiquez un e-mail ou un téléphone, pour que nous puissions vous répondre.")
            )

    def answers(self) -> dict[str, Any]:
        """As stored on the case: {code: value}, without what was left empty."""
        found = {row["code"]: self.cleaned_data.get(QUESTION + row["code"]) for row in self.questions}
        return {code: _stored(value) for code, value in found.items() if value not in (None, "")}


def _stored(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, bool | int | str) else str(value)


def _plausible(day: date) -> None:
    if not EARLIEST <= day <= LATEST:
        raise forms.ValidationError(_("Vérifiez l'année de cette date."))


def _yes_no(value: str) -> bool | None:
    return {"oui": True, "non": False}.get(value)


def _field(question: dict[str, Any]) -> forms.Field:
    common: dict[str, Any] = {"label": question["label"], "required": bool(question.get("required"))}
    kind = question["kind"]
    if kind == "choice":
        choices = [(choice, choice) for choice in question.get("choices", ())]
        if len(choices) <= SHOWN:
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
        return forms.ChoiceField(choices=[("", _("Choisir")), *choices], **common)
    if kind == "bool":
        return forms.TypedChoiceField(
            choices=[("oui", _("Oui")), ("non", _("Non"))],
            coerce=_yes_no,
            empty_value=None,
            widget=forms.RadioSelect,
            **common,
        )
    if kind == "date":
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        return forms.DateField(widget=widget, validators=[_plausible], **common)
    if kind == "number":
        return forms.DecimalField(
            max_digits=12,
            decimal_places=2,
            localize=True,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            **common,
        )
    widget_class = forms.Textarea if kind == "longtext" else forms.TextInput
    return forms.CharField(max_length=LONGEST.get(kind, 300), widget=widget_class, **common)
