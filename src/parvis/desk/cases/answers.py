"""The answers of a case's form, with the labels the town gave to its fields."""

from datetime import date
from typing import Any

from parvis.cases.models import Case
from parvis.ui.dates import full


def labelled_answers(case: Case) -> list[tuple[str, str]]:
    """In the order of the form; answers of fields that no longer exist come last, under their code."""
    fields = {str(f.get("code")): f for f in case.request_type.form}
    known = [
        (str(f.get("label") or code), f, case.answers[code])
        for code, f in fields.items()
        if code in case.answers
    ]
    others: list[tuple[str, dict[str, Any], Any]] = [
        (code, {}, value) for code, value in case.answers.items() if code not in fields
    ]
    return [
        (label, said(form, value)) for label, form, value in [*known, *others] if value not in (None, "", [])
    ]


def said(form: dict[str, Any], value: Any) -> str:
    if isinstance(value, bool):
        return "Oui" if value else "Non"
    if isinstance(value, (list, tuple)):
        return ", ".join(str(v) for v in value)
    if form.get("kind") == "date":
        try:
            return full(date.fromisoformat(str(value)))
        except ValueError:
            return str(value)
    return str(value)
