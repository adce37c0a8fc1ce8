"""Logs: one JSON object a line, who and what by identifiers, nothing that opens a door or names a person."""

import io
import json
import logging
import logging.config
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from parvis.kit.env import env
from parvis.kit.logcontext import add_to_log, log_context, logged_as, masked
from parvis.kit.requestid import RequestIdMiddleware
from parvis.ops.logs import ContextFilter, Json, Text, logging_config

TOKEN = "k7Qe-VbN2xT0mZr8LpWyA3sD"


@pytest.fixture
def lines() -> Any:
    """What one logger writes, read back."""
    config = logging_config(replace(env(), log_format="json"))["formatters"]["json"]
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        Json(config["fmt"], rename_fields=config["rename_fields"], datefmt=config["datefmt"])
    )
    handler.addFilter(ContextFilter())
    logger = logging.getLogger("parvis.web")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logger.removeHandler(handler)
    logger.setLevel(level)


def through(view: Callable[[HttpRequest], HttpResponse], path: str, **headers: str) -> HttpResponse:
    answer = RequestIdMiddleware(view)(RequestFactory().get(path, headers=headers))
    assert isinstance(answer, HttpResponse)
    return answer


def test_one_line_a_request_with_its_number(lines: Any) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        add_to_log(tenant="ville", actor=12)
        return HttpResponse(status=204)

    answer = through(view, f"/suivi/{TOKEN}/?nom=Durand")
    (line,) = lines()
    assert line["request_id"] == answer["X-Request-ID"]
    assert (line["tenant"], line["actor"], line["status"], line["method"]) == ("ville", "12", 204, "GET")
    assert line["path"] == "/suivi/…/"
    assert TOKEN not in json.dumps(line)
    assert "Durand" not in json.dumps(line)
    assert log_context() == {}


def test_the_proxys_number_is_kept_and_a_strange_one_is_not() -> None:
    assert (
        through(lambda request: HttpResponse(), "/", **{"X-Request-ID": "abcd-1234-ef"})["X-Request-ID"]
        == "abcd-1234-ef"
    )
    assert (
        "\n" not in through(lambda request: HttpResponse(), "/", **{"X-Request-ID": "a\nb"})["X-Request-ID"]
    )


def test_a_refused_row_does_not_reach_the_log(lines: Any) -> None:
    refusal = "duplicate key\nDETAIL:  Key (email)=(e.durand@ville.fr) already exists."
    try:
        raise ValueError(refusal)
    except ValueError:
        logging.getLogger("parvis.web").exception("failed on %s", f"/suivi/{TOKEN}")
    (line,) = lines()
    assert "durand" not in json.dumps(line)
    assert "duplicate key" in line["exc_info"]
    assert TOKEN not in json.dumps(line)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"/suivi/{TOKEN}", "/suivi/…"),
        (f"GET /suivi/{TOKEN}/photo HTTP", "GET /suivi/…/photo HTTP"),
        (f"/suivi/26-0412/{'k' * 26}/", "/suivi/26-0412/…/"),
        (f"GET /tache/{'k' * 26}/reponse/?a=b 302", "GET /tache/…/reponse/?… 302"),
        (f"GET /suivi/26-0412//{'k' * 26}/messages/?a=b 302", "GET /suivi/26-0412//…/messages/?… 302"),
        ("/recherche?q=Durand&page=2", "/recherche?…"),
        ("/pilotage/demandes-recues-et-non-traitees/", "/pilotage/demandes-recues-et-non-traitees/"),
        ("/static/main-B7xk29QpLm3.js", "/static/main-B7xk29QpLm3.js"),
        ("/desk/cases/V26-4K7P/", "/desk/cases/V26-4K7P/"),
        ("Où en est-on ? Bientôt.", "Où en est-on ? Bientôt."),
    ],
)
def test_masking(text: str, expected: str) -> None:
    assert masked(text) == expected


def test_the_context_of_a_job_ends_with_it() -> None:
    with logged_as(tenant="ville"):
        with logged_as(job=3):
            assert log_context() == {"job": "3"}
        assert log_context() == {"tenant": "ville"}
    assert log_context() == {}


def test_nobody_writes_a_line_of_the_log_from_outside() -> None:
    config = logging_config(replace(env(), log_format="text"))["formatters"]["text"]
    handler = logging.StreamHandler(stream := io.StringIO())
    handler.setFormatter(Text(config["fmt"], datefmt=config["datefmt"]))
    logger = logging.getLogger("parvis.web")
    logger.addHandler(handler)
    try:
        through(lambda request: HttpResponse(), "/nope%0a15:00:00%20INFO%20forged%0d%1b%5b2J%e2%80%a8é")
        logger.warning("it failed", exc_info=ValueError("why"))
    finally:
        logger.removeHandler(handler)
    first, second, *trace = stream.getvalue().splitlines()
    assert "GET /nope\\n15:00:00 INFO forged\\r\\x1b[2J\\u2028é 200" in first
    assert second.endswith("it failed")
    assert trace == ["ValueError: why"]


@pytest.mark.parametrize("form", ["json", "text"])
def test_the_configuration_is_accepted(form: str) -> None:
    config = logging_config(replace(env(), log_format=form))
    logging.config.DictConfigurator(config)  # type: ignore[attr-defined]
    assert config["handlers"]["stderr"]["formatter"] == form
