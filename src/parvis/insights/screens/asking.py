"""The form of filters above a dashboard; what it sends is read by ``insights/filters.py``."""

from typing import Any

from django import forms

from parvis.cases.states import Channel
from parvis.insights import periods
from parvis.insights.ground import Ground
from parvis.insights.selection import NONE
from parvis.ui import vocabulary


class FilterForm(forms.Form):
    period = forms.ChoiceField(label="Période", required=False)
    department = forms.ChoiceField(label="Service", required=False)
    type = forms.ChoiceField(label="Type de demande", required=False)
    district = forms.ChoiceField(label="Quartier", required=False)
    channel = forms.ChoiceField(label="Canal", required=False)

    def __init__(self, ground: Ground, default_period: str) -> None:
        asked = ground.filters
        super().__init__(initial=asked.parameters())
        self.days = {
            "from": asked.period.first.isoformat() if asked.period else "",
            "to": asked.period.last.isoformat() if asked.period else "",
        }
        anytime = [] if default_period else [("", "Toutes les dates")]
        town, access = ground.town, ground.access
        choices: dict[str, list[tuple[str, str]]] = {
            "period": anytime + list(periods.CHOICES.items()),
            "department": [("", "Tous"), *((d.code, d.name) for d in town.departments(access))],
            "type": [("", "Tous"), *((t.code, t.label) for t in town.types(access))],
            "district": [
                ("", "Tous"),
                *((d.code, d.name) for d in town.districts.values()),
                (NONE, "Sans quartier"),
            ],
            "channel": [("", "Tous"), *((c, str(vocabulary.CHANNELS[c].label)) for c in Channel.values)],
        }
        for name, values in choices.items():
            field: Any = self.fields[name]
            field.choices = values
        if not default_period:
            self.fields["period"].label = "Reçues"


def chosen(ground: Ground) -> list[tuple[str, str]]:
    """The filters in words, as printed: (« Période », « du 24 octobre au 22 novembre 2026 »)."""
    asked, town = ground.filters, ground.town
    departments = {d.code: d.name for d in town.departments(ground.access)}
    types = {t.code: t.label for t in town.types(ground.access)}
    districts = {NONE: "sans quartier", **{d.code: d.name for d in town.districts.values()}}
    pairs = [
        ("Période", asked.period.sentence if asked.period else ""),
        ("Service", departments.get(asked.department, "")),
        ("Type", types.get(asked.type, "")),
        ("Quartier", districts.get(asked.district, "")),
        ("Canal", str(vocabulary.CHANNELS[asked.channel].label) if asked.channel else ""),
    ]
    return [(name, value) for name, value in pairs if value]
