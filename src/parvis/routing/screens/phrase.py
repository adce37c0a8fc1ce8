"""« Essayer une phrase »: where these words would go, and why. Sent by POST: what is typed may speak of somebody."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from parvis.cases.states import Channel
from parvis.catalog.catalogue import Catalogue, catalogue
from parvis.catalog.models import RequestType
from parvis.catalog.recognising import match_type
from parvis.kit import clock
from parvis.kit.text import clean_text
from parvis.organisation.models import Agent
from parvis.routing.deciding import Facts, route
from parvis.routing.screens.reading import reads_rules
from parvis.tenancy.configuration import snapshot
from parvis.territory.models import District


class PhraseForm(forms.Form):
    text = forms.CharField(
        label="Ce que la personne écrit ou dit",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Écrivez une phrase, comme un habitant l'écrirait."},
    )
    request_type = forms.ChoiceField(label="Type de demande", required=False)
    district = forms.ChoiceField(label="Quartier", required=False)
    channel = forms.ChoiceField(label="Origine", choices=Channel, initial=Channel.WEB)
    at = forms.DateTimeField(
        label="Reçue le",
        required=False,
        help_text="Vide : maintenant. Sert aux règles d'astreinte.",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
        error_messages={"invalid": "Cette date n'existe pas."},
    )

    def __init__(self, *args: Any, known: Catalogue, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "phrase-%s")
        super().__init__(*args, **kwargs)
        self.districts = {
            str(d.pk): d for d in District.objects.defer("geometry").filter(active=True).order_by("name")
        }
        groups: dict[str, list[tuple[str, str]]] = {}
        for one in sorted(known.types, key=lambda t: t.label):
            groups.setdefault(known.departments[one.department_id].name, []).append((str(one.pk), one.label))
        choices: dict[str, list[Any]] = {
            "request_type": [("", "Celui que Parvis reconnaît"), *sorted(groups.items())],
            "district": [("", "Aucun"), *((pk, d.name) for pk, d in self.districts.items())],
        }
        for name, values in choices.items():
            field: Any = self.fields[name]
            field.choices = values
            field.error_messages["invalid_choice"] = "Ce choix n'existe pas ici."

    def clean_at(self) -> datetime | None:
        """Calendars of holidays do not go further."""
        found: datetime | None = self.cleaned_data["at"]
        if found is not None and not 1971 <= found.year <= 2098:
            raise forms.ValidationError("Les dates vont de 1971 à 2098.")
        return found


@reads_rules
@require_http_methods(["GET", "HEAD", "POST"])
def phrase(request: HttpRequest) -> HttpResponse:
    """Writes nothing."""
    kept = snapshot()
    known = catalogue(kept)
    context: dict[str, Any] = {"nav_active": "administration"}
    if request.method != "POST":
        return render(request, "routing/phrase.html", context | {"form": PhraseForm(known=known)})
    form = PhraseForm(request.POST, known=known)
    context["form"] = form
    if not form.is_valid():
        return render(request, "routing/phrase.html", context, status=422)
    given = form.cleaned_data
    text = clean_text(given["text"])
    request_type, recognised = _type_of(given["request_type"], text, known)
    if request_type is None:
        form.add_error("request_type", "Parvis ne reconnaît aucun type dans ces mots : choisissez-en un.")
        return render(request, "routing/phrase.html", context, status=422)
    district = form.districts.get(given["district"])
    at = given["at"] or clock.now()
    zone = ZoneInfo(request.tenant.time_zone)  # type: ignore[attr-defined]
    at = at if at.tzinfo else at.replace(tzinfo=zone)
    facts = Facts(
        request_type,
        given["channel"],
        text,
        at,
        district.pk if district else None,
        unrecognised=not recognised,
    )
    decision = route(facts, kept)
    context |= {
        "decision": decision,
        "request_type": request_type,
        "guessed": not given["request_type"],
        "recognised": recognised,
        "agent_charged": Agent.objects.filter(pk=decision.agent_id).first() if decision.agent_id else None,
    }
    return render(request, "routing/phrase.html", context)


def _type_of(chosen: str, text: str, known: Catalogue) -> tuple[RequestType | None, bool]:
    """As at the door: the type chosen, else the one the words designate, else « autre demande »."""
    if chosen:
        return known.by_id[int(chosen)], True
    found = match_type(text, known.types)
    return (known.by_code[found[0][0]], True) if found else (known.other, False)
