"""The database stops under load: people get a clear page, and everything comes back by itself."""

import threading
import time
import urllib.error
import urllib.request

import psutil

from tests.ops.folders import Folder, wait_until

CLEAR = "La base de données ne répond pas"


def _get(url: str) -> tuple[int, str]:
    request = urllib.request.Request(url, headers={"Host": "localhost"})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return int(answer.status), ""
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_the_database_dies_under_load(folder: Folder, port: str) -> None:
    founded = folder.parvis("tenant", "create", "--insee", "28134", "--host", "localhost")
    assert founded.returncode == 0, founded.stderr
    serving = folder.serve(PORT=port)
    home = f"http://127.0.0.1:{port}/"
    assert _get(home)[0] == 200
    answers: list[tuple[int, str]] = []
    stop = time.monotonic() + 12

    def visit() -> None:
        for _ in range(400):
            if time.monotonic() > stop:
                return
            answers.append(_get(home))
            time.sleep(0.02)

    visitors = [threading.Thread(target=visit) for _ in range(4)]
    for visitor in visitors:
        visitor.start()
    time.sleep(1)
    pid = folder.server.pid()
    assert pid is not None
    psutil.Process(pid).kill()
    for visitor in visitors:
        visitor.join(60)
    statuses = {status for status, _ in answers}
    assert statuses == {200, 503}, statuses
    for status, page in answers:
        if status == 503:
            assert CLEAR in page
    wait_until(lambda: _get(home)[0] == 200, 30)
    serving.terminate()
    assert serving.wait(30) == 0
