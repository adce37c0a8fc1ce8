"""Where files to import wait: in the data folder, by town, under names nobody can guess; swept when forgotten.

They are no attachments: nobody downloads them, backups leave them out, and they go when their import is over.
"""

import os
import re
import secrets
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.db import connection
from django.db.models import Q

from parvis.files.storing import clean_name
from parvis.intake.models import ImportRun
from parvis.kit import clock
from parvis.kit.env import env
from parvis.kit.tenant import current_tenant_id

MEGABYTE = 1024 * 1024
#: Days after which a file nobody went on with is dropped with its run, and one whose import is over is dropped.
UNUSED, USED = timedelta(days=7), timedelta(days=30)
#: Seconds after which a file that no run speaks of is removed: its request was cut.
ORPHAN = 2 * 24 * 3600
_KEY = re.compile(r"\d+/[0-9a-f]{40}")


class Arrived(UploadedFile):
    """A file of a form, already in its place; ``key`` names it."""

    def __init__(self, key: str, name: str, size: int) -> None:
        super().__init__(name=clean_name(name), size=size)
        self.key = key


class FolderHandler(FileUploadHandler):
    """Writes the field ``file`` where it will be read. Past the limit, or without room, drops it and says why in
    ``request.not_taken``; other fields go on to the next handler."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._mine = self.field_name == "file"
        self._key, self._seen = "", 0
        if self._mine:
            self._key = new_key()
            self._open = os.open(path_of(self._key), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if not self._mine:
            return raw_data
        self._seen += len(raw_data)
        if self._seen > env().max_import_mb * MEGABYTE:
            self._drop(
                f"Ce fichier dépasse {env().max_import_mb} Mo : compressez-le (.gz) ou partagez-le en plusieurs fichiers,"
                " par année par exemple."
            )
        try:
            written = memoryview(raw_data)
            while written:
                written = written[os.write(self._open, written) :]
        except OSError:
            self._drop(NO_ROOM)
        return None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if not self._mine:
            return None
        try:
            os.fsync(self._open)
        finally:
            os.close(self._open)
        self._mine = False
        return Arrived(self._key, self.file_name or "fichier", self._seen)

    def upload_interrupted(self) -> None:
        if getattr(self, "_mine", False):
            os.close(self._open)
            forget(self._key)

    def _drop(self, reason: str) -> None:
        os.close(self._open)
        forget(self._key)
        self._mine = False
        self.request.not_taken = reason  # type: ignore[union-attr]
        raise SkipFile


NO_ROOM = (
    "La place manque sur le disque du serveur : prévenez la personne qui héberge Parvis, puis recommencez."
)


def has_room(size: int) -> bool:
    """Whether a file of this size leaves the server the free space it needs."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    return shutil.disk_usage(folder()).free - size > env().min_free_disk_mb * MEGABYTE


def folder() -> Path:
    """Of the current town."""
    return env().imports / str(current_tenant_id())


def new_key() -> str:
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    return f"{current_tenant_id()}/{secrets.token_hex(20)}"


def path_of(key: str) -> Path:
    """Keys are ours, and still are checked: those of another town open nothing."""
    if not _KEY.fullmatch(key) or not key.startswith(f"{current_tenant_id()}/"):
        raise ValueError(f"not a key of this town: {key!r}")
    return env().imports / key


def forget(*keys: str) -> None:
    for key in filter(None, keys):
        path_of(key).unlink(missing_ok=True)


def sweep() -> tuple[int, int]:
    """Of the current town: runs dropped because nobody came back, and files removed."""
    # Outside a transaction the database shows no row of any tenant: every file would look forgotten.
    assert connection.in_atomic_block, "sweep inside a transaction of the tenant"
    now = clock.now()
    unused = list(ImportRun.objects.filter(state__in=ImportRun.BEFORE, changed_at__lt=now - UNUSED))
    for run in unused:
        forget(run.file_key, run.rejects_key)
    ImportRun.objects.filter(pk__in=[run.pk for run in unused]).delete()
    over = ImportRun.objects.filter(changed_at__lt=now - USED).exclude(state__in=ImportRun.WORKING)
    for run in over.exclude(Q(file_key="") & Q(rejects_key="")):
        forget(run.file_key, run.rejects_key)
        ImportRun.objects.filter(pk=run.pk).update(file_key="", rejects_key="", profile={})
    return len(unused), _remove_orphans()


def _remove_orphans() -> int:
    limit, gone = clock.now().timestamp() - ORPHAN, 0
    known: set[str] = set()
    for keys in ImportRun.objects.values_list("file_key", "rejects_key"):
        known.update(keys)
    for path in folder().glob("*"):
        if f"{current_tenant_id()}/{path.name}" not in known and path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)
            gone += 1
    return gone
