"""How a list is arranged for its reader: by the saved view it is opened under, else as they prefer."""

from dataclasses import dataclass, replace

from parvis.desk.lists.choices import SORTS, Choices
from parvis.desk.lists.columns import known_columns
from parvis.desk.lists.filters import QueueFilter
from parvis.desk.saved.models import ListPreference
from parvis.desk.saved.shown import ShownView, canonical, view_seen
from parvis.organisation.access import Access


@dataclass(frozen=True)
class Arrangement:
    chosen: QueueFilter
    #: Codes, empty for the usual columns.
    columns: list[str]
    view: ShownView | None = None

    @property
    def name(self) -> str:
        return self.view.view.name if self.view else ""

    @property
    def is_changed(self) -> bool:
        """The list under the view's name is not what the view keeps."""
        return self.view is not None and canonical(self.chosen) != canonical(self.view.filter)

    @property
    def may_update(self) -> bool:
        return self.view is not None and self.view.may_change and self.is_changed

    @property
    def query(self) -> str:
        return canonical(self.chosen)


def arrangement_of(chosen: QueueFilter, access: Access, choices: Choices) -> Arrangement:
    """One query for the preference, one more for the view if any. A view that the reader does not see is left aside."""
    preference = ListPreference.objects.filter(agent_id=access.agent_id).first()
    view = view_seen(int(chosen.get("view")), access, choices) if chosen.get("view") else None
    changes = {} if view is not None else {"view": ""}
    if not chosen.get("sort") and preference is not None and preference.sort in SORTS and view is None:
        changes["sort"] = preference.sort
    chosen = replace(chosen.with_(**changes), ignored=chosen.ignored)
    own = view.view.columns if view is not None and view.view.columns else []
    columns = known_columns(own or (preference.columns if preference is not None else []))
    return Arrangement(chosen, columns, view)
