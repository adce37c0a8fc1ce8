"""Events that name another case. They hold its identifier, never its reference: whoever reads one case may not read the
other, and then the line does not exist for them (``desk/cases/thread.py``)."""

from dataclasses import dataclass

from parvis.cases.states import LinkKind
from parvis.history.types import EventType, event_type

#: From the case whose history it is, then from the other one's side.
SENTENCES = {
    LinkKind.RELATED: ("Liée à {other}", "Liée à {other}"),
    LinkKind.PARENT: ("Rattachée à {other}, dont elle est une partie", "{other} en est devenue une partie"),
    LinkKind.DUPLICATE: (
        "Rattachée à {other}, dont elle est un doublon",
        "{other} en est devenue un doublon",
    ),
}
UNTIED = {
    LinkKind.RELATED: "N'est plus liée à {other}",
    LinkKind.PARENT: "Lien retiré avec {other}",
    LinkKind.DUPLICATE: "Séparée de {other}, dont elle était un doublon",
}
SOMEBODY_ELSES = "une autre demande"


@dataclass(frozen=True)
class Tying(EventType):
    """``reverse``: told in the history of the link's target."""

    other_id: int
    kind: str
    reverse: bool = False

    def sentence(self) -> str:
        return self.naming(SOMEBODY_ELSES)

    def naming(self, other: str) -> str:
        """The same, with the reference of the other case for who reads it."""
        raise NotImplementedError  # pragma: no cover - each says it


def _kind(kind: str) -> LinkKind:
    return LinkKind(kind) if kind in LinkKind.values else LinkKind.RELATED


def _said(pattern: str, other: str) -> str:
    words = pattern.format(other=other)
    return words[0].upper() + words[1:] + "."


@event_type("case.linked")
@dataclass(frozen=True)
class Linked(Tying):
    def naming(self, other: str) -> str:
        return _said(SENTENCES[_kind(self.kind)][self.reverse], other)


@event_type("case.unlinked")
@dataclass(frozen=True)
class Unlinked(Tying):
    def naming(self, other: str) -> str:
        return _said(UNTIED[_kind(self.kind)], other)


@event_type("case.separated")
@dataclass(frozen=True)
class Separated(Tying):
    """Not a duplicate after all: it goes on by itself."""

    public = True
    personal = ("reason",)
    reason: str = ""

    def naming(self, other: str) -> str:
        return _said(UNTIED[LinkKind.DUPLICATE], other).removesuffix(".") + (
            f" : {self.reason}" if self.reason else "."
        )

    def public_sentence(self) -> str:
        return "Votre demande est de nouveau suivie à part."
