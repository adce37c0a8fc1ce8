"""Who had a request in the other tool: the town's departments and agents, by the words of the source."""

from parvis.intake.importing.mapping import Holder, Mapping
from parvis.intake.importing.refusals import CannotImport
from parvis.kit.names import sort_name
from parvis.organisation.models import Agent, Department


class Holders:
    """Reads the town's departments and agents once; a name that two agents share designates neither."""

    def __init__(self, mapping: Mapping) -> None:
        self._department, self._agent = mapping.department, mapping.agent
        self._departments: dict[str, int] = {}
        self._agents: dict[str, int] = {}
        if self._department.column:
            self._read_departments()
        if self._agent.column:
            self._read_agents()

    def _read_departments(self) -> None:
        rows = list(Department.objects.order_by("-active", "code"))
        for name, pk in [(d.code, d.pk) for d in rows] + [(d.name, d.pk) for d in rows]:
            self._departments.setdefault(sort_name(name), pk)
        codes = {d.code for d in rows}
        if missing := sorted(set(self._department.values.values()) - codes - {""}):
            raise CannotImport(
                f"La correspondance nomme des services que la commune n'a pas : {', '.join(missing)}."
            )

    def _read_agents(self) -> None:
        shared: set[str] = set()
        for agent in Agent.objects.filter(active=True).select_related("account"):
            self._agents[sort_name(agent.account.email)] = agent.pk
            for name in {
                sort_name(agent.display_name),
                " ".join(sorted(sort_name(agent.display_name).split())),
            }:
                shared |= {name} if self._agents.get(name, agent.pk) != agent.pk else set()
                self._agents[name] = agent.pk
        self._agents = {name: pk for name, pk in self._agents.items() if name not in shared}

    def department(self, cells: dict[str, str]) -> tuple[int | None, bool]:
        """Its identifier, and whether a word was written that designates none."""
        return _found(self._department, self._departments, cells)

    def agent(self, cells: dict[str, str]) -> tuple[int | None, bool]:
        """By e-mail or by name, in any order of its words; only somebody at work."""
        found, unknown = _found(self._agent, self._agents, cells)
        if unknown:
            word = " ".join(sorted(sort_name(cells[self._agent.column]).split()))
            found = self._agents.get(word)
        return found, unknown and found is None


def _found(holder: Holder, known: dict[str, int], cells: dict[str, str]) -> tuple[int | None, bool]:
    if not holder.column:
        return None, False
    written = cells[holder.column].strip()
    word = holder.values.get(written, written)
    found = known.get(sort_name(word))
    return found, bool(word) and found is None
