"""Structured logs: one JSON object a line, with tenant, actor and request number, and no personal data."""

import logging
import re
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from parvis.kit.env import Env
from parvis.kit.logcontext import log_context, masked

# PostgreSQL quotes the values of the refused row there.
_DETAIL = re.compile(r"^(\s*(?:DETAIL|CONTEXT):).*$", re.MULTILINE)


# What starts a new line or drives a terminal.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class ContextFilter(logging.Filter):
    """Put the context's identifiers on the record, and take private links out of its message."""

    def filter(self, record: logging.LogRecord) -> bool:
        for key, value in log_context().items():
            setattr(record, key, value)
        message = record.getMessage()
        if (hidden := without_personal_data(message)) != message:
            record.msg, record.args = hidden, ()
        return True


def without_personal_data(text: str) -> str:
    return _DETAIL.sub(r"\1 …", masked(text))


def _escaped(match: re.Match[str]) -> str:
    return match.group().encode("unicode_escape").decode()


class Json(JsonFormatter):
    def formatException(self, ei: Any) -> str:  # noqa: N802 (logging's name)
        return without_personal_data(str(super().formatException(ei)))

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        """Django hangs the whole request on its records: its text holds the query string."""
        log_data.pop("request", None)
        return super().process_log_record(log_data)


class Text(logging.Formatter):
    """For a person at a terminal."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (logging's name)
        """One line whatever a path holds: nobody writes a line of ours from outside."""
        record.message = _CONTROL.sub(_escaped, record.message)
        return super().formatMessage(record)

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        context = " ".join(f"{key}={value}" for key, value in log_context().items())
        return f"{line} [{context}]" if context else line

    def formatException(self, ei: Any) -> str:  # noqa: N802 (logging's name)
        return without_personal_data(super().formatException(ei))


def logging_config(env: Env) -> dict[str, Any]:
    """The `LOGGING` setting: everything to standard error, which the supervisor and systemd forward."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"context": {"()": ContextFilter}},
        "formatters": {
            "json": {
                "()": Json,
                "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
                "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
                "datefmt": "%Y-%m-%dT%H:%M:%S%z",
            },
            "text": {
                "()": Text,
                "fmt": "%(asctime)s %(levelname)-7s %(name)s %(message)s",
                "datefmt": "%H:%M:%S",
            },
        },
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": env.log_format, "filters": ["context"]},
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "parvis": {"level": env.log_level},
            "procrastinate": {"level": "WARNING" if env.log_level == "INFO" else env.log_level},
            "django.server": {"level": "ERROR"},
            "_granian": {"level": "WARNING"},
        },
    }
