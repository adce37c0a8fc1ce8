"""Granian serving the application: one process, whose blocking views run in threads."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from parvis.kit.env import Env
from parvis.ops.logs import logging_config
from parvis.ops.parenthood import die_with_parent

APPLICATION = "parvis.config.asgi:application"
GRACE = 10  # seconds an answer in progress may still take when we stop


def serve_web(env: Env) -> None:
    (env.data / "static").mkdir(parents=True, exist_ok=True)
    server = Server(
        APPLICATION,
        address=env.host,
        port=env.port,
        interface=Interfaces.ASGI,
        websockets=False,
        workers=1,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE,
        log_level=LogLevels.warning,
        log_dictconfig=logging_config(env),
    )
    server.serve(target_loader=load_application)


def load_application(target: str) -> Callable[..., Any]:
    """Runs in the serving process, which must not outlive Granian's main one."""
    die_with_parent()
    module, _, name = target.partition(":")
    application: Callable[..., Any] = getattr(import_module(module), name)
    return application
