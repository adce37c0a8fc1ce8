"""How long steps of a long work led on screen are tried again."""

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.jobs import Job


class Insistence(BaseRetryStrategy):
    """A busy place, a stopping worker or an absent database: again soon, for an hour and a half."""

    attempts, first, longest = 100, 2, 60

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if job.attempts >= self.attempts:
            return None
        return RetryDecision(retry_in={"seconds": min(self.first * 2**job.attempts, self.longest)})
