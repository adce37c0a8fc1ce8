"""`parvis serve`, tried from outside: ready, alone on its folder, stopped cleanly, back after a kill."""

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import psutil
import pytest

from tests.ops.folders import Folder, wait_until


def get(port: str, path: str = "/healthz") -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.fixture(scope="module")
def folder(served_folder: Folder) -> Folder:
    done = served_folder.parvis("migrate")
    assert done.returncode == 0, done.stderr
    return served_folder


def test_an_existing_town_is_ready_soon_and_stops_cleanly(folder: Folder, port: str) -> None:
    started = time.monotonic()
    serving = folder.serve(PORT=port)
    # 5 s is the promise, on a quiet machine; the suite shares its cores.
    assert time.monotonic() - started < 15
    assert f"Parvis is ready: http://127.0.0.1:{port}" in folder.said()
    assert get(port) == 200
    serving.send_signal(signal.SIGINT)
    assert serving.wait(30) == 0
    wait_until(lambda: not folder.processes(), 5)
    assert "Traceback" not in folder.said()


def test_a_second_start_says_so_and_leaves_the_first_alone(folder: Folder, port: str) -> None:
    serving = folder.serve(PORT=port)
    second = folder.parvis("serve", PORT="1")
    assert second.returncode == 2
    assert second.stderr.strip() == (
        f"Parvis tourne déjà sur ce dossier : http://127.0.0.1:{port} (processus {serving.pid})"
    )
    assert get(port) == 200
    serving.terminate()
    assert serving.wait(30) == 0


def test_after_a_kill_nothing_lingers_and_the_next_start_finds_everything(folder: Folder, port: str) -> None:
    serving = folder.serve(PORT=port)
    with folder.connect("owner") as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    serving.kill()
    serving.wait()
    again = folder.serve(PORT=port)
    assert get(port) == 200
    with folder.connect("owner") as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)
        connection.execute("DROP TABLE kept")
    again.terminate()
    assert again.wait(30) == 0
    wait_until(lambda: not folder.processes(), 10)


def test_the_dead_are_raised(folder: Folder, port: str) -> None:
    serving = folder.serve(PORT=port)
    psutil.Process(folder.server.pid()).kill()
    wait_until(lambda: get(port) == 503, 10)
    wait_until(lambda: get(port) == 200, 30)
    for child in psutil.Process(serving.pid).children():
        if child.cmdline()[-1:] == ["web"]:
            child.kill()
    wait_until(lambda: _answers(port), 30)
    serving.terminate()
    assert serving.wait(30) == 0


def test_a_command_uses_the_server_that_runs(folder: Folder, port: str) -> None:
    serving = folder.serve(PORT=port)
    running = folder.server.pid()
    assert folder.parvis("migrate", "--if-needed").returncode == 0
    assert folder.server.pid() == running
    serving.terminate()
    serving.wait(30)


def test_a_taken_port_is_told_in_one_line(folder: Folder) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = folder.parvis("serve", PORT=str(taken.getsockname()[1]))
    assert refused.returncode == 1
    assert "ne peut pas être ouvert" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_mistyped_setting_is_told_in_one_line(folder: Folder) -> None:
    refused = folder.parvis("serve", PORT="http")
    assert refused.returncode == 1
    assert refused.stderr.strip() == "Erreur : Réglage PORT : un nombre entre 1 et 65535 est attendu."


def test_the_command_line_lists_its_commands_in_french() -> None:
    listed = subprocess.run(
        [sys.executable, "-m", "parvis.ops.cli", "--help"], capture_output=True, text=True, check=True
    ).stdout
    for name in ("serve", "web", "worker", "migrate", "backup", "restore", "manage"):
        assert f"\n  {name}" in listed
    assert "la relation citoyenne" in listed


def _answers(port: str) -> bool:
    try:
        return get(port) == 200
    except OSError:
        return False
