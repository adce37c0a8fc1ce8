"""The form of a rule: every condition of the model, where the case goes, and the rule's place among the others."""

import secrets
from collections.abc import Sequence
from typing import Any

from django import forms

from parvis.cases.states import Channel
from parvis.catalog.catalogue import Catalogue, catalogue
from parvis.catalog.models import Calendar
from parvis.kit.text import clean_text
from parvis.organisation.access import ACTING_ROLES
from parvis.organisation.models import Agent, Role
from parvis.routing.deciding import folded
from parvis.routing.models import Rule
from parvis.routing.ordering import copied
from parvis.routing.wording import condition
from parvis.tenancy.configuration import Snapshot
from parvis.territory.models import District

MOST_WORDS, LONGEST_WORD = 40, 80
FIRST = "0"
#: What describes a rule, in the address of a trial as in the form.
NAMES = (
    "name", "request_type", "sector", "district", "channel", "words", "when", "calendar", "department", "agent", "rank",
)  # fmt: skip


class RuleForm(forms.Form):
    request_type = forms.ChoiceField(label="Type de demande", required=False)
    sector = forms.ChoiceField(label="Secteur", required=False)
    district = forms.ChoiceField(label="Quartier", required=False)
    channel = forms.ChoiceField(label="Origine", required=False)
    words = forms.CharField(
        label="Le texte contient l'un de ces mots",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Un mot ou une expression par ligne, ou séparés par des virgules. Accents, majuscules et pluriel en « s » "
        "ne comptent pas.",
    )
    when = forms.ChoiceField(label="Moment", required=False)
    calendar = forms.ChoiceField(
        label="Horaires",
        required=False,
        help_text="Sert quand le moment est choisi. Vide : les horaires du service qui reçoit.",
    )
    department = forms.ChoiceField(
        label="La demande va à", error_messages={"required": "Choisissez le service qui reçoit ces demandes."}
    )
    agent = forms.ChoiceField(label="Et y est confiée à", required=False)
    rank = forms.ChoiceField(
        label="Place de la règle",
        required=False,
        help_text="La première règle qui convient l'emporte : placez les cas particuliers avant les cas généraux.",
    )
    name = forms.CharField(
        label="Nom de la règle",
        required=False,
        max_length=150,
        help_text="Vos collègues le lisent sous « Pourquoi ce service ? ». Vide : Parvis reprend les conditions.",
    )
    version = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)

    def __init__(
        self,
        *args: Any,
        rules: Sequence[Rule],
        snapshot: Snapshot,
        version: str,
        rule: Rule | None = None,
        **kwargs: Any,
    ) -> None:
        self.rule, self.rules = rule, list(rules)
        self.known: Catalogue = catalogue(snapshot)
        initial = {"version": version, "key": secrets.token_urlsafe(16)} | (
            values_of(rule, rules) if rule else {}
        )
        kwargs["initial"] = initial | dict(kwargs.get("initial") or {})
        kwargs.setdefault("auto_id", "rule-%s")
        super().__init__(*args, **kwargs)
        self.districts = {str(d.pk): d for d in District.objects.defer("geometry").order_by("name")}
        self.calendars = {str(c.pk): c for c in Calendar.objects.order_by("name")}
        self.agents = {str(a.pk): a for a in self._agents()}
        self._choices()

    def _agents(self) -> list[Agent]:
        roles = (*ACTING_ROLES, Role.FIELD)
        found = Agent.objects.filter(active=True, memberships__role__in=roles).order_by("sort_name", "pk")
        return list(found.distinct())

    def _choices(self) -> None:
        known, rule = self.known, self.rule
        groups: dict[str, list[tuple[str, str]]] = {}
        for one in sorted(known.by_id.values(), key=lambda t: t.label):
            if one.active or (rule is not None and rule.request_type_id == one.pk):
                groups.setdefault(known.departments[one.department_id].name, []).append(
                    (str(one.pk), one.label)
                )
        departments = [
            (str(d.pk), d.name if d.active else f"{d.name} (service fermé)")
            for d in sorted(known.departments.values(), key=lambda d: d.name)
            if d.active or (rule is not None and rule.department_id == d.pk)
        ]
        others = [r for r in self.rules if rule is None or r.pk != rule.pk]
        choices: dict[str, list[Any]] = {
            "request_type": [("", "N'importe lequel"), *sorted(groups.items())],
            "sector": [("", "N'importe lequel"), *((str(s.pk), s.name) for s in known.sectors.values())],
            "district": [("", "N'importe lequel"), *((pk, d.name) for pk, d in self.districts.items())],
            "channel": [("", "N'importe laquelle"), *Channel.choices],
            "when": [
                (Rule.When.ALWAYS, "À toute heure"),
                (Rule.When.OPEN, "Pendant les heures d'ouverture"),
                (Rule.When.CLOSED, "En dehors des heures d'ouverture"),
            ],
            "calendar": [("", "Ceux du service"), *((pk, c.name) for pk, c in self.calendars.items())],
            "department": [("", "Choisir…"), *departments],
            "agent": [
                ("", "Personne : le service la prend"),
                *((pk, a.display_name) for pk, a in self.agents.items()),
            ],
            "rank": [
                (FIRST, "En premier"),
                *((str(n), f"{n + 1}. Après « {r.name} »") for n, r in enumerate(others, 1)),
            ],
        }
        for name, values in choices.items():
            field: Any = self.fields[name]
            field.choices = values
            field.error_messages["invalid_choice"] = "Ce choix n'existe pas ici."
        if rule is None:
            self.initial.setdefault("rank", str(len(others)))
        self.fields["request_type"].widget.attrs["data-filterable"] = "Chercher un type"

    def clean_words(self) -> list[str]:
        text = clean_text(self.cleaned_data["words"])
        found = list(dict.fromkeys(w.strip() for w in text.replace("\n", ",").split(",") if w.strip()))
        if len(found) > MOST_WORDS:
            raise forms.ValidationError(f"{MOST_WORDS} mots au plus : faites deux règles.")
        for word in found:
            if len(word) > LONGEST_WORD:
                raise forms.ValidationError(
                    f"« {word[:30]}… » est trop long : {LONGEST_WORD} caractères au plus."
                )
            if not folded(word):
                raise forms.ValidationError(f"« {word} » n'a ni lettre ni chiffre.")
        return found

    def clean_name(self) -> str:
        return clean_text(self.cleaned_data["name"]).strip()

    def clean_department(self) -> Any:
        chosen = self.known.departments[int(self.cleaned_data["department"])]
        if not chosen.active:
            raise forms.ValidationError("Ce service n'est plus en activité : choisissez-en un autre.")
        return chosen

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        conditions = ("request_type", "sector", "district", "channel", "words")
        if (
            not self.errors
            and not any(data.get(c) for c in conditions)
            and data.get("when") in ("", "always")
        ):
            raise forms.ValidationError(
                "Sans condition, cette règle prendrait toutes les demandes : donnez-en une."
            )
        department, agent = data.get("department"), self.agents.get(data.get("agent") or "")
        if department and agent and not agent.memberships.filter(department_id=department.pk).exists():
            self.add_error("agent", f"{agent.display_name} ne travaille pas dans ce service.")
        return data

    def proposed(self) -> Rule:
        """The rule as the form says it, not saved; what the form does not show stays."""
        data = self.cleaned_data
        rule = copied(self.rule) if self.rule else Rule()
        rule.request_type = self.known.by_id[int(data["request_type"])] if data["request_type"] else None
        rule.sector = self.known.sectors[int(data["sector"])] if data["sector"] else None
        rule.district = self.districts.get(data["district"])
        rule.channel = data["channel"]
        rule.words = data["words"]
        rule.when = data["when"] or Rule.When.ALWAYS
        rule.calendar = self.calendars.get(data["calendar"])
        rule.department = data["department"]
        rule.agent = self.agents.get(data["agent"])
        rule.name = data["name"] or _name(rule)
        return rule

    @property
    def chosen_rank(self) -> int | None:
        return int(self.cleaned_data["rank"]) if self.cleaned_data["rank"] else None

    def parameters(self) -> dict[str, str]:
        """For the address of a trial: what was typed, once it was found right."""
        data = self.cleaned_data
        found = {name: str(data[name] or "") for name in NAMES if name not in ("words", "department")}
        found |= {"words": ", ".join(data["words"]), "department": str(data["department"].pk)}
        return {name: value for name, value in found.items() if value}


def _name(rule: Rule) -> str:
    said = condition(rule).removeprefix("Si ").removesuffix(", alors")
    said = said[:1].upper() + said[1:]
    return said if len(said) <= 150 else said[:149].rstrip() + "…"


def values_of(rule: Rule, rules: Sequence[Rule]) -> dict[str, str]:
    """The rule as the form shows it."""
    return {
        "name": rule.name,
        "request_type": str(rule.request_type_id or ""),
        "sector": str(rule.sector_id or ""),
        "district": str(rule.district_id or ""),
        "channel": rule.channel,
        "words": "\n".join(rule.words),
        "when": rule.when,
        "calendar": str(rule.calendar_id or ""),
        "department": str(rule.department_id),
        "agent": str(rule.agent_id or ""),
        "rank": str(next((n for n, r in enumerate(rules) if r.pk == rule.pk), 0)),
    }
