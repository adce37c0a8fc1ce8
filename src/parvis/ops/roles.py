"""The two roles and the base: an owner who migrates, and an application role that owns nothing and obeys row security."""

from typing import Any

import psycopg
from psycopg import errors, sql

from parvis.kit.database import APP, DATABASE, EMBEDDED_PORT, OWNER, connection_parts, socket_folder
from parvis.kit.env import Env, EnvError

Connection = psycopg.Connection[tuple[Any, ...]]


def provision_embedded(env: Env, superuser: str) -> None:
    """Make roles and base in the embedded server; does nothing on a server that has them."""
    with psycopg.connect(
        host=str(socket_folder(env.data)),
        port=EMBEDDED_PORT,
        user=superuser,
        password=env.superuser_password,
        dbname="postgres",
        autocommit=True,
    ) as connection:
        if _exists(connection, "pg_database", "datname", DATABASE):
            return
        ensure_role(connection, OWNER, env.owner_password)
        ensure_role(connection, APP, env.app_password)
        ensure_database(connection, DATABASE, owner=OWNER, app=APP)


def provision_external(env: Env) -> None:
    """Make the application role on the server of `DATABASE_URL` when its owner may; say what to do when not."""
    app, owner = connection_parts(env, "app"), connection_parts(env, "owner")
    if app.get("user") == owner.get("user"):
        raise EnvError(
            "PARVIS_APP_DATABASE_URL doit nommer un autre utilisateur que DATABASE_URL : "
            "l'application ne se connecte pas en propriétaire de la base."
        )
    try:
        with psycopg.connect(**owner, autocommit=True) as connection:
            if not env.app_database_url:
                _ensure_app_role(connection, str(app["user"]), env.app_password)
            refuse_powers(connection, str(app["user"]))
            name = sql.Identifier(str(owner["dbname"]))
            connection.execute(
                sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, sql.Identifier(app["user"]))
            )
    except psycopg.OperationalError as error:
        raise EnvError(f"Base de données injoignable : {error}") from None


def _ensure_app_role(connection: Connection, name: str, password: str) -> None:
    try:
        ensure_role(connection, name, password)
    except errors.InsufficientPrivilege:
        raise EnvError(
            f"L'utilisateur de DATABASE_URL ne peut pas créer le rôle {name}. Demandez à votre administrateur : "
            f"CREATE ROLE {name} LOGIN PASSWORD '…' NOSUPERUSER NOBYPASSRLS; "
            "puis indiquez-le dans PARVIS_APP_DATABASE_URL."
        ) from None


def ensure_role(connection: Connection, name: str, password: str) -> None:
    """Make the role, or give it the current password."""
    verb = "ALTER" if _exists(connection, "pg_roles", "rolname", name) else "CREATE"
    powers = "LOGIN" if verb == "ALTER" else "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS"
    statement = sql.SQL("{} ROLE {} {} PASSWORD {}")
    connection.execute(
        statement.format(sql.SQL(verb), sql.Identifier(name), sql.SQL(powers), sql.Literal(password)),  # type: ignore[arg-type]
    )


def ensure_database(connection: Connection, name: str, *, owner: str, app: str) -> None:
    """Make an empty base whose text behaves the same on every server, closed to everybody but the two roles."""
    base, roles = sql.Identifier(name), sql.SQL(", ").join([sql.Identifier(owner), sql.Identifier(app)])
    if not _exists(connection, "pg_database", "datname", name):
        connection.execute(
            sql.SQL(
                "CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' "
                "LOCALE_PROVIDER libc LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
            ).format(base, sql.Identifier(owner))
        )
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(base))
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(base, roles))


def refuse_powers(connection: Connection, name: str) -> None:
    """An application role that bypasses row security would show every town to every other."""
    row = connection.execute(
        "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = %s", [name]
    ).fetchone()
    if row is None:
        raise EnvError(f"Le rôle {name} n'existe pas sur ce serveur.")
    if row[0]:
        raise EnvError(
            f"Le rôle {name} contourne l'isolation entre collectivités (SUPERUSER ou BYPASSRLS) : refusé."
        )


def _exists(connection: Connection, catalogue: str, column: str, name: str) -> bool:
    query = sql.SQL("SELECT 1 FROM {} WHERE {} = %s").format(
        sql.Identifier(catalogue), sql.Identifier(column)
    )
    return connection.execute(query, [name]).fetchone() is not None
