"""Settings: typed, refused in one sentence, documented; secrets: made once, private."""

import re
import stat
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from parvis.kit.database import database_settings, parse_url
from parvis.kit.env import Env, EnvError, Smtp
from parvis.kit.secretsfile import NAMES, read_secrets

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "hebergeurs" / "reglages.md"


def test_every_setting_is_documented_and_nothing_else() -> None:
    documented = re.findall(r"^\| `([A-Z_]+)` \|", DOCUMENT.read_text(), re.MULTILINE)
    assert sorted(documented) == sorted(each.metadata["variable"] for each in fields(Env))


@pytest.mark.parametrize(
    "name", [each.name for each in fields(Env) if not isinstance(each.default, bool | str | tuple)]
)
def test_documented_defaults_are_true(name: str) -> None:
    each = next(each for each in fields(Env) if each.name == name)
    if not isinstance(each.default, int):
        pytest.skip("described in words")
    row = re.search(rf"^\| `{each.metadata['variable']}` \| `([^`]*)`", DOCUMENT.read_text(), re.MULTILINE)
    assert row is not None
    assert row[1] == str(each.default)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PORT", "0"),
        ("PORT", "70000"),
        ("PORT", "http"),
        ("PARVIS_DEBUG", "peut-être"),
        ("DATABASE_URL", "mysql://serveur/base"),
        ("PARVIS_SMTP_URL", "http://serveur"),
        ("PARVIS_SMTP_URL", "smtp://serveur?tls=oui"),
        ("PARVIS_GEOCODER_URL", "data.geopf.fr"),
        ("PARVIS_PUBLIC_SCHEME", "ftp"),
        ("PARVIS_DB_ROLE", "postgres"),
    ],
)
def test_a_wrong_value_is_refused_by_name(tmp_path: Path, variable: str, value: str) -> None:
    with pytest.raises(EnvError, match=f"^Réglage {variable} : "):
        Env.read({"DATA": str(tmp_path), variable: value})


def test_secrets_never_show(tmp_path: Path) -> None:
    env = Env.read({"DATA": str(tmp_path), "DATABASE_URL": "postgresql://o:motdepasse@serveur/base"})
    shown = repr(env)
    assert "motdepasse" not in shown
    assert not any(secret in shown for secret in read_secrets(tmp_path).values())


def test_secrets_are_made_once_and_private(tmp_path: Path) -> None:
    first, second = Env.read({"DATA": str(tmp_path)}), Env.read({"DATA": str(tmp_path)})
    assert first == second
    assert stat.S_IMODE((tmp_path / "secrets.json").stat().st_mode) == 0o600
    assert len(set(read_secrets(tmp_path).values())) == len(NAMES)


def test_a_later_secret_joins_the_file_and_changes_no_other(tmp_path: Path) -> None:
    before = read_secrets(tmp_path)
    (tmp_path / "secrets.json").write_text('{"secret_key": "gardée"}')
    after = read_secrets(tmp_path)
    assert after["secret_key"] == "gardée"
    assert after["app_password"] not in (None, "", before["app_password"])


def test_processes_that_start_at_once_agree(tmp_path: Path) -> None:
    code = "from parvis.kit.env import Env; print(Env.read().secret_key)"
    environ = {"DATA": str(tmp_path / "new"), "PYTHONPATH": str(ROOT / "src")}
    started = [
        subprocess.Popen([sys.executable, "-c", code], env=environ, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert len({process.communicate(timeout=60)[0] for process in started}) == 1


def test_given_secrets_need_no_file(tmp_path: Path) -> None:
    given = {"PARVIS_SECRET_KEY": "a", "PARVIS_FOLLOW_KEY": "b", "PARVIS_APP_PASSWORD": "c"}
    env = Env.read({"DATA": str(tmp_path), "DATABASE_URL": "postgresql://o@serveur/base"} | given)
    assert (env.secret_key, env.follow_key, env.app_password) == ("a", "b", "c")
    assert list(tmp_path.iterdir()) == []


def test_mail_settings() -> None:
    assert Smtp.parse("smtp://mairie%40ville.fr:a%2Fb@smtp.ville.fr?tls=starttls") == Smtp(
        "smtp.ville.fr", 587, "mairie@ville.fr", "a/b", "starttls"
    )
    assert Smtp.parse("smtp://localhost:1025") == Smtp("localhost", 1025, "", "", "none")


def test_the_application_connects_beside_the_owner(tmp_path: Path) -> None:
    env = Env.read(
        {"DATA": str(tmp_path), "DATABASE_URL": "postgresql://chef:x@serveur:5433/ville?sslmode=require"}
    )
    owner, app = database_settings(env, "owner"), database_settings(env, "app")
    assert (owner["USER"], owner["PASSWORD"], owner["NAME"]) == ("chef", "x", "ville")
    assert (app["USER"], app["PASSWORD"]) == ("ville_app", env.app_password)
    assert owner["OPTIONS"] == {"sslmode": "require"}
    assert app["OPTIONS"]["sslmode"] == "require"
    assert "statement_timeout=30s" in app["OPTIONS"]["options"]
    assert (app["HOST"], app["PORT"]) == ("serveur", "5433")


def test_a_named_application_role_is_used(tmp_path: Path) -> None:
    urls = {
        "DATABASE_URL": "postgresql://chef@s/ville",
        "PARVIS_APP_DATABASE_URL": "postgresql://appli:y@s/ville",
    }
    app = database_settings(Env.read({"DATA": str(tmp_path)} | urls), "app")
    assert (app["USER"], app["PASSWORD"]) == ("appli", "y")


def test_an_address_without_a_base_is_refused() -> None:
    with pytest.raises(EnvError, match="doit nommer la base"):
        parse_url("postgresql://chef@serveur")
