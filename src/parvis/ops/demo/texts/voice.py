"""How a request sounds: what people write, what agents type while listening, what the service answers.

Slots (`{adresse}`, `{mon_enfant}`, …) are those of `parvis.ops.demo.wording.Slots`, which keeps gender and
elision right. `written` is the person's own hand; `told` is the agent's, at the phone or the counter, built on
`{Usager} {signale} …` or `{Usager} {demande} …`; `found` is an agent in the street. A refusal is written
"text || reasons".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

Lines = tuple[str, ...]
Ends = Mapping[str, Lines]


@dataclass(frozen=True, slots=True)
class Voice:
    subject: str
    written: Lines
    told: Lines
    found: Lines = ()
    more: Lines = ()
    """Second sentences that follow any opening; neither « je » nor « il »."""
    notes: Lines = ()
    asks: tuple[tuple[str, str, str], ...] = ()
    """(reason of the hold, message to the person, the person's answer)."""
    third: tuple[tuple[str, str], ...] = ()
    """(reason of the hold on a third party, note when it ends)."""
    replies: Lines = ()
    plans: Lines = ()
    ends: Ends = field(default_factory=dict)
    answers: tuple[tuple[str, Lines], ...] = ()
    """Form answers: (field, possible values)."""


@dataclass(frozen=True, slots=True)
class Service:
    """What a service says when a type has no words of its own."""

    label: str
    notes: Lines
    replies: Lines
    ends: Ends
    plans: Lines = ()
    third: tuple[tuple[str, str], ...] = ()


KINDS = {"w": "written", "t": "told", "f": "found", "n": "notes", "r": "replies", "p": "plans"}
ENDS = {"d": "done", "a": "answered", "x1": "transferred"}


def harvest(voices: dict[str, Voice], lines: str) -> dict[str, Voice]:
    """Adds to the voices what one-line texts say: `[code]`, then a letter and the sentence (see KINDS and ENDS);
    after `q`, the reason of the wait, the question and the answer."""
    found, code = dict(voices), ""
    for line in lines.strip().splitlines():
        if line.startswith("["):
            code = line.strip("[]")
            continue
        letter, text = line.split(" ", 1)
        voice = found[code]
        if letter == "q":
            reason, question, answer = text.split(" | ")
            found[code] = replace(voice, asks=(*voice.asks, (reason, question, answer)))
        elif letter in KINDS:
            pool: Lines = getattr(voice, KINDS[letter])
            more: dict[str, Any] = {KINDS[letter]: (*pool, text)}
            found[code] = replace(voice, **more)
        else:
            end = ENDS[letter]
            found[code] = replace(voice, ends={**voice.ends, end: (*voice.ends.get(end, ()), text)})
    return found
