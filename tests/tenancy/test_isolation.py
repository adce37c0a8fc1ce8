"""Two towns in one database: what one does never reads, writes or points at the rows of the other."""

import threading
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from parvis.cases.models import Case, Follow, Message, Note, TaskStep
from parvis.kit import clock
from parvis.kit.readonly import read_only_transaction, short_write
from parvis.kit.tenant import NoTenant, activate, current_tenant_id
from parvis.organisation.models import Department, Sector
from parvis.tenancy.isolating import tenant_models
from parvis.tenancy.isolation import TenantForeignKey
from tests.tenancy.furnished import furnish, one_row_of_each


def setting() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('parvis.tenant', true), '')")
        return str(cursor.fetchone()[0])


def test_each_town_sees_its_own_rows(town: Any, other_town: Any) -> None:
    furnish("ville")
    with activate(other_town.pk):
        furnish("autre")
    for model in tenant_models():
        assert set(model.objects.values_list("tenant_id", flat=True)) == {town.pk}, model
        with activate(other_town.pk):
            assert set(model.objects.values_list("tenant_id", flat=True)) == {other_town.pk}, model


def test_raw_sql_sees_only_the_active_town(town: Any, other_town: Any) -> None:
    furnish("ville")
    with activate(other_town.pk):
        furnish("autre")
    with connection.cursor() as cursor:
        for model in tenant_models():
            cursor.execute(f'SELECT DISTINCT tenant_id FROM "{model._meta.db_table}"')
            assert cursor.fetchall() == [(town.pk,)], model


def test_no_foreign_key_can_point_at_another_towns_row(town: Any, other_town: Any) -> None:
    """Each key of each model, in turn, to a row that exists, but there."""
    furnish("ville")
    # What else the row must hold for its own checks, so that the key alone is refused.
    instead = {
        (Follow, "department_id"): {"agent_id": None},
        (TaskStep, "done_by_id"): {"done_at": clock.now()},
    }
    with activate(other_town.pk):
        furnish("autre")
        theirs = {model: row.pk for model, row in one_row_of_each().items()}
    tried = 0
    for model, row in one_row_of_each().items():
        if "UPDATE" not in model.app_privileges:
            continue
        for field in model._meta.local_fields:
            if isinstance(field, TenantForeignKey):
                values = {field.attname: theirs[field.remote_field.model]}
                values |= instead.get((model, field.attname), {})
                with pytest.raises(IntegrityError, match="_tenant_fk"), transaction.atomic():
                    model.objects.filter(pk=row.pk).update(**values)
                tried += 1
    assert tried > 20


def test_a_row_cannot_be_given_to_another_town(town: Any, other_town: Any) -> None:
    furnish("ville")
    for model in one_row_of_each():
        if "UPDATE" in model.app_privileges:
            with (
                pytest.raises(DatabaseError, match=r"row-level security|permission"),
                transaction.atomic(),
                connection.cursor() as c,
            ):
                c.execute(f'UPDATE "{model._meta.db_table}" SET tenant_id = %s', [other_town.pk])
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Sector(tenant_id=other_town.pk, code="x", name="x").save(force_insert=True)


def test_saving_a_row_of_another_town_changes_nothing_there(town: Any, other_town: Any) -> None:
    with activate(other_town.pk):
        theirs = Department.objects.get(code="VOI")
    theirs.name = "Volé"
    with pytest.raises(DatabaseError), transaction.atomic():
        theirs.save()
    assert theirs.delete()[0] == 0
    with pytest.raises(Department.DoesNotExist):
        theirs.refresh_from_db()
    with activate(other_town.pk):
        assert Department.objects.get(code="VOI").name != "Volé"


def test_a_question_asked_in_one_town_answers_nothing_in_another(town: Any, other_town: Any) -> None:
    asked_here = Department.objects.all()
    with activate(other_town.pk):
        assert list(asked_here) == []


def test_the_same_reference_and_codes_live_in_both_towns(town: Any, other_town: Any) -> None:
    mine = furnish("ville")
    with activate(other_town.pk):
        theirs = furnish("autre")
    assert mine.reference == theirs.reference
    assert Case.objects.get(reference=mine.reference).pk == mine.pk


def test_switching_towns_inside_a_transaction(town: Any, other_town: Any) -> None:
    assert setting() == str(town.pk)
    with activate(other_town.pk):
        assert (current_tenant_id(), setting()) == (other_town.pk, str(other_town.pk))
        with transaction.atomic():
            assert setting() == str(other_town.pk)
            with activate(None):
                assert setting() == ""
                with pytest.raises(NoTenant):
                    current_tenant_id()
            assert setting() == str(other_town.pk)
    assert setting() == str(town.pk)


def test_a_rolled_back_savepoint_puts_the_town_back(town: Any, other_town: Any) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic(), activate(other_town.pk):
        raise ZeroDivisionError
    assert setting() == str(town.pk)
    with activate(other_town.pk):
        with pytest.raises(ZeroDivisionError), transaction.atomic(), activate(town.pk):
            raise ZeroDivisionError
        assert setting() == str(other_town.pk)


def test_the_error_that_broke_a_transaction_is_the_one_that_is_seen(town: Any, other_town: Any) -> None:
    """Leaving a town on a failed statement must not hide it behind « transaction is aborted »."""
    with (  # noqa: PT012
        pytest.raises(IntegrityError, match="sector_code_unique"),
        transaction.atomic(),
        activate(other_town.pk),
    ):
        Sector(code="x", name="x").save()
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO organisation_sector (tenant_id, code, name, sealed) VALUES (%s, 'x', 'x', false)",
                [other_town.pk],
            )
    assert setting() == str(town.pk)
    assert Department.objects.exists()


def test_a_cascade_stays_in_its_town(town: Any, other_town: Any) -> None:
    mine = furnish("ville")
    with activate(other_town.pk):
        furnish("autre")
        before = (Message.objects.count(), Note.objects.count())
    mine.delete()
    assert not Note.objects.exists()
    with activate(other_town.pk):
        assert (Message.objects.count(), Note.objects.count()) == before


# What follows needs real commits.


def test_the_setting_does_not_outlive_its_transaction(committed_town: Any) -> None:
    """The same connection serves the next request: nothing of this one's town is left on it."""
    with transaction.atomic():
        backend = connection.connection.info.backend_pid
        assert setting() == str(committed_town.pk)
        Sector(code="x", name="x").save()
    with activate(None):
        assert connection.connection.info.backend_pid == backend, "the connection was kept"
        assert setting() == ""
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM organisation_sector")
            assert cursor.fetchone() == (0,)
        with transaction.atomic():
            assert setting() == ""
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012
        assert setting() == str(committed_town.pk)
        raise ZeroDivisionError
    assert setting() == ""


def test_outside_a_transaction_there_are_no_rows(committed_town: Any) -> None:
    """A tenant is set per transaction: forgetting one shows nothing, never another town."""
    assert Department.objects.count() == 0
    with transaction.atomic():
        assert Department.objects.count() > 0


def test_the_next_user_of_a_connection_never_inherits_a_town(committed_town: Any, server: Any) -> None:
    """As a pooler would: one connection, used in turn by transactions of different tenants."""
    parts = {**server.admin, "dbname": connection.settings_dict["NAME"], "user": server.app}
    parts["password"] = connection.settings_dict["PASSWORD"]
    with psycopg.connect(**parts) as shared:
        with shared.transaction():
            shared.execute("SELECT set_config('parvis.tenant', %s, true)", [str(committed_town.pk)])
            assert shared.execute("SELECT count(*) FROM organisation_sector").fetchone()[0] > 0  # type: ignore[index]
        with shared.transaction():
            assert shared.execute("SELECT count(*) FROM organisation_sector").fetchone() == (0,)
            assert shared.execute(
                "SELECT coalesce(current_setting('parvis.tenant', true), '')"
            ).fetchone() == ("",)


def test_threads_keep_their_own_town(committed_town: Any) -> None:
    seen: dict[str, Any] = {}

    def stranger() -> None:
        try:
            with transaction.atomic():
                seen["setting"] = setting()
            Department.objects.count()
        except NoTenant as error:
            seen["error"] = error
        finally:
            connection.close()

    thread = threading.Thread(target=stranger)
    with transaction.atomic():
        thread.start()
        thread.join()
    assert seen["setting"] == ""
    assert isinstance(seen["error"], NoTenant)


def test_a_read_only_transaction_refuses_to_write(committed_town: Any) -> None:
    with pytest.raises(DatabaseError, match="read-only"), read_only_transaction():  # noqa: PT012
        assert Department.objects.count() > 0
        Sector(code="x", name="x").save()
    with short_write():
        Sector(code="y", name="y").save()
    with transaction.atomic():
        assert not Sector.objects.filter(code="x").exists()
        assert Sector.objects.filter(code="y").exists()


def test_a_forged_warrant_in_a_temporary_table_is_not_read(committed_town: Any, server: Any) -> None:
    """The owner's functions must not be made to look at a table that the caller made for them."""
    from tests.factories import case

    with transaction.atomic():
        made = case()
    with activate(None), connection.cursor() as cursor:
        cursor.execute("SELECT has_database_privilege(current_database(), 'TEMP')")
        if not cursor.fetchone()[0]:
            with psycopg.connect(
                **server.admin | {"dbname": connection.settings_dict["NAME"]}, autocommit=True
            ) as owner:
                owner.execute(
                    f'GRANT TEMP ON DATABASE "{connection.settings_dict["NAME"]}" TO "{server.app}"'
                )
        cursor.execute("CREATE TEMP TABLE history_erasure (tenant_id bigint, id bigint)")
        cursor.execute("INSERT INTO history_erasure VALUES (%s, 99)", [committed_town.pk])
        cursor.execute("GRANT ALL ON history_erasure TO PUBLIC")
    with (
        pytest.raises(DatabaseError, match="no erasure is recorded"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "SELECT erase_event((SELECT max(id) FROM history_event WHERE case_id = %s), 99, '{channel}')",
            [made.pk],
        )
    connection.close()
