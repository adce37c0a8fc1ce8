"""Every registered type of event: its sentence, its data, its erasure."""

import dataclasses
import json
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.history.models import Event
from parvis.history.types import EventType, UnknownEventType, data_of, event_type, read, registered

TYPES = sorted(registered().items())
_text = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
#: What a field of each annotation may hold.
VALUES: dict[str, Any] = {
    "str": _text,
    "bool": st.booleans(),
    "int": st.integers(1, 2**31),
    "list[int]": st.lists(st.integers(1, 2**31), max_size=3),
    "int | None": st.none() | st.integers(1, 2**31),
    "dict[str, list[str]]": st.dictionaries(_text, st.lists(_text, min_size=2, max_size=2), max_size=3),
}
#: Fields whose text has a form.
_day = st.dates().map(lambda day: day.isoformat())
FORMS: dict[str, Any] = {"day": _day, "due_on": st.just("") | _day}


def samples(cls: type[EventType]) -> Any:
    fields = {}
    for field in dataclasses.fields(cls):
        written = (
            field.type if isinstance(field.type, str) else getattr(field.type, "__name__", str(field.type))
        )
        written = str(field.type) if "[" in str(field.type) or "|" in str(field.type) else written
        assert written in VALUES, f"{cls.__name__}.{field.name}: say in VALUES what « {written} » may hold"
        fields[field.name] = FORMS.get(field.name, VALUES[written])
    return st.builds(cls, **fields)


def row(code: str, data: dict[str, Any]) -> Event:
    return Event(tenant_id=1, type=code, data=data)


def test_the_types_of_every_slice_are_registered() -> None:
    assert {"case.opened", "case.closed", "case.replied"} <= registered().keys()
    assert len(TYPES) >= 13


@pytest.mark.parametrize(("code", "cls"), TYPES, ids=[code for code, _ in TYPES])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_data_comes_back_as_it_went(code: str, cls: type[EventType], data: st.DataObject) -> None:
    what = data.draw(samples(cls))
    kept = json.loads(json.dumps(data_of(what)))
    assert read(row(code, kept)) == what
    assert what.code == code
    assert what.sentence().strip()
    if cls.public:
        assert what.public_sentence().strip()


@pytest.mark.parametrize(("code", "cls"), TYPES, ids=[code for code, _ in TYPES])
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_an_erased_event_still_has_its_sentence(code: str, cls: type[EventType], data: st.DataObject) -> None:
    what = data.draw(samples(cls))
    assert set(cls.personal) <= {f.name for f in dataclasses.fields(cls)}
    left = {key: value for key, value in data_of(what).items() if key not in cls.personal}
    erased = read(row(code, left))
    assert erased.sentence().strip()
    assert not erased.sentence().rstrip().endswith(":")
    for key in cls.personal:
        assert not getattr(erased, key)


@pytest.mark.parametrize(("code", "cls"), TYPES, ids=[code for code, _ in TYPES])
def test_what_somebody_typed_is_erasable(code: str, cls: type[EventType]) -> None:
    """Free text may hold anything about anybody."""
    typed = {"reason", "text", "comment", "cause", "body"} & {f.name for f in dataclasses.fields(cls)}
    assert typed <= set(cls.personal)


def test_an_unknown_type_is_said() -> None:
    with pytest.raises(UnknownEventType, match=r"case\.unheard_of"):
        read(row("case.unheard_of", {}))


def test_a_type_without_sentence_or_with_strange_keys_or_taken_is_refused() -> None:
    @dataclass(frozen=True)
    class Silent(EventType):
        pass

    @dataclass(frozen=True)
    class Strange(EventType):
        personal = ("nothing",)

        def sentence(self) -> str:
            return "?"

    with pytest.raises(TypeError, match="no sentence"):
        event_type("test.silent")(Silent)
    with pytest.raises(TypeError, match="nothing"):
        event_type("test.strange")(Strange)
    with pytest.raises(ValueError, match="registered twice"):
        event_type("case.closed")(Strange)
    assert not {"test.silent", "test.strange"} & registered().keys()
