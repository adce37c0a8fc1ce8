"""The other case that a form names by its reference: one that the agent reads, or it does not exist."""

from django import forms

from parvis.cases import references
from parvis.cases.models import Case
from parvis.kit import clock
from parvis.organisation.access import Access

UNKNOWN = "Aucune demande que vous lisez ne porte cette référence."


class ReferenceField(forms.CharField):
    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("label", "Référence de l'autre demande")
        kwargs.setdefault("error_messages", {"required": "Écrivez la référence de l'autre demande."})
        attrs = {"autocomplete": "off", "placeholder": "26-0412"}
        super().__init__(max_length=40, widget=forms.TextInput(attrs=attrs), **kwargs)  # type: ignore[arg-type]


def named(text: str, case: Case, access: Access) -> Case:
    """Raises a ValidationError, the same whether it does not exist or is not read."""
    wanted = references.read(text)
    guesses = [wanted] if wanted else references.guesses(text, clock.now().year)
    readable = Case.objects.readable_by(access).select_related("sector", "request_type").defer("search")
    found = {one.reference: one for one in readable.filter(reference__in=guesses)} if guesses else {}
    other = next((found[guess] for guess in guesses if guess in found), None)
    if other is None:
        raise forms.ValidationError(UNKNOWN)
    if other.pk == case.pk:
        raise forms.ValidationError("C'est la référence de cette demande-ci.")
    return other
