"""What every tenant table shares: the tenant column, managers that always filter on it, foreign keys that join on it.

``tenancy/isolating.py`` brings the database in line with these after each migration.
"""

from typing import Any, ClassVar, Self, TypeVar

from django.core import checks
from django.db import models
from django.db.models.expressions import Col
from django.db.models.lookups import Exact
from django.db.models.sql.where import AND, WhereNode

from parvis.kit.tenant import current_tenant_id

M = TypeVar("M", bound=models.Model)
_NUMBER = models.BigIntegerField()


class TenantQuerySet(models.QuerySet[M]):
    def delete(self) -> tuple[int, dict[str, int]]:
        """One DELETE that carries the tenant; the database's own foreign keys restrict or cascade."""
        self._not_support_combined_queries("delete")  # type: ignore[attr-defined]
        if self.query.is_sliced or self.query.distinct or self._fields is not None:  # type: ignore[attr-defined]
            raise TypeError("A slice, distinct rows or values cannot be deleted: filter on their keys.")
        count = self._on_one_table()._raw_delete(self.db)
        self._result_cache = None
        return count, {self.model._meta.label: count}

    def update(self, **values: Any) -> int:
        changed: int = super(TenantQuerySet, self._on_one_table()).update(**values)
        self._result_cache = None
        return changed

    update.alters_data = True  # type: ignore[attr-defined]

    def _on_one_table(self) -> Any:
        """Itself, or when its conditions join other tables, the same rows by their keys.

        Django writes these as « WHERE id IN (…) », whose outer part would not carry the tenant.
        """
        query = self.query.chain()
        query.get_initial_alias()
        if self.query.is_sliced or sum(1 for count in query.alias_refcount.values() if count > 0) <= 1:
            return self
        keys = self.order_by().values("pk")
        return self.model._base_manager.using(self.db).filter(pk__in=keys)

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class TenantManager(models.Manager.from_queryset(TenantQuerySet)):  # type: ignore[misc]
    """Every statement carries ``tenant_id = constant``; without a tenant it raises NoTenant."""

    def get_queryset(self) -> Any:
        """``filter(tenant_id=…)`` without its detours: every statement of Parvis passes here, inserts included."""
        tenant_id = current_tenant_id()
        queryset = super().get_queryset()
        query = queryset.query
        column = Col(query.get_initial_alias(), self.model._meta.get_field("tenant"), _NUMBER)
        query.where.add(Exact(column, tenant_id), AND)
        return queryset


class TenantForeignKey(models.ForeignKey):
    """A foreign key between two tenant tables: composite in the database, tenant-equal in every join.

    ``on_delete_row`` is the database's action ("restrict", "cascade"). Django cascades nothing by itself.
    """

    def __init__(self, to: Any, *, on_delete_row: str = "restrict", **kwargs: Any) -> None:
        if on_delete_row not in ("restrict", "cascade"):
            raise ValueError(f"unknown action: {on_delete_row}")
        self.on_delete_row = on_delete_row
        kwargs["on_delete"] = models.DO_NOTHING
        kwargs["db_constraint"] = False
        kwargs["db_index"] = False
        kwargs.pop("to_field", None)
        super().__init__(to, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for key in ("on_delete", "db_constraint", "db_index"):
            kwargs.pop(key, None)
        if self.on_delete_row != "restrict":
            kwargs["on_delete_row"] = self.on_delete_row
        return name, path, args, kwargs

    def get_extra_restriction(self, alias: str | None, related_alias: str | None) -> Any:
        """``alias`` is the table pointed at, ``related_alias`` the one that holds this key.

        Without an alias (the subquery of an ``exclude`` across relations) the table pointed at is outside.
        """
        here: Any = self.model._meta.get_field("tenant")
        there: Any = self.remote_field.model._meta.get_field("tenant")
        mine: Any = Col(str(related_alias), here, _NUMBER)
        same: Any = Exact(mine, current_tenant_id() if alias is None else Col(alias, there, _NUMBER))
        return WhereNode([same], connector=AND)


class TenantModel(models.Model):
    tenant = models.ForeignKey(
        "tenancy.Collectivity",
        on_delete=models.PROTECT,
        default=current_tenant_id,
        editable=False,
        related_name="+",
        db_index=False,
    )

    objects = TenantManager()

    #: What the application's role may do with this table.
    app_privileges: ClassVar[str] = "SELECT, INSERT, UPDATE, DELETE"

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        count = type(self)._base_manager.filter(pk=self.pk)._raw_delete(self._state.db or "default")
        return count, {self._meta.label: count}

    @classmethod
    def check(cls, **kwargs: Any) -> list[checks.CheckMessage]:
        errors = super().check(**kwargs)
        for manager in cls._meta.managers:
            if not isinstance(manager, TenantManager):
                errors.append(
                    checks.Error(
                        f"{cls.__name__}.{manager.name} is not a TenantManager.", obj=cls, id="parvis.E001"
                    )
                )
        for field in cls._meta.local_many_to_many:
            errors.append(checks.Error("No automatic many-to-many table.", obj=field, id="parvis.E002"))
        return errors

    @classmethod
    def in_tenant(cls) -> Any:
        return cls._default_manager.all()

    def refreshed(self) -> Self:
        self.refresh_from_db()
        return self
