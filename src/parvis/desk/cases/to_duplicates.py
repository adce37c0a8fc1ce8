"""The box that sends a public text to the persons of the duplicates too; absent when there is none."""

from django import forms

from parvis.desk.cases.forms import ActForm
from parvis.desk.cases.ties import ties_of


class ToDuplicatesField(forms.BooleanField):
    def __init__(self) -> None:
        super().__init__(
            required=False,
            help_text="Chacun le lit sur sa propre demande : n'écrivez le nom de personne.",
        )


def offer_duplicates(form: ActForm, *, ticked: bool) -> None:
    """One query at most: the page has asked it already."""
    told = ties_of(form.case, form.access).told
    if not told:
        del form.fields["to_duplicates"]
        return
    of_whom = "à la personne du doublon" if told == 1 else f"aux personnes des {told} doublons"
    form.fields["to_duplicates"].label = f"L'envoyer aussi {of_whom}"
    form.initial.setdefault("to_duplicates", ticked)
