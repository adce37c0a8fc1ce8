"""The form of a saved view: its name, who it is shared with, its columns; and that of the columns alone."""

from typing import Any

from django import forms

from parvis.desk.lists.choices import SORTS
from parvis.desk.lists.columns import COLUMNS, MOST, known_columns
from parvis.desk.saved.models import LONGEST_NAME, Audience, SavedView
from parvis.desk.saved.saving import may_share_with_town
from parvis.organisation.access import Access
from parvis.organisation.models import Department, Role


class ColumnsForm(forms.Form):
    """One select for each place: their order is that of the columns, without dragging anything."""

    def __init__(self, *args: Any, columns: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "—"), *((c.code, c.label) for c in COLUMNS.values())]
        given = columns or []
        for rank in range(MOST):
            self.fields[f"column{rank}"] = forms.ChoiceField(
                label=f"Colonne {rank + 1}",
                choices=choices,
                required=False,
                initial=given[rank] if rank < len(given) else "",
            )

    def column_fields(self) -> list[forms.BoundField]:
        return [self[f"column{rank}"] for rank in range(MOST)]

    def columns(self) -> list[str]:
        return known_columns(self.cleaned_data[f"column{rank}"] for rank in range(MOST))


class PreferenceForm(ColumnsForm):
    sort = forms.ChoiceField(
        label="Trier par", choices=[("", "Comme d'habitude (plus récentes)"), *SORTS.items()], required=False
    )


class ViewForm(ColumnsForm):
    name = forms.CharField(
        label="Nom de la vue",
        widget=forms.TextInput(attrs={"autofocus": True}),
        max_length=LONGEST_NAME,
        error_messages={"required": "Donnez un nom à cette vue."},
    )
    audience = forms.ChoiceField(label="Partagée avec", widget=forms.RadioSelect, initial=Audience.PRIVATE)
    department = forms.ChoiceField(label="Quel service ?", required=False)

    def __init__(self, *args: Any, access: Access, view: SavedView | None = None, **kwargs: Any) -> None:
        if view is not None:
            kwargs["initial"] = {
                "name": view.name,
                "audience": view.audience,
                "department": str(view.department_id or ""),
            } | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.departments = {str(d.pk): d for d in self._departments(access, view)}
        audience, department = self.fields["audience"], self.fields["department"]
        assert isinstance(audience, forms.ChoiceField)
        assert isinstance(department, forms.ChoiceField)
        audience.choices = [
            (value, label)
            for value, label in Audience.choices
            if value == Audience.PRIVATE
            or (value == Audience.DEPARTMENT and self.departments)
            or (value == Audience.TOWN and may_share_with_town(access))
            or (view is not None and view.audience == value)
        ]
        department.choices = [("", "Choisir…"), *((pk, d.name) for pk, d in self.departments.items())]
        if len(self.departments) == 1:
            department.initial = next(iter(self.departments))
        if not self.departments:
            del self.fields["department"]

    @staticmethod
    def _departments(access: Access, view: SavedView | None) -> list[Department]:
        known = Department.objects.filter(active=True).order_by("name", "id")
        if not access.has(Role.ADMINISTRATOR):
            own = set(access.departments) | ({view.department_id} if view and view.department_id else set())
            known = known.filter(pk__in=own)
        return list(known)

    def department_chosen(self) -> Department | None:
        if self.cleaned_data["audience"] != Audience.DEPARTMENT:
            return None
        return self.departments.get(self.cleaned_data.get("department", ""))
