"""LISEZMOI.md: what the folder holds, for whoever opens it without Parvis."""

from parvis.ops.portability import manifest as names
from parvis.ops.portability.describing import LEFT_OUT, tables, written
from parvis.ops.portability.manifest import Manifest

_HEAD = """# {name} : données exportées de Parvis

Photographie du {at}, par Parvis {parvis}. Format « {format} », version {version}.

Ce dossier contient **tout ce que la collectivité possède** dans Parvis, dans des formats ouverts, lisibles sans Parvis :
du texte en UTF-8 et les fichiers tels qu'ils ont été reçus. Il contient des données personnelles, y compris celles des
secteurs cloisonnés : gardez-le chiffré, et détruisez-le quand il ne sert plus.

| Élément | Contenu |
|---|---|
| `{manifest}` | l'inventaire : collectivité, date, nombre de lignes, taille et empreinte SHA-256 de chaque fichier |
| `{sheet}` | les demandes en un tableau, pour un tableur (UTF-8, virgule) |
| `data/*.jsonl` | une table par fichier, un objet JSON par ligne, dans l'ordre de `id` |
| `{accounts}` | les comptes des agents : adresse, nom, actif{passwords} |
| `{links}` | l'empreinte SHA-256 des liens de suivi en cours, par demande |
| `files/` | les {files} fichiers joints et leurs vignettes |
| `{sums}` | leurs empreintes ; vérifier : `sha256sum -c {sums}` |

Les objets se désignent par leur numéro (`case_id` d'un message est l'`id` d'une demande). Les instants sont en UTC.
{missing}
## Ce qui n'y est pas

- Les sessions ouvertes, les essais de connexion, les tâches de fond : {jobs} étaient en attente.
- {mail} courriels n'étaient pas encore partis : ils sont dans l'export, mais l'installation qui le charge ne les envoie pas.
- La configuration de l'hébergeur, ses journaux, ses sauvegardes.
{left_out}

## Tables

"""


def read_me(manifest: Manifest) -> str:
    missing = ""
    if manifest.missing_files:
        listed = "\n".join(f"- `{key}`" for key in manifest.missing_files[:100])
        missing = f"\n**{len(manifest.missing_files)} fichiers manquaient sur le disque** au moment de l'export :\n\n{listed}\n"
    head = _HEAD.format(
        name=manifest.collectivity["name"],
        at=manifest.snapshot_at[:19].replace("T", " à ") + " (UTC)",
        parvis=manifest.parvis,
        format=manifest.format,
        version=manifest.version,
        manifest=names.NAME,
        sheet=names.SHEET,
        accounts=names.ACCOUNTS,
        links=names.LINKS,
        sums=names.SUMS,
        files=manifest.files,
        passwords=", empreinte du mot de passe" if manifest.passwords else "",
        missing=missing,
        jobs=manifest.not_taken["jobs"],
        mail=manifest.not_taken["mail"],
        left_out="\n".join(f"- `{m._meta.db_table}` : {why}." for m, why in LEFT_OUT.items()),
    )
    return head + "\n".join(_table(manifest))


def _table(manifest: Manifest) -> list[str]:
    lines: list[str] = []
    for table in tables():
        rows = manifest.content[table.file].rows
        lines += [f"### `{table.file}`", "", f"{table.title.capitalize()} : {rows} lignes.", ""]
        lines += ["| Champ | Forme | Sens |", "|---|---|---|"]
        lines += [
            f"| `{column.label}` | {written(column)} | {column.field.verbose_name} |"
            for column in table.columns
        ]
        lines.append("")
    return lines
