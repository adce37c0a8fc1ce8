"""Everything Parvis reads from its environment, typed, in one place. Imports no Django.

Each field of `Env` carries the name of its variable; `docs/hebergeurs/reglages.md` documents every one (a test checks).
What differs from one town hall to the next is a row of the database, never a setting.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal, Self
from urllib.parse import parse_qs, unquote, urlsplit

from parvis.kit.secretsfile import read_secrets

Role = Literal["app", "owner"]

GEOCODER_URL = "https://data.geopf.fr/geocodage"
TILES_URL = (
    "https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0"
    "&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal&FORMAT=image/png"
    "&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}"
)


class EnvError(Exception):
    """A setting holds a value that cannot be used; the message is for the person who typed it."""


@dataclass(frozen=True)
class Smtp:
    """Where mail leaves from, read from `smtp://user:password@host:port?tls=starttls` (tls: none, starttls, tls)."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    tls: str

    @classmethod
    def parse(cls, url: str) -> Self:
        parts = urlsplit(url)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise ValueError("attendu : smtp://utilisateur:motdepasse@serveur:port?tls=starttls")
        default = "tls" if parts.scheme == "smtps" else "none"
        tls = parse_qs(parts.query).get("tls", [default])[0]
        if tls not in ("none", "starttls", "tls"):
            raise ValueError("tls vaut none, starttls ou tls")
        port = parts.port or {"none": 25, "starttls": 587, "tls": 465}[tls]
        return cls(parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or ""), tls)


def _text(value: str) -> str:
    return value


def _url(value: str) -> str:
    if urlsplit(value).scheme not in ("http", "https"):
        raise ValueError("une adresse http:// ou https:// est attendue")
    return value.rstrip("/")


def _postgres(value: str) -> str:
    if urlsplit(value).scheme not in ("postgres", "postgresql"):
        raise ValueError("une adresse postgresql://… est attendue")
    return value


def _flag(value: str) -> bool:
    if value.lower() not in ("0", "1", "true", "false", "yes", "no", "on", "off"):
        raise ValueError("1 ou 0 est attendu")
    return value.lower() in ("1", "true", "yes", "on")


def _number(low: int, high: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        if not value.isdigit() or not low <= int(value) <= high:
            raise ValueError(f"un nombre entre {low} et {high} est attendu")
        return int(value)

    return parse


def _one_of(*allowed: str) -> Callable[[str], str]:
    def parse(value: str) -> str:
        if value not in allowed:
            raise ValueError(f"valeurs possibles : {', '.join(allowed)}")
        return value

    return parse


def _words(value: str) -> tuple[str, ...]:
    return tuple(word for word in value.replace(",", " ").split() if word)


def _setting(variable: str, parse: Callable[[str], Any], default: Any, *, secret: bool = False) -> Any:
    return field(
        default=default, repr=not secret, metadata={"variable": variable, "parse": parse, "secret": secret}
    )


def _secret(variable: str) -> Any:
    """A secret comes from its variable, else from the secrets file of the data folder."""
    return _setting(variable, _text, "", secret=True)


@dataclass(frozen=True, kw_only=True)
class Env:
    data: Path = _setting("DATA", lambda value: Path(value).expanduser().resolve(), Path("data"))
    host: str = _setting("HOST", _text, "127.0.0.1")
    port: int = _setting("PORT", _number(1, 65535), 8000)
    public_scheme: str = _setting("PARVIS_PUBLIC_SCHEME", _one_of("http", "https"), "http")
    trusted_proxies: tuple[str, ...] = _setting("PARVIS_TRUSTED_PROXIES", _words, ())
    debug: bool = _setting("PARVIS_DEBUG", _flag, False)

    database_url: str = _setting("DATABASE_URL", _postgres, "", secret=True)
    app_database_url: str = _setting("PARVIS_APP_DATABASE_URL", _postgres, "", secret=True)
    listen_database_url: str = _setting("PARVIS_LISTEN_DATABASE_URL", _postgres, "", secret=True)
    test_database_url: str = _setting("PARVIS_TEST_DATABASE_URL", _postgres, "", secret=True)
    db_role: Role = _setting("PARVIS_DB_ROLE", _one_of("app", "owner"), "app")
    statement_timeout: int = _setting("PARVIS_STATEMENT_TIMEOUT", _number(1, 600), 30)

    secret_key: str = _secret("PARVIS_SECRET_KEY")
    follow_key: str = _secret("PARVIS_FOLLOW_KEY")
    app_password: str = _secret("PARVIS_APP_PASSWORD")
    owner_password: str = _secret("PARVIS_OWNER_PASSWORD")
    superuser_password: str = _secret("PARVIS_SUPERUSER_PASSWORD")

    smtp: Smtp | None = _setting("PARVIS_SMTP_URL", Smtp.parse, None, secret=True)
    mail_from: str = _setting("PARVIS_MAIL_FROM", _text, "Parvis <ne-pas-repondre@localhost>")

    geocoder_url: str = _setting("PARVIS_GEOCODER_URL", _url, GEOCODER_URL)
    tiles_url: str = _setting("PARVIS_TILES_URL", _url, TILES_URL)

    web_threads: int = _setting("PARVIS_WEB_THREADS", _number(1, 64), 4)
    max_upload_mb: int = _setting("PARVIS_MAX_UPLOAD_MB", _number(1, 200), 15)
    max_import_mb: int = _setting("PARVIS_MAX_IMPORT_MB", _number(1, 4096), 200)
    max_files: int = _setting("PARVIS_MAX_FILES", _number(1, 50), 5)
    min_free_disk_mb: int = _setting("PARVIS_MIN_FREE_DISK_MB", _number(1, 1_000_000), 500)
    max_queue_age: int = _setting("PARVIS_MAX_QUEUE_AGE", _number(10, 86_400), 600)

    log_level: str = _setting("PARVIS_LOG_LEVEL", _one_of("DEBUG", "INFO", "WARNING", "ERROR"), "INFO")
    log_format: str = _setting("PARVIS_LOG_FORMAT", _one_of("json", "text"), "json")

    @property
    def embedded(self) -> bool:
        """True when Parvis runs its own PostgreSQL, in the data folder."""
        return not self.database_url

    @property
    def files(self) -> Path:
        return self.data / "files"

    @property
    def imports(self) -> Path:
        """Files to import, kept until their import is over."""
        return self.data / "imports"

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    @classmethod
    def read(cls, environ: Mapping[str, str] | None = None) -> Self:
        """Read the environment, then the secrets file (made at the first call). Raises `EnvError`."""
        environ = os.environ if environ is None else environ
        values: dict[str, Any] = {"data": Path("data").resolve()}
        for each in fields(cls):
            variable, parse = each.metadata["variable"], each.metadata["parse"]
            if text := environ.get(variable, "").strip():
                try:
                    values[each.name] = parse(text)
                except ValueError as error:
                    raise EnvError(f"Réglage {variable} : {error}.") from None
        return cls(**_with_secrets(values))


def _with_secrets(values: dict[str, Any]) -> dict[str, Any]:
    needed = {
        each.name for each in fields(Env) if each.metadata["parse"] is _text and each.metadata["secret"]
    }
    if values.get("database_url"):
        needed -= {"owner_password", "superuser_password"}
    missing = needed - values.keys()
    if missing:
        try:
            kept = read_secrets(values["data"])
        except OSError as error:
            raise EnvError(f"Dossier de données {values['data']} : {error.strerror}.") from None
        values |= {name: kept[name] for name in missing}
    return values


@cache
def env() -> Env:
    """The environment of this process, read once."""
    return Env.read()
