"""The backup file: a plain tar of the database dump, the files and the secrets, ended by a manifest with checksums."""

import hashlib
import io
import json
import os
import tarfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Self

DUMP, SECRETS, FILES, MANIFEST = "database.dump", "secrets.json", "files", "manifest.json"
FORMAT = 1
CHUNK = 1 << 20


class ArchiveError(Exception):
    """This backup cannot be used; nothing was changed."""


@dataclass
class Manifest:
    """What a backup says about itself. `sums` holds the SHA-256 of every other member."""

    parvis: str
    postgresql: str
    app_role: str
    owner_role: str
    created_at: str
    format: int = FORMAT
    sums: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Self:
        try:
            found = cls(**json.loads(path.read_text()))
        except (FileNotFoundError, ValueError, TypeError):
            raise ArchiveError(
                "La sauvegarde est incomplète : son inventaire manque ou est illisible."
            ) from None
        if found.format != FORMAT:
            raise ArchiveError(f"Format de sauvegarde {found.format} inconnu de cette version de Parvis.")
        return found


class Writer:
    """Writes beside the target and renames at the end: a backup with its final name is a whole one."""

    def __init__(self, target: Path, manifest: Manifest) -> None:
        self.target, self.manifest = target, manifest
        self.partial = target.with_name(target.name + ".part")

    def __enter__(self) -> Self:
        handle = os.open(self.partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self.file = os.fdopen(handle, "wb")
        self.tar = tarfile.open(fileobj=self.file, mode="w", format=tarfile.PAX_FORMAT)
        return self

    def add(self, name: str, path: Path) -> None:
        """Add one file, reading it once; a file deleted meanwhile is left out."""
        try:
            source = path.open("rb")
        except FileNotFoundError:
            return
        with source:
            info = tarfile.TarInfo(name)
            info.size, info.mtime, info.mode = (
                os.fstat(source.fileno()).st_size,
                int(path.stat().st_mtime),
                0o600,
            )
            summed = _Summed(source)
            self.tar.addfile(info, summed)
            self.manifest.sums[name] = summed.digest.hexdigest()

    def add_folder(self, name: str, folder: Path) -> None:
        for path in sorted(each for each in folder.rglob("*") if each.is_file() and not each.is_symlink()):
            self.add(f"{name}/{path.relative_to(folder).as_posix()}", path)

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        try:
            if error is None:
                text = json.dumps(asdict(self.manifest), indent=1, sort_keys=True).encode()
                info = tarfile.TarInfo(MANIFEST)
                info.size, info.mtime, info.mode = len(text), int(time.time()), 0o600
                self.tar.addfile(info, io.BytesIO(text))
                self.tar.close()
                self.file.flush()
                os.fsync(self.file.fileno())
        finally:
            self.file.close()
            if error is None:
                self.partial.replace(self.target)
            else:
                self.partial.unlink(missing_ok=True)


class _Summed(io.RawIOBase):
    """Sums what passes through it."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source, self.digest = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        part = self.source.read(size)
        self.digest.update(part)
        return part


def extract(archive: Path, folder: Path) -> Manifest:
    """Unpack into an empty private folder and check every sum. Raises `ArchiveError`."""
    sums: dict[str, str] = {}
    try:
        with tarfile.open(archive, "r:") as tar:
            for member in tar:
                sums[member.name] = _unpack(tar, member, folder)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise ArchiveError(f"La sauvegarde {archive} est illisible : {error}") from None
    manifest = Manifest.read(folder / MANIFEST)
    sums.pop(MANIFEST)
    wrong = sorted(
        name for name in sums.keys() | manifest.sums.keys() if sums.get(name) != manifest.sums.get(name)
    )
    if wrong:
        raise ArchiveError(f"La sauvegarde est abîmée : {wrong[0]} ne correspond pas à son empreinte.")
    if DUMP not in sums:
        raise ArchiveError("La sauvegarde ne contient pas de base de données.")
    return manifest


def _unpack(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> str:
    path = PurePosixPath(member.name)
    known = str(path) in (DUMP, SECRETS, MANIFEST) or (path.parts[:1] == (FILES,) and len(path.parts) > 1)
    if not member.isreg() or not known or ".." in path.parts or path.is_absolute():
        raise ArchiveError(f"La sauvegarde contient un élément inattendu : {member.name}")
    source = tar.extractfile(member)
    assert source is not None
    target = folder / path
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as output:
        for part in _chunks(source):
            digest.update(part)
            output.write(part)
    return digest.hexdigest()


def _chunks(source: IO[bytes]) -> Iterator[bytes]:
    while part := source.read(CHUNK):
        yield part
