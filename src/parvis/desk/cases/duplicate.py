"""This case is a duplicate of another one; or others are duplicates of this one, several at once."""

from datetime import datetime

from django import forms
from django.utils.text import Truncator

from parvis.cases.acting import NotPossible, Unclear
from parvis.cases.linking import tying
from parvis.cases.merging import TOLD, mark_duplicate
from parvis.cases.models import Case
from parvis.cases.states import Outcome
from parvis.desk.cases.forms import ActForm, text_field
from parvis.desk.cases.near import MOST, Near, near
from parvis.desk.cases.other_case import ReferenceField, named
from parvis.history.actors import Actor
from parvis.kit import clock
from parvis.replies.drafting import same_text
from parvis.replies.leaving import past_replies
from parvis.replies.models import Draft
from parvis.replies.ruling import rule_for
from parvis.ui.dates import short_day

#: Enough of what the person wrote to know whether it is the same.
EXCERPT = 110


def _said(found: Near, now: datetime) -> str:
    """What tells it apart from the case at hand: what is the same is not said again."""
    one, received = found.case, short_day(found.case.received_at, now)
    when = received if received in ("aujourd'hui", "hier") else f"le {received}"
    label = "" if found.same_type else one.request_type.label
    words = Truncator(" ".join(one.description.split())).chars(EXCERPT)
    parts = (one.reference, label, found.how, f"reçue {when}", f"« {words} »")
    return " · ".join(part for part in parts if part)


def _told_field() -> forms.CharField:
    return text_field(
        "Ce que lira la personne du doublon",
        rows=3,
        missing="Écrivez ce que la personne lira.",
        help_text="N'écrivez rien de l'autre personne : chacun ne voit que sa demande.",
    )


def _mark(one: Case, main: Case, text: str, *, by: Actor, at: datetime, version: int | None = None) -> None:
    """Only the words that everybody knows are said of a duplicate where closures are approved first."""
    rule = rule_for(one, kind=Draft.Kind.CLOSURE, outcome=Outcome.DUPLICATE)
    if rule is not None and text.strip() and not same_text(text, TOLD):
        raise Unclear(
            f"Pour {one.reference}, ce que la personne lit est validé avant de partir ({rule.name}) : "
            f"reprenez la phrase proposée, « {TOLD} »",
            "text",
        )
    with tying(one, main, by=by):  # its locks come first, whatever leaves meanwhile
        version = past_replies(one, version=version, by=by, at=at)
        mark_duplicate(one, of=main, text=text, by=by, at=at, version=version)


class DuplicateForm(ActForm):
    noun, ability = "duplicate", "close"
    title, button, icon = "C'est un doublon d'une autre demande", "Clore comme doublon", "copy"
    done = "La demande est close comme doublon ; sa personne suivra les réponses de l'autre."
    explanation = "Cette demande sera close. Sa personne recevra ici, sans rien voir de l'autre, les réponses qu'on y fera."
    audience = "public"
    fillable = ("other",)

    other = ReferenceField(label="Référence de la demande à suivre")
    text = _told_field()

    def prepare(self) -> None:
        self.initial.setdefault("text", TOLD)
        self.fields["other"].widget.attrs |= {
            "hx-get": self.url,
            "hx-trigger": "input changed delay:300ms",
            "hx-target": "#duplicate-target",
            "hx-select": "#duplicate-target > *",
            "hx-swap": "innerHTML",
        }

    @property
    def target(self) -> Case | None:
        """The case that was named, as soon as it is known: it is seen before this one is closed for it."""
        try:
            return named(str(self["other"].value() or ""), self.case, self.access)
        except forms.ValidationError:
            return None

    def clean_other(self) -> Case:
        return named(self.cleaned_data["other"], self.case, self.access)

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        _mark(case, self.cleaned_data["other"], self.cleaned_data["text"], by=by, at=at, version=version)


class GatheringForm(ActForm):
    noun, ability = "duplicates", "link"
    adds_only = True
    title, button, icon = "Rapprocher les doublons", "Clore les doublons choisis", "git-merge"
    done = "Les doublons sont rattachés : leurs personnes suivront les réponses d'ici."
    explanation = "Chaque doublon sera clos. Sa personne recevra, sur sa propre demande, les réponses que vous ferez à celle-ci."
    audience = "public"

    chosen = forms.MultipleChoiceField(
        label="Demandes ouvertes tout près",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "L'une d'elles n'existe plus : voici ce qui reste."},
    )
    other = ReferenceField(label="Une autre, par sa référence", required=False)
    text = _told_field()

    def prepare(self) -> None:
        self.initial.setdefault("text", TOLD)
        field = self.fields["chosen"]
        assert isinstance(field, forms.MultipleChoiceField)
        found = near(self.case, self.access)
        choices = [(str(one.case.pk), _said(one, clock.now())) for one in found]
        self.candidates = {str(one.case.pk): one.case for one in found} | self._ticked()
        known = {pk for pk, _label in choices}
        gone = [(pk, one.reference) for pk, one in self.candidates.items() if pk not in known]
        field.choices = [*choices, *gone]
        if not field.choices:
            del self.fields["chosen"]

    def _ticked(self) -> dict[str, Case]:
        """Those that were ticked, even if closed meanwhile: the verb says so, and a double click finds its own work."""
        ticked = (
            self.fields["chosen"].widget.value_from_datadict(self.data, None, "chosen")
            if self.is_bound
            else []
        )
        wanted = [int(pk) for pk in (ticked or [])[:MOST] if pk.isdecimal() and len(pk) < 19]
        readable = (
            Case.objects.readable_by(self.access).select_related("sector", "request_type").defer("search")
        )
        return {str(one.pk): one for one in readable.filter(pk__in=wanted)} if wanted else {}

    def clean(self) -> dict[str, object]:
        given: dict[str, object] = super().clean() or {}
        wanted = set(self.cleaned_data.get("chosen") or ())
        cases = [one for pk, one in self.candidates.items() if pk in wanted]
        if other := (self.cleaned_data.get("other") or "").strip():
            try:
                cases.append(named(other, self.case, self.access))
            except forms.ValidationError as unknown:
                self.add_error("other", unknown)
        if not cases and not self.errors:
            self.add_error("other", "Choisissez au moins un doublon, ou écrivez sa référence.")
        self.duplicates = sorted({one.pk: one for one in cases}.values(), key=lambda one: one.pk)
        return given

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        for one in self.duplicates:
            try:
                _mark(one, case, self.cleaned_data["text"], by=by, at=at)
            except NotPossible as refused:
                raise NotPossible(f"{one.reference} : {refused}") from None
