"""What an agent wants to be told, how, and when: « Mes préférences »."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from parvis.kit import clock
from parvis.notifications.colleagues.models import AgentPreference, Level, Reason, Rhythm
from parvis.notifications.colleagues.preferences import (
    DEFAULTS,
    Preferences,
    preferences_of,
    save_preferences,
    town_calendar,
)
from parvis.organisation.current import agent_required
from parvis.organisation.jobs import mail_leaves

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
HOURS = tuple(range(6, 13))


class PreferencesForm(forms.Form):
    """One choice a reason, then the digest."""

    rhythm = forms.ChoiceField(label="Le résumé m'arrive", choices=Rhythm.choices)
    hour = forms.TypedChoiceField(
        label="À partir de", choices=[(hour, f"{hour} h") for hour in HOURS], coerce=int
    )
    weekdays = forms.TypedMultipleChoiceField(
        label="Les jours",
        choices=list(enumerate(DAYS)),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    holidays_too = forms.BooleanField(label="Aussi les jours fériés et de fermeture", required=False)
    follows_by_itself = forms.BooleanField(
        label="Suivre d'office ce que je prends, ce que j'annote et ce où l'on me mentionne", required=False
    )

    def __init__(self, *args: Any, preferences: Preferences, **kwargs: Any) -> None:
        chosen = preferences.chosen
        kwargs["initial"] = {
            "rhythm": chosen.rhythm,
            "hour": chosen.hour,
            "weekdays": chosen.weekdays,
            "holidays_too": chosen.holidays_too,
            "follows_by_itself": chosen.follows_by_itself,
        } | {f"level_{reason}": preferences.level(reason) for reason in Reason.values}
        super().__init__(*args, **kwargs)
        for reason, label in Reason.choices:
            self.fields[f"level_{reason}"] = forms.ChoiceField(label=label, choices=Level.choices)

    @property
    def reasons(self) -> list[Any]:
        return [self[f"level_{reason}"] for reason in Reason.values]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        wanted = any(given.get(f"level_{reason}") == Level.DIGEST for reason in Reason.values)
        if wanted and given.get("rhythm") != Rhythm.NEVER and not given.get("weekdays"):
            self.add_error("weekdays", "Choisissez au moins un jour, ou « Jamais » pour le résumé.")
        return given

    def chosen(self) -> AgentPreference:
        given = self.cleaned_data
        levels = {reason: given[f"level_{reason}"] for reason in Reason.values}
        return AgentPreference(
            levels={reason: level for reason, level in levels.items() if level != DEFAULTS[reason]},
            rhythm=given["rhythm"],
            hour=given["hour"],
            weekdays=given["weekdays"],
            holidays_too=given["holidays_too"],
            follows_by_itself=given["follows_by_itself"],
        )


@require_http_methods(["GET", "HEAD", "POST"])
@agent_required
def preferences(request: HttpRequest) -> HttpResponse:
    agent = request.agent  # type: ignore[attr-defined]
    known = preferences_of([agent.pk])[agent.pk]
    now = clock.now()
    if request.method == "POST":
        form = PreferencesForm(request.POST, preferences=known)
        if form.is_valid():
            save_preferences(form.chosen(), agent, at=now)
            messages.success(request, "Vos préférences sont enregistrées.")
            return HttpResponseRedirect(reverse("desk:preferences"))
        return render(request, "desk/notices/preferences.html", _context(request, form, known), status=422)
    form = PreferencesForm(preferences=known)
    return render(request, "desk/notices/preferences.html", _context(request, form, known))


def _context(request: HttpRequest, form: PreferencesForm, known: Preferences) -> dict[str, Any]:
    return {
        "form": form,
        "nav_active": "preferences",
        "address": request.agent.account.email,  # type: ignore[attr-defined]
        "next_digest": known.next_digest(clock.now(), town_calendar()),
        "mail_leaves": mail_leaves(),
    }
