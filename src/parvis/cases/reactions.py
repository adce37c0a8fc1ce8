"""What follows an event inside the cases themselves."""

from parvis.cases.checklists import add_automatic_checklist
from parvis.cases.events import Closed, Opened, Replied
from parvis.cases.telling_duplicates import tell_duplicates
from parvis.history.models import Event
from parvis.history.reactions import on


@on(Replied, Closed, queue="notifications")
def tell_the_duplicates(event: Event) -> None:
    tell_duplicates(event)


@on(Opened, queue="routing")
def make_the_checklist(event: Event) -> None:
    """The steps of a type that wants them at once."""
    add_automatic_checklist(event)
