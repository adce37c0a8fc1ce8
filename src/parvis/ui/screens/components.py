"""The living page: every component of the design system, drawn by its own tag."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.kit import clock
from parvis.ui import charts, vocabulary
from parvis.ui.charts import Chart, Point, Series

MONTHS = (
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
)


class Sample(forms.Form):
    """One field of each kind."""

    what = forms.CharField(
        label="Que se passe-t-il ?",
        help_text="Quelques mots suffisent.",
        widget=forms.Textarea,
    )
    email = forms.EmailField(
        label="Votre e-mail",
        help_text="Pour vous répondre, rien d'autre.",
        required=False,
    )
    kind = forms.ChoiceField(label="Type de demande", choices=[("", "Choisir"), ("voi", "Nid-de-poule")])
    channel = forms.ChoiceField(
        label="Comment vous répondre ?",
        choices=[
            ("email", "Par e-mail"),
            ("phone", "Par téléphone"),
            ("letter", "Par courrier"),
        ],
        widget=forms.RadioSelect,
    )
    agree = forms.BooleanField(label="Je souhaite suivre ma demande", required=False)


def drawings() -> list[Chart]:
    """One chart of each kind."""
    received = (41, 38, 52, 47, 61, 58, 44, 32, 66, 71, 59, 49)
    services = (
        ("Voirie et éclairage", 64),
        ("Espaces verts", 37),
        ("Propreté", 29),
        ("État civil", 12),
    )
    by_state = [
        Series("Reçues", (12, 9, 14, 11, 8, 10)),
        Series("En cours", (20, 22, 19, 24, 26, 21)),
        Series("En attente", (6, 8, 5, 7, 9, 6)),
    ]
    return [
        charts.bars(
            "Demandes ouvertes par service",
            "La voirie porte près de la moitié des demandes ouvertes.",
            [Point(name, value, "#graphiques") for name, value in services],
            head=("Service", "Demandes"),
        ),
        charts.columns(
            "Demandes reçues par mois",
            "Octobre est le mois le plus chargé : 71 demandes.",
            [Point(month, value, "#graphiques") for month, value in zip(MONTHS, received, strict=True)],
            head=("Mois", "Demandes"),
        ),
        charts.stacked(
            "Demandes ouvertes par état",
            "Le nombre de demandes en attente reste stable.",
            MONTHS[:6],
            by_state,
            head="Mois",
        ),
        charts.lines(
            "Demandes encore ouvertes après un délai",
            "La moitié des demandes sont closes en 12 jours.",
            [f"{day} j" for day in range(0, 63, 3)],
            [
                Series(
                    "Encore ouvertes",
                    [round(100 * 0.945**day) for day in range(0, 63, 3)],
                )
            ],
            head="Délai",
            unit=" %",
            ceiling=100,
            steps=True,
        ),
        charts.lines(
            "Reçues et closes",
            "Les clôtures suivent les arrivées avec un mois de retard.",
            MONTHS,
            [Series("Reçues", received), Series("Closes", (None, *received[:11]))],
            head="Mois",
        ),
    ]


def sample_context() -> dict[str, Any]:
    now = clock.now()
    return {
        "states": vocabulary.STATES,
        "outcomes": vocabulary.OUTCOMES,
        "priorities": vocabulary.PRIORITIES,
        "channels": vocabulary.CHANNELS,
        "form": Sample(),
        "refused_form": Sample({"email": "sans-arobase"}, auto_id="id_refused_%s"),
        "moments": [now - delay for delay in (timedelta(minutes=3), timedelta(hours=2), timedelta(days=1))],
        "old": now - timedelta(days=400),
        "charts": drawings(),
        "facts": {"Téléphone": "02 37 38 84 00", "E-mail": "camille.durand@example.org", "Quartier": "Les Bâtes"},
        "points": {
            "type": "FeatureCollection",
            "features": [{"type": "Feature", "geometry": {"type": "Point", "coordinates": [1.366, 48.736]},
                          "properties": {"label": "D-2471"}}],
        },
    }  # fmt: skip


def living_page(request: HttpRequest) -> HttpResponse:
    """Every component as the desk shows it."""
    sample = {"display_name": "Nadia Belkacem", "role_label": "Guichet"}
    context = sample_context() | {
        "agent": getattr(request, "agent", None) or sample,
        "nav_active": "queue",
    }
    return render(request, "ui/components.html", context)


def portal_page(request: HttpRequest) -> HttpResponse:
    """The components of the portal, in the town's colours."""
    return render(request, "ui/components_portal.html", sample_context())
