"""A child of the supervisor does not outlive it, even when the supervisor is killed outright."""

import ctypes
import os
import signal
import sys

PARENT = "PARVIS_SUPERVISOR_PID"
_PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Ask Linux for SIGTERM when the process that started us ends."""
    if sys.platform != "linux":
        return
    parent = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:  # it died before we asked
        os.kill(os.getpid(), signal.SIGTERM)


def follow_supervisor() -> None:
    """`die_with_parent` for a process the supervisor started itself; nothing otherwise."""
    if os.environ.get(PARENT) == str(os.getppid()):
        die_with_parent()
