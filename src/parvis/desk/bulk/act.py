"""What an act on many cases is: its form, whether it may be done on each case, its verb, and the way back."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, ClassVar

from django import forms

from parvis.cases.abilities import abilities
from parvis.cases.models import Case
from parvis.history.actors import Actor
from parvis.organisation.access import Access

Parameters = Mapping[str, Any]

NOT_OURS = "Ce geste revient au service chargé de la demande."
CLOSED = "La demande est close."
GONE = "Elle n'est plus de votre ressort."


class BulkForm(forms.Form):
    """The parameters of an act. ``access`` is what its author may choose among."""

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        self.access = access
        kwargs.setdefault("auto_id", "lot-%s")
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self) -> None:
        """Choices that depend on the town."""

    def parameters(self) -> dict[str, Any]:
        """As JSON, of a valid form."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}

    def summary(self) -> str:
        """What will be done, in words: « Transmettre au service Voirie »."""
        raise NotImplementedError  # pragma: no cover - every act has its own


class BulkAct:
    """One act; a new one is a subclass in ``acts.py``. ``perform`` runs in the transaction of its item."""

    code: ClassVar[str]
    ability: ClassVar[str]
    #: « Transmettre », for buttons, and what happened, for the summary: « transmises ».
    label: ClassVar[str]
    done: ClassVar[str]
    #: And to one case alone: « transmise ».
    done_once: ClassVar[str]
    icon: ClassVar[str]
    key: ClassVar[str] = ""
    form: ClassVar[type[BulkForm]]
    #: Adds without changing what others see: does not mind that the case moved on since the preview.
    adds_only: ClassVar[bool] = False
    undoable: ClassVar[bool] = True
    #: Changes what its author is told, nothing of the cases: taken back whatever others did to them since.
    own_affair: ClassVar[bool] = False
    #: What is told before one confirms.
    warning: ClassVar[str] = ""
    #: Templates show the class itself.
    do_not_call_in_templates: ClassVar[bool] = True

    def __init__(self, parameters: Parameters) -> None:
        self.given = parameters

    def tells_persons(self) -> bool:
        """Whether the person of each case is written to."""
        return False

    def look_up(self, case_ids: Collection[int], access: Access) -> None:
        """What the whole selection needs, in a bounded number of queries, before ``refusal`` is asked of each."""

    def refusal(self, case: Case, access: Access) -> str:
        """Why this case would be left, "" when the act can be done. The verb decides again when it is done."""
        if self.ability not in abilities(access, case):
            return NOT_OURS if case.is_open else CLOSED
        return self.objection(case, access)

    def objection(self, case: Case, access: Access) -> str:
        """What besides abilities stands in the way."""
        return ""

    def before(self, case: Case) -> dict[str, Any]:
        """What ``undo`` will put back."""
        return {}

    def perform(self, case: Case, *, by: Actor, at: datetime, version: int | None) -> None:
        raise NotImplementedError  # pragma: no cover - every act has its own

    def undo(self, case: Case, before: Parameters, *, by: Actor, at: datetime) -> None:
        """By the inverse verbs; the case is as the act left it."""
        raise NotImplementedError  # pragma: no cover - only of those undoable
