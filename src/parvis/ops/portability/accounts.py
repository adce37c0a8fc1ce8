"""The accounts of a town that arrives: those that exist here are linked and left as they are, the others are made.

An archive must not open anybody else's door: it never changes an account that exists, and the passwords it may carry
are taken only when whoever loads it says that he trusts where it comes from. A password planted for an address that
another town will invite one day would open that town.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import identify_hasher, make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from parvis.ops.portability import manifest as names
from parvis.ops.portability.catalogue import Connection
from parvis.ops.portability.checking import Archive
from parvis.ops.portability.manifest import BadArchive


@dataclass(frozen=True)
class Accounts:
    made: list[str]
    linked: list[str]


def bring_accounts(connection: Connection, archive: Archive, *, passwords: bool) -> Accounts:
    """Fill the temporary table ``arriving_account`` (email, id) that rows are read through."""
    connection.execute(
        "CREATE TEMP TABLE arriving_account (email text PRIMARY KEY, id bigint NOT NULL) ON COMMIT DROP"
    )
    made, linked = [], []
    for number, row, _line in archive.lines(names.ACCOUNTS):
        where = f"{names.ACCOUNTS}, ligne {number}"
        email = _email(where, row)
        found = connection.execute(
            "SELECT id FROM organisation_account WHERE lower(email) = lower(%s)", [email]
        ).fetchone()
        if found is None:
            found = _make(connection, where, row, email, passwords=passwords)
            made.append(email)
        else:
            linked.append(email)
        done = connection.execute(
            "INSERT INTO arriving_account VALUES (%s, %s) ON CONFLICT DO NOTHING", [email, found[0]]
        )
        if not done.rowcount:
            raise BadArchive(f"{where} : {email} y est deux fois.")
    return Accounts(made, linked)


def _email(where: str, row: dict[str, Any]) -> str:
    email, name = row.get("email"), row.get("name")
    if not isinstance(email, str) or not isinstance(name, str) or not 0 < len(name) <= 200:
        raise BadArchive(f"{where} : adresse ou nom illisible.")
    try:
        validate_email(email)
    except ValidationError:
        raise BadArchive(f"{where} : {email[:100]!r} n'est pas une adresse électronique.") from None
    if email != email.strip().lower() or len(email) > 254:
        raise BadArchive(f"{where} : {email[:100]!r} n'est pas une adresse de compte.")
    return email


def _make(
    connection: Connection, where: str, row: dict[str, Any], email: str, *, passwords: bool
) -> tuple[Any, ...]:
    password = make_password(None)
    if passwords and "password" in row:
        password = str(row["password"])
        try:
            identify_hasher(password)
        except ValueError:
            password = make_password(None)
    found = connection.execute(
        """INSERT INTO organisation_account (email, name, is_active, password) VALUES (%s, %s, %s, %s) RETURNING id""",
        [email, row["name"].replace("\x00", ""), row.get("is_active") is True, password[:128]],
    ).fetchone()
    assert found is not None
    return found
