"""One contract for every channel of the folder."""

from collections.abc import Mapping
from typing import Any

import pytest

from parvis.cases.states import Channel
from parvis.intake.channels.registry import IntakeChannel, channel, channels
from parvis.intake.submission import Rejected, Submission


@pytest.mark.parametrize("code", sorted(channels()))
def test_every_channel_understands_its_own_example(code, db):
    known = channel(code)
    submission = known.parse(known.example)
    assert isinstance(submission, Submission)
    assert submission.channel == code
    assert submission.scope == (known.scope if submission.key else submission.scope)
    assert submission.received_at.tzinfo is not None
    assert known.label


@pytest.mark.parametrize("code", sorted(channels()))
def test_no_channel_breaks_on_odd_values(code, db):
    """What it does not take itself, it passes on for ``receive`` to judge, or refuses in words."""
    known = channel(code)
    for odd in ("", "\x00", "<b>'; --", "\u202eאב👩‍🚒", "9" * 400):
        assert _understood(known, {**known.example, "description": odd})


def _understood(known: type[IntakeChannel], data: Mapping[str, Any]) -> bool:
    try:
        return known.parse(data).channel == known.code
    except Rejected as refused:
        return bool(refused.problems) and all(refused.problems.values())


def test_the_desk_has_its_channels():
    assert {"counter", "phone", "letter", "email", "elected", "social", "field"} <= set(channels())
    assert set(channels()) <= set(Channel.values)


@pytest.mark.parametrize("missing", ["code", "label", "scope", "example", "parse"])
def test_an_incomplete_channel_is_refused(missing):
    def parse(cls: Any, data: Mapping[str, Any]) -> Submission:
        raise NotImplementedError

    complete = {
        "code": "mobile",
        "label": "Mobile",
        "scope": "m",
        "example": {"a": 1},
        "parse": classmethod(parse),
    }
    with pytest.raises(TypeError, match=missing):
        type("Half", (IntakeChannel,), {k: v for k, v in complete.items() if k != missing})
    assert "mobile" not in channels()


def test_a_code_is_taken_once_and_known_by_the_cases():
    complete = {"label": "X", "scope": "x", "example": {"a": 1}, "parse": classmethod(lambda cls, data: None)}
    with pytest.raises(TypeError, match="twice"):
        type("Again", (IntakeChannel,), complete | {"code": "phone"})
    with pytest.raises(TypeError, match="not a channel"):
        type("Pigeon", (IntakeChannel,), complete | {"code": "pigeon"})
