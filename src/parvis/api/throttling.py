"""A partner's runaway loop must not starve the town's pages: so many calls a minute and token, in each web process."""

import threading
import time
from collections import OrderedDict

CALLS = 300
PERIOD = 60.0  # seconds
MOST_TOKENS = 10_000


class Throttle:
    """A bucket per token that refills steadily."""

    def __init__(self, calls: int = CALLS, period: float = PERIOD) -> None:
        self.calls, self.period = calls, period
        self._buckets: OrderedDict[int, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, token_id: int) -> int:
        """Seconds to wait before the next call, 0 when it may pass."""
        now = time.monotonic()
        rate = self.calls / self.period
        with self._lock:
            left, seen = self._buckets.pop(token_id, (float(self.calls), now))
            left = min(float(self.calls), left + (now - seen) * rate)
            passes = left >= 1
            self._buckets[token_id] = (left - 1 if passes else left, now)
            if len(self._buckets) > MOST_TOKENS:
                self._buckets.popitem(last=False)
        return 0 if passes else max(1, round((1 - left) / rate))

    def forget(self) -> None:
        with self._lock:
            self._buckets.clear()


throttle = Throttle()
