"""Whom a note calls: « @Prénom Nom » or « @Service » in its words, read without accents or capitals.

A first name, a last name or a word of a service's name is enough when only one bears it. Agents of the same name are
told apart by their service: « @Prénom Nom (Service) ».
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from parvis.cases.abilities import can_read, sees_inside
from parvis.cases.models import Case, Note
from parvis.kit.names import sort_name, unaccented
from parvis.organisation.accesses import accesses_of
from parvis.organisation.members import members_of
from parvis.organisation.models import Agent, Department, Membership

#: Of one note.
MOST = 20
MOST_WORDS = 16
#: « @ » of one note that are looked at, and letters after each.
MOST_PLACES, LONGEST_NAME = 200, 300
LEAST_LETTERS = 3

_AT = re.compile(r"(?<![\w@.+-])@(?=\w)")
_WORD = re.compile(r"[^\s\-‐-―_.,;/'’()@!?:…«»\"]+")
#: What may stand between the words of a name, and what joins a first name to a last one.
_BETWEEN = re.compile(r"[^\w@]{1,3}")
_JOINED = re.compile(r" |[-‐-―]")

Target = Agent | Department


@dataclass(frozen=True)
class Call:
    """``written`` is the text of the note, « @ » included."""

    written: str
    target: Target

    @property
    def agent(self) -> Agent | None:
        return self.target if isinstance(self.target, Agent) else None

    @property
    def department(self) -> Department | None:
        return self.target if isinstance(self.target, Department) else None


@dataclass
class Calls:
    """``told`` read the case; ``blind`` do not, and will hear nothing of it. The rest are texts that name nobody for sure."""

    told: list[Call] = field(default_factory=list)
    blind: list[Call] = field(default_factory=list)
    ambiguous: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    too_many: list[str] = field(default_factory=list)

    def agent_ids(self) -> list[int]:
        return [call.target.pk for call in self.told if call.agent]

    def department_ids(self) -> list[int]:
        return [call.target.pk for call in self.told if call.department]


class Names:
    """Who can be called, by all the words of their name and by each of them."""

    def __init__(self, targets: Iterable[Target]) -> None:
        self.whole: dict[tuple[str, ...], list[Target]] = defaultdict(list)
        self.by_word: dict[str, list[Target]] = defaultdict(list)
        agents = []
        for target in targets:
            words = words_of(str(target))
            self.whole[words].append(target)
            for word in {w for w in words if len(w) >= LEAST_LETTERS}:
                self.by_word[word].append(target)
            if isinstance(target, Department):
                self._also(words_of(target.code), target)
            else:
                agents.append(target)
        for target, name in _told_apart(agents).items():
            self._also(words_of(name), target)

    def _also(self, words: tuple[str, ...], target: Target) -> None:
        if words and target not in self.whole[words]:
            self.whole[words].append(target)


def words_of(name: str) -> tuple[str, ...]:
    return tuple(sort_name(name.replace("(", " ").replace(")", " ")).split())


def _told_apart(agents: list[Agent]) -> dict[Agent, str]:
    """The names with their services of agents who share theirs; one query when some do."""
    bearers: dict[tuple[str, ...], list[Agent]] = defaultdict(list)
    for agent in agents:
        bearers[words_of(agent.display_name)].append(agent)
    twins = [agent for group in bearers.values() if len(group) > 1 for agent in group]
    if not twins:
        return {}
    rows = Membership.objects.filter(agent__in=twins, department__isnull=False).select_related("department")
    services = {row.agent_id: row.department.name for row in rows.order_by("-id")}
    return {a: f"{a.display_name} ({services[a.pk]})" for a in twins if a.pk in services}


def callable_agents() -> list[Agent]:
    return list(Agent.objects.filter(active=True).order_by("sort_name", "pk"))


def callable_departments() -> list[Department]:
    return list(Department.objects.filter(active=True).order_by("name", "pk"))


def names_to_write(agents: list[Agent]) -> dict[int, str]:
    """How each is written after « @ » so that nobody else is meant."""
    apart = _told_apart(agents)
    return {agent.pk: apart.get(agent, agent.display_name) for agent in agents}


def read_calls(text: str, case: Case) -> Calls:
    return divide(read_names(text), case)


@dataclass
class Named:
    """What a text says, whoever reads the case: ``calls`` has its doubts, ``found`` its certainties."""

    calls: Calls = field(default_factory=Calls)
    found: list[Call] = field(default_factory=list)


def read_names(text: str) -> Named:
    """Four queries at most; none in a text without « @ »."""
    calls = Calls()
    places = list(islice(_AT.finditer(text), MOST_PLACES))
    if not places:
        return Named()
    names = Names([*callable_agents(), *callable_departments()])
    found: dict[tuple[type, int], Call] = {}
    for place in places:
        written, targets = _named(text[place.start() : place.start() + 1 + LONGEST_NAME], names)
        if len(targets) > 1:
            _add(calls.ambiguous, written)
        elif not targets:
            if written[1:2].isalpha():
                _add(calls.unknown, written)
        elif len(found) < MOST or (type(targets[0]), targets[0].pk) in found:
            found.setdefault((type(targets[0]), targets[0].pk), Call(written, targets[0]))
        else:
            _add(calls.too_many, written)
    return Named(calls, list(found.values()))


def divide(named: Named, case: Case) -> Calls:
    """Between those who read the case and those who do not: some queries for each service called."""
    calls = named.calls
    seeing = readers(case, [call.target for call in named.found]) if named.found else set()
    for call in named.found:
        (calls.told if (type(call.target), call.target.pk) in seeing else calls.blind).append(call)
    return calls


def _add(texts: list[str], written: str) -> None:
    if len(texts) < MOST and written not in texts:
        texts.append(written)


def _named(text: str, names: Names) -> tuple[str, list[Target]]:
    """What stands at the beginning of ``text``, which begins with « @ »: the longest name, else a word only one bears."""
    line = text[1:].split("\n", 1)[0][:LONGEST_NAME]
    spans = _name_spans(line)
    words = [unaccented(line[start:end]) for start, end in spans]
    for count in range(len(words), 0, -1):
        if targets := names.whole.get(tuple(words[:count])):
            return "@" + _closed(line, spans[count - 1][1]), targets
    first_end = spans[0][1] if spans else 1
    # « @Camille Durand » does not mean another Camille.
    if len(spans) > 1 and line[spans[1][0]].isupper() and _JOINED.fullmatch(line[spans[0][1] : spans[1][0]]):
        return "@" + line[: spans[1][1]], []
    return "@" + line[:first_end], names.by_word.get(words[0], []) if words else []


def _name_spans(line: str) -> list[tuple[int, int]]:
    """The words at the beginning of the line that only what joins a name separates."""
    spans: list[tuple[int, int]] = []
    for found in _WORD.finditer(line):
        if spans and not _BETWEEN.fullmatch(line[spans[-1][1] : found.start()]):
            break
        if not spans and found.start() != 0:
            break
        spans.append(found.span())
        if len(spans) == MOST_WORDS:
            break
    return spans


def _closed(line: str, end: int) -> str:
    return line[: end + 1] if "(" in line[:end] and line[end : end + 1] == ")" else line[:end]


def readers(case: Case, targets: list[Target]) -> set[tuple[type, int]]:
    """Those of them who read the case and its notes: (class, identifier). A service does when one of its agents does."""
    members: dict[int, list[Agent]] = {t.pk: members_of(t.pk) for t in targets if isinstance(t, Department)}
    everybody = {a.pk: a for a in targets if isinstance(a, Agent)}
    everybody |= {a.pk: a for group in members.values() for a in group}
    accesses = accesses_of(everybody.values())
    reading = {pk for pk, access in accesses.items() if can_read(access, case) and sees_inside(access, case)}
    found: set[tuple[type, int]] = set()
    for target in targets:
        mine = [a.pk for a in members[target.pk]] if isinstance(target, Department) else [target.pk]
        if reading.intersection(mine):
            found.add((type(target), target.pk))
    return found


@dataclass(frozen=True)
class Part:
    """A piece of a note: plain text, or a call."""

    text: str
    #: agent, department, or "" for plain text.
    kind: str = ""
    #: Identifier of the agent or the department.
    target: int = 0


def parts_of(note: Note) -> list[Part]:
    """The note cut at its calls; where it has an « @ », ``note.mentions`` should be prefetched."""
    mentions = {m.written: m for m in note.mentions.all()} if "@" in note.body else {}
    if not mentions:
        return [Part(note.body)]
    either = "|".join(re.escape(written) for written in sorted(mentions, key=len, reverse=True))
    parts = []
    for text in re.split(rf"((?:{either})(?!\w))", note.body):
        mention = mentions.get(text)
        if mention is None:
            parts += [Part(text)] if text else []
        elif mention.agent_id:
            parts.append(Part(text, "agent", mention.agent_id))
        else:
            parts.append(Part(text, "department", mention.department_id or 0))
    return parts
