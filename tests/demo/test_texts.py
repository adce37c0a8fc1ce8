"""The French of the demo town: enough voices, every slot filled, no clumsy elision."""

import re
import string
from collections import Counter

import pytest

from parvis.ops.demo.catalogue import FOUND, HABITS
from parvis.ops.demo.plan import Close, DemoTown, Reply
from parvis.ops.demo.slots import Slots
from parvis.ops.demo.texts import SERVICES, VOICES
from tests.demo.towns import town_of


@pytest.fixture(scope="module")
def town() -> DemoTown:
    return town_of()


def _texts(town: DemoTown) -> list[str]:
    found = []
    for case in town.cases:
        found += [case.submission.description, case.submission.subject]
        for action in case.actions:
            found += [
                getattr(action, name)
                for name in ("body", "text", "reasons", "reason", "comment")
                if hasattr(action, name)
            ]
    return found


def test_every_type_has_at_least_three_openings() -> None:
    assert set(VOICES) == set(HABITS)
    assert set(SERVICES) == {habit.department for habit in HABITS.values()}
    for code, voice in VOICES.items():
        assert min(len(voice.written), len(voice.told)) >= 1, code
        assert len(voice.written) + len(voice.told) >= 3, code
        assert bool(voice.found) == (code in FOUND), code


def test_every_slot_exists() -> None:
    known = {name[1:] for name in vars(Slots) if name.startswith("_")}
    for code, voice in VOICES.items():
        pools = [
            voice.subject,
            *voice.written,
            *voice.told,
            *voice.found,
            *voice.more,
            *voice.notes,
            *voice.replies,
            *voice.plans,
        ]
        pools += [text for ask in voice.asks for text in ask] + [
            text for pair in voice.third for text in pair
        ]
        pools += [text for end in voice.ends.values() for text in end]
        for text in pools:
            for _, slot, _, _ in string.Formatter().parse(text):
                assert not slot or slot[0].lower() + slot[1:] in known, (code, text)


def test_a_refusal_always_has_reasons() -> None:
    for ends in [voice.ends for voice in VOICES.values()] + [service.ends for service in SERVICES.values()]:
        assert all(" || " in text for text in ends.get("refused", ()))


CLUMSY = {
    "unfilled slot": re.compile(r"[{}]|\|\||None"),
    "de le": re.compile(r"\b(de|à) les? (rues?|boulevard|chemin|quai|square|passage|parc|jardin|gymnase|Clos)\b"),
    "missing elision": re.compile(
        r"\b([Dd]e|[Ll]e|[Ll]a|[Qq]ue|[Jj]e) (allée|avenue|impasse|école|elle|il|Aubremont|Eliott|Alice|Inès|Anna|Adam|Isaac)\b"
    ),
    "doubled word": re.compile(r"(?<!-)\b([a-zéèà]{3,}) \1\b"),
    "space before a comma": re.compile(r" [,.](?!\d)"),
    "doubled space": re.compile(r"[^\n]  "),
}  # fmt: skip


@pytest.mark.parametrize("fault", list(CLUMSY))
def test_no_clumsy_french(town: DemoTown, fault: str) -> None:
    guilty = [text for text in _texts(town) if CLUMSY[fault].search(text) and text != "nous nous"]
    guilty = [text for text in guilty if not (fault == "doubled word" and "ous nous" in text.lower())]
    assert not guilty, guilty[:3]


def test_descriptions_are_varied(town: DemoTown) -> None:
    seen = Counter(case.submission.description for case in town.cases)
    assert len(seen) > 0.97 * len(town.cases)
    assert max(seen.values()) <= 8
    assert len({case.submission.description for case in town.cases[-100:]}) == 100


def test_agents_do_not_all_write_the_same(town: DemoTown) -> None:
    said: dict[str, Counter[str]] = {"reply": Counter(), "close": Counter(), "note": Counter()}
    for case in town.cases:
        for action in case.actions:
            if action.verb in said:
                text = getattr(action, "body", "") or getattr(action, "text", "")
                said[action.verb][text.split("\n\n")[1 if action.verb == "reply" else 0]] += 1
    assert len(said["reply"]) > 600
    assert len(said["close"]) > 1_300
    assert len(said["note"]) > 500
    for verb, texts in said.items():
        assert texts.most_common(1)[0][1] < 0.035 * texts.total(), (verb, texts.most_common(1))
    greetings = {
        a.body.split(",")[0].split()[0] for c in town.cases for a in c.actions if isinstance(a, Reply)
    }
    assert greetings >= {"Bonjour", "Madame", "Monsieur"}


def test_answers_bear_a_name_and_a_service(town: DemoTown) -> None:
    names = {agent.login: agent.name for agent in town.agents}
    for case in town.cases:
        for action in case.actions:
            if isinstance(action, Reply):
                assert names[str(action.by)] in action.body
                assert town.identity.of_name in action.body
            if isinstance(action, Close):
                assert names[str(action.by)] in action.text
