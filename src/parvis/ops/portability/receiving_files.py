"""Each attachment of a town that arrives has its bytes, and a picture is a picture: pictures alone are shown in a page."""

from parvis.files.sniffing import Refused, recognise
from parvis.kit.env import env
from parvis.ops.portability.catalogue import Connection
from parvis.ops.portability.checking import Archive
from parvis.ops.portability.manifest import BadArchive


def check_files(connection: Connection, archive: Archive, tenant: int) -> None:
    """Raises BadArchive on the first file that is neither there nor said to be missing, or is not what it says."""
    missing = set(archive.manifest.missing_files)
    with connection.cursor(name="files") as rows:
        rows.itersize = 5000
        statement = "SELECT key, thumbnail_key, content_type FROM files_attachment WHERE tenant_id = %s"
        for key, thumbnail, content_type in rows.execute(statement, [tenant]):
            _check(key, content_type, missing)
            if thumbnail:
                _check(thumbnail, "image/jpeg", missing)


def _check(key: str, content_type: str, missing: set[str]) -> None:
    path, short = env().files / key, key.partition("/")[2]
    try:
        content = path.read_bytes() if content_type.startswith("image/") else None
        if content is None and not path.is_file():
            raise FileNotFoundError
    except FileNotFoundError:
        if short in missing:
            return
        raise BadArchive(f"Le fichier joint {short} n'est pas dans l'export.") from None
    if content is not None:
        try:
            is_image = recognise(content, max_bytes=len(content) + 1).is_image
        except Refused:
            is_image = False
        if not is_image:
            raise BadArchive(f"Le fichier joint {short} se dit une image et n'en est pas une.")
