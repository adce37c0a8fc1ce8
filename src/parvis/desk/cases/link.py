from datetime import datetime

from django import forms

from parvis.cases.linking import link
from parvis.cases.models import Case
from parvis.cases.states import LinkKind
from parvis.desk.cases.forms import ActForm
from parvis.desk.cases.other_case import ReferenceField, named
from parvis.history.actors import Actor

#: What the agent chooses: the kind, and whether this case is the source.
CHOICES = {
    "related": ("Elles sont liées", LinkKind.RELATED, True),
    "part_of": ("Celle-ci est une partie de l'autre, plus large", LinkKind.PARENT, True),
    "made_of": ("L'autre est une partie de celle-ci", LinkKind.PARENT, False),
}


class LinkForm(ActForm):
    noun, ability = "links", "link"
    adds_only = True
    title, button, icon = "Lier à une autre demande", "Lier", "link"
    done = "Les deux demandes sont liées."
    explanation = "Les collègues passent de l'une à l'autre. La personne ne voit rien de l'autre demande."

    other = ReferenceField()
    how = forms.ChoiceField(
        label="Comment ?",
        widget=forms.RadioSelect,
        initial="related",
        choices=[(code, label) for code, (label, _kind, _out) in CHOICES.items()],
    )

    def prepare(self) -> None:
        self.initial.setdefault("how", "related")

    def clean_other(self) -> Case:
        return named(self.cleaned_data["other"], self.case, self.access)

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        _label, kind, out = CHOICES[self.cleaned_data["how"]]
        source, target = (case, self.cleaned_data["other"]) if out else (self.cleaned_data["other"], case)
        link(source, to=target, kind=kind, by=by, at=at)
