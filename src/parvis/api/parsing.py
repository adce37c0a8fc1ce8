"""Reading a body: strict JSON, of a bounded size and depth."""

import json
import math
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser

LARGEST_BODY = 1_000_000  # bytes
DEEPEST = 20


class StrictParser(Parser):
    """Whatever it raises is answered with 400."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        found = json.loads(request.body.decode("utf-8"), parse_constant=_refuse, parse_float=_finite)
        if not isinstance(found, dict) or _deeper_than(found, DEEPEST):
            raise ValueError("not the object we expect")
        return found


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("too large a number")
    return number


def _deeper_than(value: Any, most: int) -> bool:
    """Level by level, not by recursion."""
    level: list[Any] = [value]
    for _ in range(most):
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return False
    return True


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")
