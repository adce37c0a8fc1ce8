"""An import of agents taken back takes its accounts with it, but those that serve since; and says which, and why."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from parvis.history.models import ImportBatch
from parvis.intake.importing.undoing import undo
from parvis.kit import clock
from parvis.kit.tenant import activate
from parvis.organisation.models import Account, Agent
from tests.intake.importing_kinds import AGENTS
from tests.intake.test_importing_kinds import brought

STAFF = [
    {"Mail": f"{name}@ville.fr", "NOM Prénom": f"{name.title()} Roy", "Rôle": "DGS", "Service": ""}
    for name in ("alix", "bo", "chris", "dom")
]


def emails() -> set[str]:
    return set(Account.objects.filter(email__endswith="@ville.fr").values_list("email", flat=True))


def test_accounts_that_serve_nobody_go_and_the_others_are_named(
    town: Any, other_town: Any, tmp_path: Path
) -> None:
    Account.objects.create_account("dom@ville.fr", None, "Dom Roy")  # here before the import
    batch = brought(tmp_path, AGENTS, STAFF).batch_id
    Account.objects.filter(email="bo@ville.fr").update(last_login=clock.now())
    with activate(other_town.pk):
        Agent(account=Account.objects.get(email="chris@ville.fr"), display_name="Chris").save(
            force_insert=True
        )
    rows = undo(batch).rows
    assert rows.removed == {"agent": 3, "rôle": 3, "compte": 1}
    assert rows.held == [("Bo Roy", "s'est déjà connecté")]
    assert rows.held_accounts == [("chris@ville.fr", "il a servi depuis")], (
        "one town is not told what another one does"
    )
    assert emails() == {"bo@ville.fr", "chris@ville.fr", "dom@ville.fr"}
    again = brought(tmp_path, AGENTS, STAFF)
    assert again.created == 3


def test_no_account_goes_without_an_import_being_undone(town: Any, tmp_path: Path) -> None:
    batch = brought(tmp_path, AGENTS, STAFF[:1]).batch_id
    account = Account.objects.get(email="alix@ville.fr")
    with (
        pytest.raises(DatabaseError, match="not being undone"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT forget_account(%s, %s)", [batch, account.pk])
    ImportBatch.objects.filter(pk=batch).update(state="undoing")
    with connection.cursor() as cursor:
        # Its agent is still here: the account serves.
        cursor.execute("SELECT forget_account(%s, %s)", [batch, account.pk])
        assert cursor.fetchone()[0] == "elsewhere"
    assert emails() == {"alix@ville.fr"}
