"""Ask for one sealed case in an emergency. The page and its answers are the same whatever exists, until the reason is
written and logged."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from parvis.cases.acting import Refused, Unclear
from parvis.cases.emergency import LASTS, SHORTEST, open_in_emergency
from parvis.kit import clock
from parvis.organisation.current import actor, agent_required
from parvis.organisation.screens.refused import not_for_this_role

HOURS = int(LASTS.total_seconds() // 3600)


class EmergencyForm(forms.Form):
    reference = forms.CharField(
        label="Référence de la demande",
        max_length=40,
        error_messages={"required": "Écrivez la référence, par exemple 26-0412."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "26-0412"}),
        help_text="La personne la lit sur son reçu ou dans son courriel.",
    )
    reason = forms.CharField(
        label="Pourquoi devez-vous la lire maintenant ?",
        min_length=SHORTEST,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Dites pourquoi vous devez lire cette demande maintenant.",
            "min_length": "Dites-en un peu plus : cette raison sera lue.",
        },
        help_text="Le danger, qui est devant vous, ce que vous devez savoir.",
    )
    understood = forms.BooleanField(
        label="Je sais que cet accès est enregistré et montré",
        error_messages={"required": "Cochez cette case pour continuer."},
        help_text="Au délégué à la protection des données, au service, et à la personne sur sa page de suivi.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@agent_required
def emergency(request: HttpRequest) -> HttpResponse:
    if not request.access.may_open_in_emergency:  # type: ignore[attr-defined]
        return not_for_this_role(request, "d'ouvrir une demande cloisonnée")
    form = EmergencyForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _drawn(request, form, 200)
    if not form.is_valid():
        return _drawn(request, form, 422)
    given = form.cleaned_data
    try:
        case = open_in_emergency(
            given["reference"], reason=given["reason"], by=actor(request), at=clock.now()
        )
    except Unclear as unclear:
        form.add_error(unclear.field if unclear.field in form.fields else None, str(unclear))
        return _drawn(request, form, 422)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _drawn(request, form, 403)
    if case is None:
        form.add_error(
            "reference", "Aucune demande ne porte cette référence. Votre recherche est enregistrée."
        )
        # Not an answer of refusal, which would take back the line of the log.
        return _drawn(request, form, 200)
    return HttpResponseRedirect(reverse("desk:case", args=[case.reference]))


def _drawn(request: HttpRequest, form: EmergencyForm, status: int) -> HttpResponse:
    context = {"nav_active": "search", "form": form, "hours": HOURS}
    return render(request, "desk/emergency/opening.html", context, status=status)
