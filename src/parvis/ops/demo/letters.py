"""How each agent writes: greeting, farewell, signature; always the same hand."""

import random
from dataclasses import dataclass
from functools import cache

from parvis.ops.demo.plan import Agent, Identity, Person
from parvis.ops.demo.texts import exchanges

FAREWELLS = (
    "Cordialement,",
    "Bien cordialement,",
    "Bien à vous,",
    "Bonne journée,",
    "Avec nos meilleures salutations,",
    "",
)


@dataclass(frozen=True, slots=True)
class Hand:
    greeting: str
    farewell: str
    signature: str
    initials: bool
    """Signs internal notes with initials."""
    tails: tuple[str, ...]
    """Their favourite last sentences."""


@cache
def hand(login: str) -> Hand:
    rng = random.Random(f"hand of {login}")
    return Hand(
        rng.choices(("named", "formal", "plain"), (5, 2, 3))[0],
        rng.choice(FAREWELLS),
        rng.choice(("service", "job", "phone")),
        rng.random() < 0.4,
        tuple(rng.sample(exchanges.REPLY_TAILS, 3)),
    )


def hello(agent: Agent, person: Person | None) -> str:
    style = hand(agent.login).greeting
    if person is None or person.kind != "natural" or style == "plain":
        return "Bonjour,"
    civility = "Madame" if person.title == "Mme" else "Monsieur"
    return f"{civility}," if style == "formal" else f"Bonjour {civility} {person.family_name},"


def signed(agent: Agent, label: str, town: Identity) -> str:
    """The end of a letter: always the name, the service and the town."""
    style = hand(agent.login)
    service = label[0].upper() + label[1:]
    place = f"{service} - Mairie {town.of_name}"
    lines = [style.farewell, agent.name]
    if style.signature == "job":
        lines.append(agent.job)
    lines.append(place)
    if style.signature == "phone":
        lines.append(f"Tél. {national(town.phone)}")
    return "\n".join(line for line in lines if line)


def closing(agent: Agent, label: str) -> str:
    """Under the text of a closure."""
    match hand(agent.login).signature:
        case "job":
            return f"{agent.name}, {agent.job[0].lower()}{agent.job[1:]}, {label}"
        case "phone":
            return f"{agent.name} - {label}"
    return f"{agent.name}, {label}"


def national(phone: str) -> str:
    digits = "0" + phone.removeprefix("+33")
    return " ".join(digits[n : n + 2] for n in range(0, 10, 2))


def noted(agent: Agent, body: str) -> str:
    """A note between colleagues; some sign it with their initials."""
    if not hand(agent.login).initials:
        return body
    initials = "".join(word[0] for word in agent.name.replace("-", " ").split())
    return f"{body} ({initials})"
