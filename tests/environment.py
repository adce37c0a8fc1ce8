"""What the tests run with, set before Django reads its settings (loaded early, by « -p tests.environment »)."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = Path(os.environ.get("PARVIS_TEST_CACHE", ROOT / ".cache" / "tests"))
EXTERNAL = os.environ.get("PARVIS_TEST_DATABASE_URL", "")

CACHE.mkdir(parents=True, exist_ok=True)
for name in [
    name for name in os.environ if name.startswith("PARVIS_") and not name.startswith("PARVIS_TEST_")
]:
    del os.environ[name]
for name in ("DATABASE_URL", "PORT", "HOST"):
    os.environ.pop(name, None)
os.environ["DATA"] = str(CACHE)
os.environ["DJANGO_SETTINGS_MODULE"] = "parvis.config.settings"
# Nothing leaves this machine: outside services are named where a test starts their stand-in.
os.environ["PARVIS_GEOCODER_URL"] = "http://127.0.0.1:9"
os.environ["PARVIS_TILES_URL"] = "http://127.0.0.1:9/{z}/{x}/{y}.png"
# Playwright leaves its event loop running in the thread of the tests; no code of ours uses the ORM from a coroutine.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
if EXTERNAL:
    os.environ["DATABASE_URL"] = EXTERNAL
