"""An archive may come from anybody: whatever it holds, it is refused with nothing written, or it harms only its own town."""

import json
import os
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from parvis.ops.portability import manifest as names
from parvis.ops.portability.loading import Loaded
from parvis.ops.portability.manifest import BadArchive
from tests.ops.portability.towns import Installation, lines, rewrite

CASES, FILES, AGENTS = "data/cases_case.jsonl", "data/files_attachment.jsonl", "data/organisation_agent.jsonl"


def changed(name: str, **values: Any) -> Callable[[Path], None]:
    """The first row of a file, with other values; the manifest agrees."""

    def change(folder: Path) -> None:
        rows: list[Any] = lines(folder, name)
        rows[0] |= values
        rewrite(folder, name, rows)

    return change


def raw(name: str, text: str) -> Callable[[Path], None]:
    return lambda folder: rewrite(folder, name, [text])


def said(**values: Any) -> Callable[[Path], None]:
    """The manifest, with other values."""

    def change(folder: Path) -> None:
        found = json.loads((folder / names.NAME).read_text())
        (folder / names.NAME).write_text(json.dumps(found | values))

    return change


def town(**values: Any) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        found = json.loads((folder / names.NAME).read_text())
        said(collectivity=found["collectivity"] | values)(folder)

    return change


def tampered(folder: Path) -> None:
    with (folder / CASES).open("ab") as file:
        file.write(b"{}\n")


def escaping_sums(folder: Path) -> None:
    rewrite(folder, names.SUMS, [f"{'0' * 64}  files/../../../etc/passwd"])


def linked(folder: Path) -> None:
    """A file that is a link to a secret of the machine, its sum being that of the secret."""
    victim = next(path for path in (folder / names.FILES).rglob("*") if path.is_file())
    secret = folder.parent / "secret.json"
    secret.write_bytes(victim.read_bytes())
    victim.unlink()
    victim.symlink_to(secret)


def piped(folder: Path) -> None:
    (folder / names.SHEET).unlink()
    os.mkfifo(folder / names.SHEET)


def disguised(folder: Path) -> None:
    """A page in place of a picture, with its right sum."""
    row = lines(folder, FILES)[0]
    page = b"<html><script>alert(1)</script>"
    (folder / names.FILES / row["key"]).write_bytes(page)
    rows = [
        f"{sha256(page).hexdigest()}  files/{row['key']}" if row["key"] in line else line
        for line in (folder / names.SUMS).read_text().splitlines()
    ]
    rewrite(folder, names.SUMS, rows)


def without_a_file(folder: Path) -> None:
    rewrite(folder, names.SUMS, [])
    said(files=0)(folder)


HOSTILE: dict[str, tuple[Callable[[Path], None], str]] = {
    "modifié": (tampered, "empreinte"),
    "une autre collectivité": (changed(CASES, tenant_id=1), "tenant_id"),
    "un champ inconnu": (changed(CASES, is_admin=True), "is_admin"),
    "une clé vers rien": (changed(CASES, department_id=987654), "refuse"),
    "un numéro énorme": (changed(CASES, id=2**62), "impossible"),
    "un numéro négatif": (changed(CASES, id=-1), "impossible"),
    "un état inconnu": (changed(CASES, state="hacked"), "valeur inconnue"),
    "un état qui n'est pas un mot": (changed(CASES, state=["received"]), "valeur inconnue"),
    "une demande sans date": (changed(CASES, received_at="demain"), "ligne"),
    "un caractère nul": (changed(CASES, description="a\x00b"), "ligne"),
    "du SQL": (changed(CASES, reference="'); DROP TABLE cases_case; --"), "ligne"),
    "un chemin qui remonte": (changed(FILES, key="../../../etc/passwd"), "chemin"),
    "le chemin d'une autre ville": (changed(FILES, key="1/aa/" + "a" * 40), "chemin"),
    "un type de fichier à rallonge": (changed(FILES, content_type="image/png\r\nX: y"), "type de fichier"),
    "un compte qui n'y est pas": (changed(AGENTS, account_email="root@autre.test"), "refuse"),
    "une adresse mal écrite": (changed(names.ACCOUNTS, email="Jeanne@ville.test"), "adresse"),
    "pas du JSON": (raw(CASES, "{"), "objet JSON"),
    "une liste": (raw(CASES, "[]"), "objet JSON"),
    "trop profond": (raw(CASES, "[" * 100_000), "objet JSON"),
    "deux fois la même": (lambda f: rewrite(f, CASES, lines(f, CASES) * 2), "refuse"),
    "un lien de personne": (raw(names.LINKS, json.dumps({"case_id": 987654, "digest": "a" * 64})), "ne sont pas"),
    "des empreintes qui remontent": (escaping_sums, "inattendus"),
    "un lien symbolique": (linked, "secret|lien|symbolic|Too many|niveaux"),
    "un tuyau": (piped, "ordinaire"),
    "une page déguisée en image": (disguised, "image"),
    "un fichier absent": (without_a_file, "n'est pas dans l'export"),
    "un format à venir": (said(version=99), "inconnu"),
    "autre chose": (said(format="zip"), "n'est pas celui"),
    "un inventaire tordu": (said(content={"data/cases_case.jsonl": 3}), "illisible"),
    "une table inconnue": (raw("data/secrets.jsonl", "{}"), "ne connaît pas"),
    "une table hors du dossier": (raw("data/../../x.jsonl", "{}"), "ne connaît pas"),
        "un fuseau inventé": (town(time_zone="../../etc/passwd"), "fuseau"),
    "un champ de plus à la ville": (town(id=1), "ne connaît pas"),
}  # fmt: skip


def test_each_is_refused_and_leaves_nothing(
    archive: Path, elsewhere: Installation, loader: Callable[..., Loaded], tmp_path: Path
) -> None:
    """One installation stands all the attacks: it is the same after as before."""
    before = elsewhere.everything()
    whole = tmp_path / "whole"
    shutil.copytree(archive, whole)
    for name, (attack, message) in HOSTILE.items():
        shutil.rmtree(archive)
        shutil.copytree(whole, archive)
        attack(archive)
        with pytest.raises(BadArchive, match=message) as refused:
            loader()
        assert str(refused.value), name
        assert elsewhere.everything() == before, name
    shutil.rmtree(archive)
    shutil.copytree(whole, archive)
    loader()


def test_the_last_of_two_equal_keys_is_both_checked_and_written(
    archive: Path, elsewhere: Installation, loader: Callable[..., Loaded]
) -> None:
    row = json.dumps(lines(archive, FILES)[0])
    rewrite(archive, FILES, [row.replace("{", '{"key": "../../../../etc/passwd", ', 1)])
    loader()
    keys = {key for (key,) in elsewhere.rows("SELECT key FROM files_attachment")}
    assert not any(".." in key for key in keys)


def test_a_far_number_does_not_carry_the_others_away(
    archive: Path, elsewhere: Installation, loader: Callable[..., Loaded]
) -> None:
    """Sequences are shared: a town must not use up the numbers of all."""
    name = "data/history_accesslog.jsonl"
    changed(name, id=10**15)(archive)
    loader()
    (last,) = elsewhere.rows("SELECT last_value FROM history_accesslog_id_seq")[0]
    assert last < 10**6


@pytest.mark.parametrize("given", ["../x", "a/b", "x" * 60, "é"])
def test_a_slug_is_not_a_path(
    archive: Path, loader: Callable[..., Loaded], elsewhere: Installation, given: str
) -> None:
    before = elsewhere.everything()
    town(slug=given)(archive)
    with pytest.raises(BadArchive, match="collectivité"):
        loader(slug="")
    assert elsewhere.everything() == before


def test_an_unfinished_export_is_not_loaded(archive: Path, loader: Callable[..., Loaded]) -> None:
    (archive / names.NAME).rename(archive / names.UNFINISHED)
    with pytest.raises(BadArchive, match="inachevé"):
        loader()
