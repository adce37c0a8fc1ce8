"""`parvis tenant export | import | remove`, as they are typed."""

from pathlib import Path

from parvis.ops.embedded import running_database
from tests.ops.folders import Folder


def test_a_town_leaves_arrives_and_is_removed(folder: Folder, tmp_path: Path) -> None:
    exported = str(tmp_path / "dreux")

    def typed(*arguments: str, code: int = 0) -> str:
        done = folder.parvis("tenant", *arguments)
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr

    with running_database(folder.env):
        typed("create", "--insee", "28134", "--host", "dreux.test", "--slug", "dreux")
        assert "dans" in typed("export", "dreux", exported)
        assert "porte déjà l'identifiant" in typed("import", exported, "--host", "a.test", code=1)
        assert "Chargée" in typed("import", exported, "--host", "a.test", "--slug", "jumelle")
        assert "rien n'a été supprimé" in typed("remove", "dreux", "--yes", "dreu", code=1)
        assert "Certificat de suppression : Dreux" in typed(
            "remove", "dreux", "--yes", "dreux", "--wait", "0"
        )
        assert typed("list").split()[0] == "jumelle"
