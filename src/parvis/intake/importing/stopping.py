"""What stops an import midway, in words: a full disk, a base that went away. What was committed stays."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import InterfaceError, OperationalError

from parvis.intake.importing.refusals import CannotImport

_FULL = ("53100", "53200")
_AGAIN = "Ce qui a été repris le reste ; la même commande, relancée, finira."


@contextmanager
def stops_in_words() -> Iterator[None]:
    """Raises CannotImport for faults of the machine; leaves alone those of the program."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise CannotImport(f"Le disque est plein : faites de la place. {_AGAIN}") from error
    except sqlite3.OperationalError as error:
        if "full" not in str(error):
            raise
        raise CannotImport(
            f"Le disque des fichiers temporaires est plein : faites de la place. {_AGAIN}"
        ) from error
    except (OperationalError, InterfaceError) as error:
        state = getattr(error.__cause__, "sqlstate", None)
        if state in _FULL:
            raise CannotImport(f"La base n'a plus de place : agrandissez son disque. {_AGAIN}") from error
        if state is None or state.startswith(("08", "57P")):
            raise CannotImport(f"La base de données ne répond plus. {_AGAIN}") from error
        raise
