"""Every statement of the ORM carries ``tenant_id = constant``, and every join tenant equality: read in the SQL itself."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Count, Exists, F, Max, OuterRef, Q

from parvis.cases.models import Case, Message, Note
from parvis.catalog.models import RequestType
from parvis.directory.models import ContactPoint, Person
from parvis.kit.tenant import NoTenant, activate
from parvis.organisation.models import Agent, Department
from parvis.tenancy.isolating import tenant_models
from parvis.tenancy.isolation import TenantForeignKey
from tests.tenancy.furnished import furnish, one_row_of_each
from tests.tenancy.statements import captured, out_of_line


@pytest.fixture
def furnished(town: Any) -> Any:
    return furnish("ville")


def assert_in_line(act: Callable[[], Any], *, least: int = 1) -> None:
    """Runs the act, whose effects are undone; what the database refuses is read all the same."""
    with captured() as statements:
        try:
            with transaction.atomic():
                act()
                transaction.set_rollback(True)
        except DatabaseError:
            pass
    ours = [s for s in statements if any(m._meta.db_table in s for m in tenant_models())]
    assert len(ours) >= least, f"no statement was seen: {statements}"
    problems = [p for s in ours for p in out_of_line(s)]
    assert not problems, "\n".join(problems)


def copied(row: Any) -> Any:
    values = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.name != "id"}
    return type(row)(**values)


def local(model: Any) -> Any:
    """A field that an UPDATE may change."""
    return next(f for f in model._meta.concrete_fields if f.name not in ("id", "tenant"))


def test_the_reader_of_statements_sees_what_is_wrong() -> None:
    assert out_of_line('SELECT 1 FROM "cases_case" WHERE "cases_case"."id" = 1')
    assert out_of_line('DELETE FROM "cases_note" WHERE "cases_note"."id" IN (SELECT 1)')
    assert out_of_line('INSERT INTO "cases_note" ("body") VALUES (1)')
    joined = (
        'SELECT 1 FROM "cases_note" INNER JOIN "cases_case" ON ("cases_note"."case_id" = "cases_case"."id") '
    )
    assert out_of_line(joined + 'WHERE "cases_note"."tenant_id" = 1')
    assert not out_of_line('SELECT 1 FROM "cases_case" WHERE "cases_case"."tenant_id" = 1')
    assert not out_of_line('SELECT 1 FROM "tenancy_collectivity"')


def test_every_model_reads_and_writes_in_its_tenant(furnished: Any) -> None:
    for model, row in one_row_of_each().items():
        reads(model, row)
        writes(model, row)


def reads(model: Any, row: Any) -> None:
    for act in (
        lambda: model.objects.get(pk=row.pk),
        lambda: model.objects.filter(pk__in=[row.pk]).first(),
        lambda: list(model.objects.order_by("id")[:3]),
        lambda: model.objects.exists(),
        lambda: model.objects.count(),
        lambda: model.objects.aggregate(Max("id")),
        lambda: list(model.objects.values(local(model).name).annotate(n=Count("pk"))),
        lambda: model.objects.in_bulk([row.pk]),
        lambda: list(model.objects.filter(Q(pk=row.pk) | Q(pk=0)).exclude(pk=0).values_list("pk", flat=True)),
        lambda: list(model.objects.filter(pk__in=model.objects.values("pk"))),
        lambda: list(model.objects.select_for_update(no_key=True).filter(pk=row.pk)),
        lambda: list(model.objects.filter(pk=row.pk).union(model.objects.filter(pk=0))),
        lambda: row.refresh_from_db(),
        lambda: list(model._base_manager.all()[:1]),
        lambda: list(model._default_manager.all()[:1]),
    ):
        assert_in_line(act)


def writes(model: Any, row: Any) -> None:
    field = local(model)
    for act in (
        lambda: copied(row).save(),
        lambda: copied(row).save(force_insert=True),
        lambda: row.save(),
        lambda: row.save(update_fields=[field.name]),
        lambda: row.delete(),
        lambda: model.objects.filter(pk=row.pk).update(**{field.attname: F(field.attname)}),
        lambda: model.objects.filter(pk=row.pk).delete(),
        lambda: model.objects.bulk_create([copied(row), copied(row)], ignore_conflicts=True),
        lambda: model.objects.bulk_update([row], [field.name]),
        lambda: model.objects.get_or_create(pk=row.pk),
    ):
        assert_in_line(act)


def test_every_join_is_tenant_equal_both_ways(furnished: Any) -> None:
    for model, row in one_row_of_each().items():
        joins(model, row)


def joins(model: Any, row: Any) -> None:
    for field in (f for f in model._meta.local_fields if isinstance(f, TenantForeignKey)):
        target = field.remote_field.model
        theirs = f"{field.name}__{local(target).name}"
        back = field.remote_field.get_accessor_name() if not field.remote_field.hidden else None
        assert_in_line(lambda field=field: list(model.objects.select_related(field.name)))
        assert_in_line(lambda field=field: list(model.objects.prefetch_related(field.name)))
        assert_in_line(
            lambda field=field: list(
                model.objects.filter(**{f"{field.name}__tenant_id__gt": 0, f"{field.name}__id__gt": 0})
            )
        )
        assert_in_line(lambda theirs=theirs: list(model.objects.order_by(theirs)[:2]))
        assert_in_line(lambda theirs=theirs: list(model.objects.exclude(**{f"{theirs}__isnull": True})))
        setattr(row, field.attname, target.objects.order_by("id").first().pk)
        assert_in_line(lambda field=field: getattr(row, field.name))
        if back:
            query = field.related_query_name()
            assert_in_line(
                lambda back=back, target=target: list(getattr(target.objects.all()[0], back).all())
            )
            assert_in_line(lambda back=back, target=target: list(target.objects.prefetch_related(back)))
            assert_in_line(
                lambda query=query, target=target: list(target.objects.filter(**{f"{query}__id__gt": 0}))
            )
            assert_in_line(
                lambda query=query, target=target: list(target.objects.exclude(**{f"{query}__id": 0}))
            )
            assert_in_line(
                lambda query=query, target=target: list(
                    target.objects.annotate(n=Count(query)).filter(n__gte=0)
                )
            )


def test_long_ways_round_are_in_line_too(furnished: Any) -> None:
    for act in (
        lambda: list(Case.objects.exclude(messages__author__display_name="x")),
        lambda: list(Case.objects.exclude(messages__author__memberships__role="x")),
        lambda: list(Person.objects.exclude(cases__messages__direction="in")),
        lambda: list(Department.objects.exclude(request_types__sector__code="x")),
        lambda: list(Case.objects.filter(Exists(Message.objects.filter(case=OuterRef("pk"))))),
        lambda: list(Case.objects.select_related("request_type__department__sector", "assignee", "person")),
        lambda: list(Case.objects.filter(person__contact_points__kind="phone").values("department__name").annotate(Count("id"))),
        lambda: list(RequestType.objects.values("department__sector__name").annotate(n=Count("id")).order_by("n")),
        lambda: Message.objects.filter(case__department__code="VOI").delete(),
        lambda: Note.objects.filter(case__person__sort_name="durand").update(body="x"),
        lambda: Case.objects.exclude(messages__direction="in").update(version=F("version") + 1),
        lambda: ContactPoint.objects.exclude(person__cases__state="closed").delete(),
        lambda: list(Agent.objects.annotate(n=Count("memberships__department")).order_by("memberships__role")),
    ):  # fmt: skip
        assert_in_line(act)


def test_deletes_and_updates_across_relations_touch_the_right_rows(furnished: Any) -> None:
    before = Note.objects.count()
    assert Note.objects.filter(case__department__code="nowhere").delete()[0] == 0
    assert Note.objects.count() == before > 0
    assert Note.objects.filter(case__department__code="VOI").update(body="changée") == before
    assert set(Note.objects.values_list("body", flat=True)) == {"changée"}
    assert Note.objects.filter(case__department__code="VOI").delete()[0] == before
    assert not Note.objects.exists()


def test_a_slice_is_never_deleted_as_a_whole(furnished: Any) -> None:
    for question in (
        Note.objects.all()[:1],
        Note.objects.values("pk"),
        Note.objects.distinct(),
        Note.objects.filter(pk=1).union(Note.objects.filter(pk=2)),
    ):
        with pytest.raises((TypeError, Exception)) as refused:
            question.delete()
        assert "delete" in str(refused.value)
    assert Note.objects.exists()


def test_without_a_tenant_every_model_raises(db: None) -> None:
    for model in tenant_models():
        raises(model)


def raises(model: Any) -> None:
    for act in (
        lambda: model.objects.all(),
        lambda: model._base_manager.all(),
        lambda: model._default_manager.count(),
        lambda: model(),
        lambda: model.objects.bulk_create([]) or model.objects.get(pk=1),
    ):
        with pytest.raises(NoTenant):
            act()


def test_without_a_tenant_raw_sql_sees_nothing_and_writes_nothing(furnished: Any) -> None:
    seen = one_row_of_each()
    with activate(None), connection.cursor() as cursor:
        for model in seen:
            cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}"')
            assert cursor.fetchone() == (0,), model
        for model in seen:
            if "UPDATE" in model.app_privileges:
                cursor.execute(f'UPDATE "{model._meta.db_table}" SET tenant_id = tenant_id')
                assert cursor.rowcount == 0, model
            if "DELETE" in model.app_privileges:
                cursor.execute(f'DELETE FROM "{model._meta.db_table}"')
                assert cursor.rowcount == 0, model
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            cursor.execute(
                "INSERT INTO organisation_sector (tenant_id, code, name, sealed) VALUES (%s, 'x', 'x', false)",
                [furnished.tenant_id],
            )
    assert one_row_of_each()
