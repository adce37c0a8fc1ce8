"""How Django reaches the database: the embedded server's socket, or the server that `DATABASE_URL` names."""

import json
from pathlib import Path
from typing import Any

from parvis.kit.env import Env, EnvError, Role

DATABASE = "parvis"
OWNER = "parvis_owner"
APP = "parvis_app"
EMBEDDED_PORT = 5432
PLACES = "postgres.json"


def read_places(data: Path) -> dict[str, str]:
    """Where the embedded server of this folder lives when that is not inside the folder (keys: cluster, socket)."""
    try:
        return {str(key): str(value) for key, value in json.loads((data / PLACES).read_text()).items()}
    except FileNotFoundError:
        return {}


def socket_folder(data: Path) -> Path:
    return Path(read_places(data).get("socket") or data / "run")


def connection_parts(env: Env, role: Role) -> dict[str, Any]:
    """libpq parameters (host, port, user, password, dbname, …) of one of the two roles. Raises `EnvError`."""
    if env.embedded:
        user, password = (OWNER, env.owner_password) if role == "owner" else (APP, env.app_password)
        host = str(socket_folder(env.data))
        return {"host": host, "port": EMBEDDED_PORT, "user": user, "password": password, "dbname": DATABASE}
    if role == "app" and env.app_database_url:
        return parse_url(env.app_database_url)
    parts = parse_url(env.database_url)
    if role == "app":
        parts |= {"user": f"{parts['dbname']}_app", "password": env.app_password}
    return parts


def parse_url(url: str) -> dict[str, Any]:
    """libpq's own reading of a connection address, so that every one of its parameters works."""
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        parts: dict[str, Any] = dict(conninfo_to_dict(url))
    except ProgrammingError as error:
        raise EnvError(f"Adresse de base de données illisible : {error}") from None
    if not parts.get("dbname"):
        raise EnvError(
            "L'adresse de base de données doit nommer la base : postgresql://utilisateur@serveur/base"
        )
    return parts


def database_settings(env: Env, role: Role) -> dict[str, Any]:
    """The `DATABASES` entry of Django for the application's role or the owner's."""
    parts = connection_parts(env, role)
    if role == "app":
        # A year of a large town's figures is grouped in memory; with less the planner expects to overflow it, and sorts.
        parts.setdefault(
            "options",
            f"-c statement_timeout={env.statement_timeout}s -c idle_in_transaction_session_timeout=60s"
            " -c work_mem=32MB",
        )
    return {
        "ENGINE": "parvis.kit.postgresql",
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "") or ""),
        "OPTIONS": parts,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }
