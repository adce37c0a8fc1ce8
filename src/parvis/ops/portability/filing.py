"""The bytes of attachments: copied once, verified always, in the order of their names."""
# ruff: noqa: S608 - names of tables and columns are ours

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from parvis.kit.env import env
from parvis.ops.portability import manifest as names
from parvis.ops.portability.catalogue import Connection
from parvis.ops.portability.describing import FILE_KEYS
from parvis.ops.portability.manifest import BadArchive, Manifest, listed_files, open_regular, sum_of
from parvis.ops.portability.writing import Output, copy_summed, private_folder

_FOLDER = 3  # « ab/ »


def export_files(connection: Connection, tenant: int, folder: Path, manifest: Manifest) -> None:
    """Copy what the rows name, list it in SHA256SUMS, and remove what an interrupted export left that no row names."""
    private_folder(folder / names.FILES)
    with Output(folder, names.SUMS) as sums:
        for shard, keys in groupby(_keys(connection, tenant), key=lambda key: key[:_FOLDER]):
            kept = set()
            for key in keys:
                try:
                    size, digest = _export_one(env().files / str(tenant) / key, folder / names.FILES / key)
                except FileNotFoundError:
                    manifest.missing_files.append(key)
                    continue
                kept.add(key)
                manifest.files += 1
                manifest.files_bytes += size
                sums.write(f"{digest}  {names.FILES}/{key}\n".encode())
            _remove_others(folder, shard, kept)
    manifest.content[names.SUMS] = sums.result


def _keys(connection: Connection, tenant: int) -> Iterator[str]:
    """Without the folder of the tenant, in the order of their bytes."""
    union = " UNION ALL ".join(
        f"SELECT regexp_replace({name}, '^{tenant:d}/', '') AS key FROM {model._meta.db_table}"
        f" WHERE tenant_id = {tenant:d} AND {name} <> ''"
        for model, name in sorted(FILE_KEYS, key=str)
    )
    with connection.cursor(name="keys") as rows:
        rows.itersize = 5000
        for (key,) in rows.execute(f'SELECT DISTINCT key COLLATE "C" FROM ({union}) k ORDER BY 1'.encode()):
            yield key


def _export_one(source: Path, target: Path) -> tuple[int, str]:
    """Keep what an interrupted export had copied whole, else copy. The source is read in any case: it says what is right."""
    with source.open("rb") as file:
        if target.is_file() and target.stat().st_size == source.stat().st_size:
            digest = sum_of(file)
            with target.open("rb") as copied:
                if sum_of(copied) == digest:
                    return target.stat().st_size, digest
            file.seek(0)
        return copy_summed(file, target)


def _remove_others(folder: Path, shard: str, kept: set[str]) -> None:
    for path in (folder / names.FILES / shard).glob("*"):
        if f"{shard}{path.name}" not in kept:
            path.unlink()


def import_files(folder: Path, tenant: int, manifest: Manifest) -> None:
    """Put the files of an archive in place, each compared with its sum. Raises BadArchive, and OSError."""
    count = 0
    with open_regular(folder / names.SUMS) as sums:
        for digest, key in listed_files(sums):
            count += 1
            _import_one(folder / names.FILES / key, env().files / str(tenant) / key, digest)
    if count != manifest.files:
        raise BadArchive(f"{names.SUMS} nomme {count} fichiers, {names.NAME} en annonce {manifest.files}.")


def _import_one(source: Path, target: Path, expected: str) -> None:
    def check(found: str) -> None:
        if found != expected:
            raise BadArchive(f"{source} ne correspond pas à son empreinte.")

    if target.is_file():
        with target.open("rb") as already:
            if sum_of(already) == expected:
                return
    try:
        file = open_regular(source)
    except FileNotFoundError:
        raise BadArchive(f"{source} manque dans l'archive.") from None
    with file:
        copy_summed(file, target, then=check)
