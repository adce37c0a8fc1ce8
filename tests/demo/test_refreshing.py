"""A demonstration that grew old is told again up to today: all or nothing, and never a real town."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.environment import ROOT


@pytest.fixture
def told(server: Any, template: str, worker_id: str) -> Any:
    name = f"parvis_refreshed_{worker_id}_{os.getpid()}"
    server.create(name, template)
    environ = os.environ | {
        "PARVIS_DB_ROLE": "owner",
        "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
    }
    command = [sys.executable, "-m", "tests.demo.refreshed", name]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environ, cwd=ROOT)
    server.drop(name)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_a_demonstration_is_told_again_up_to_today(told: dict[str, Any]) -> None:
    assert (told["first_day"], told["second_day"]) == ("2026-10-01", "2026-11-22")
    assert told["latest"] in ("2026-11-21", "2026-11-22")
    assert told["hosts"] == ["demo2.localhost"]
    assert told["former"] == ["demo2-ancienne"]
    assert told["same_accounts"]
    assert told["kept_when_it_fails"]
    assert (told["used_at_first"], told["used_after"], told["used_once_used"]) == (False, False, True)
    assert told["used_once_imported"]
    assert told["kept_with_an_address"]
    assert "vraie collectivité" in told["refusal"]
