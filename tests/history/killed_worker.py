"""Run by test_worker.py in a process of its own, to be killed there: a worker whose reaction never ends.

Arguments: the database and the name of the subscriber.
"""

import sys
import time

import django


def main(database: str, name: str) -> None:
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    from parvis.cases.events import Noted
    from parvis.history import reactions
    from parvis.ops.worker import work

    def never_ends(event: object) -> None:
        time.sleep(600)

    reactions._subscribers[name] = reactions.Subscriber(
        name, "notifications", never_ends, frozenset({Noted.code})
    )
    work(["notifications"])


main(*sys.argv[1:])
