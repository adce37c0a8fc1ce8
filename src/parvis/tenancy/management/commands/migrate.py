"""Django's ``migrate``, under lock and statement limits, followed by the tenancy pass."""

from typing import Any

from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import connection

from parvis.kit.database import APP, connection_parts
from parvis.kit.env import env
from parvis.tenancy.isolating import isolate


class Command(DjangoMigrate):
    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '5s'")
            cursor.execute("SET statement_timeout = '15min'")
        super().handle(*args, **options)
        if options.get("app_label"):
            return
        settings = env()
        app_role = str(connection_parts(settings, "app").get("user") or APP)
        isolate(app_role)
