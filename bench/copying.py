"""Copies of a settled town, written by the database alone: a statement per table, whatever the number of copies."""
# ruff: noqa: S608 - table and column names are ours

from dataclasses import dataclass
from typing import Any

from django.db import connection

from parvis.kit.names import sort_name

MAPPED = {
    "sector": "organisation_sector",
    "department": "organisation_department",
    "type": "catalog_requesttype",
    "district": "territory_district",
}


@dataclass(frozen=True)
class Copy:
    """One year again, ``days`` and ``minutes`` earlier, in ``tenant``: its first ``most`` cases."""

    number: int
    tenant: int
    days: int
    minutes: int
    most: int


def copy_town(source: int, copies: list[Copy]) -> None:
    """As the owner, whom row-level security does not hold."""
    with connection.cursor() as cursor:
        _plan(cursor, source, copies)
        _configuration(cursor, source)
        _names(cursor, source)
        _identifiers(cursor, source)
        for table, joins, values in _TABLES:
            _insert(cursor, source, table, joins, values)
        cursor.execute(_COUNTERS)


def _plan(cursor: Any, source: int, copies: list[Copy]) -> None:
    cursor.execute(
        """CREATE TEMP TABLE copy
           (n int PRIMARY KEY, tenant bigint, days int, shift interval, most int, same boolean) ON COMMIT DROP"""
    )
    cursor.executemany(
        "INSERT INTO copy VALUES (%s, %s, %s, make_interval(days => %s, mins => %s), %s, %s)",
        [(c.number, c.tenant, c.days, c.days, c.minutes, c.most, c.tenant == source) for c in copies],
    )


def _configuration(cursor: Any, source: int) -> None:
    """What the rows of the source point at, in each town: the same code."""
    cursor.execute(
        "CREATE TEMP TABLE known (kind text, tenant bigint, old bigint, new bigint) ON COMMIT DROP"
    )
    for kind, table in MAPPED.items():
        cursor.execute(
            f"""INSERT INTO known SELECT %s, there.tenant_id, here.id, there.id
                FROM {table} here JOIN {table} there USING (code)
                WHERE here.tenant_id = %s AND there.tenant_id IN (SELECT tenant FROM copy)""",
            [kind, source],
        )
    # Small towns have no agents: their cases are nobody's.
    for kind, table in (("agent", "organisation_agent"), ("attachment", "files_attachment")):
        cursor.execute(
            f"INSERT INTO known SELECT %s, tenant_id, id, id FROM {table} WHERE tenant_id = %s",
            [kind, source],
        )
    cursor.execute("CREATE UNIQUE INDEX ON known (kind, tenant, old); ANALYZE known, copy")


def _names(cursor: Any, source: int) -> None:
    """Each copy gives the persons their neighbour's family name."""
    cursor.execute(
        """CREATE TEMP TABLE name (old bigint PRIMARY KEY, rank bigint, family text, family_key text, other_keys text)
           ON COMMIT DROP"""
    )
    cursor.execute(
        "SELECT id, birth_name, usage_name, given_names FROM directory_person WHERE tenant_id = %s AND kind = 'natural'",
        [source],
    )
    rows = [
        (pk, n, family, sort_name(family), sort_name(f"{usage} {given}"))
        for n, (pk, family, usage, given) in enumerate(cursor.fetchall())
    ]
    cursor.executemany("INSERT INTO name VALUES (%s, %s, %s, %s, %s)", rows)
    cursor.execute("CREATE UNIQUE INDEX ON name (rank); ANALYZE name")


def _identifiers(cursor: Any, source: int) -> None:
    """The identifier of every row to come, so that they can point at each other; then the references."""
    cursor.execute(
        """CREATE TEMP TABLE chosen ON COMMIT DROP AS SELECT id, person_id, row_number() OVER (ORDER BY md5(id::text)) AS rank
           FROM cases_case WHERE tenant_id = %s""",
        [source],
    )
    cursor.execute("CREATE INDEX ON chosen (rank); ANALYZE chosen")
    cursor.execute(
        """CREATE TEMP TABLE new_person ON COMMIT DROP AS
           SELECT n, old, nextval(pg_get_serial_sequence('directory_person', 'id')) AS new FROM
             (SELECT DISTINCT k.n, c.person_id AS old FROM copy k JOIN chosen c ON c.rank <= k.most
              WHERE c.person_id IS NOT NULL) AS wanted"""
    )
    cursor.execute(
        """CREATE TEMP TABLE new_case ON COMMIT DROP AS
           SELECT k.n, k.tenant, c.id AS old, nextval(pg_get_serial_sequence('cases_case', 'id')) AS new,
                  extract(year FROM (s.received_at - k.shift) AT TIME ZONE 'Europe/Paris')::int AS year,
                  s.received_at - k.shift AS received_at, 0::bigint AS number
           FROM copy k JOIN chosen c ON c.rank <= k.most JOIN cases_case s ON s.id = c.id AND s.tenant_id = %s""",
        [source],
    )
    cursor.execute(
        """CREATE TEMP TABLE numbered ON COMMIT DROP AS
           SELECT c.n, c.old, c.tenant, c.new, c.year, coalesce(r.last, 0)
                  + row_number() OVER (PARTITION BY c.tenant, c.year ORDER BY c.received_at, c.new) AS number
           FROM new_case c LEFT JOIN cases_referencecounter r ON r.tenant_id = c.tenant AND r.year = c.year"""
    )
    for kind in ("message", "note"):
        cursor.execute(
            f"""CREATE TEMP TABLE new_{kind} ON COMMIT DROP AS
                SELECT c.n, s.id AS old, nextval(pg_get_serial_sequence('cases_{kind}', 'id')) AS new
                FROM numbered c JOIN cases_{kind} s ON s.case_id = c.old AND s.tenant_id = %s""",
            [source],
        )
        cursor.execute(f"CREATE INDEX ON new_{kind} (n, old); ANALYZE new_{kind}")
    cursor.execute(
        "CREATE INDEX ON numbered (n, old); CREATE INDEX ON new_person (n, old); ANALYZE numbered, new_person"
    )


def _insert(cursor: Any, source: int, table: str, joins: str, values: dict[str, str]) -> None:
    """Columns not named in ``values`` are copied; dates and instants move by the shift of the copy."""
    cursor.execute(
        """SELECT column_name, data_type FROM information_schema.columns
           WHERE table_schema = 'public' AND table_name = %s ORDER BY ordinal_position""",
        [table],
    )
    moved = {"timestamp with time zone": 's."{}" - k.shift', "date": 's."{}" - k.days'}
    wanted = {"tenant_id": "k.tenant"} | values
    columns = {
        name: wanted.get(name) or moved.get(kind, 's."{}"').format(name)
        for name, kind in cursor.fetchall()
        if name in wanted or name != "id"
    }
    names = ", ".join(f'"{name}"' for name in columns)
    cursor.execute(
        f"INSERT INTO {table} ({names}) SELECT {', '.join(columns.values())} FROM copy k {joins} WHERE s.tenant_id = %s",
        [source],
    )


def _known(kind: str, column: str) -> str:
    """One look-up in the map of the configuration, NULL where the town has none."""
    return f"(SELECT m.new FROM known m WHERE m.kind = '{kind}' AND m.tenant = k.tenant AND m.old = {column})"


_SECTORS = (
    "(SELECT array_agg(m.new) FROM unnest(s.sectors) AS one(id)"
    " JOIN known m ON m.kind = 'sector' AND m.tenant = k.tenant AND m.old = one.id)"
)
_CASE = "JOIN numbered c ON c.n = k.n"
_OF_CASE = f"{_CASE} JOIN {{}} s ON s.case_id = c.old"
_PERSON = "LEFT JOIN new_person p ON p.n = k.n AND p.old = s.person_id"

#: Table, how its rows are found from ``copy k``, and what a copy changes.
_TABLES: list[tuple[str, str, dict[str, str]]] = [
    (
        "directory_person",
        """JOIN new_person p ON p.n = k.n JOIN directory_person s ON s.id = p.old
           LEFT JOIN name own ON own.old = s.id
           LEFT JOIN name other ON other.rank = mod(own.rank + 37 * k.n, (SELECT count(*) FROM name))""",
        {
            "id": "p.new",
            "birth_name": "coalesce(other.family, s.birth_name)",
            "sort_name": "coalesce(other.family_key || ' ' || own.other_keys, s.sort_name)",
            "sectors": _SECTORS,
        },
    ),
    (
        "directory_contactpoint",
        "JOIN new_person p ON p.n = k.n JOIN directory_contactpoint s ON s.person_id = p.old",
        {
            "person_id": "p.new",
            "sectors": _SECTORS,
            "value": """CASE s.kind WHEN 'email' THEN replace(s.value, '@', '.' || k.n || '@')
                WHEN 'phone' THEN left(s.value, -4) || lpad(mod(right(s.value, 4)::int + 37 * k.n, 10000)::text, 4, '0')
                ELSE s.value END""",
        },
    ),
    (
        "cases_case",
        f"{_CASE} JOIN cases_case s ON s.id = c.old {_PERSON}",
        {
            "id": "c.new",
            "reference": """lpad(mod(c.year, 100)::text, 2, '0') || '-'
                || lpad(c.number::text, greatest(4, length(c.number::text)), '0')""",
            "request_type_id": _known("type", "s.request_type_id"),
            "department_id": _known("department", "s.department_id"),
            "sector_id": _known("sector", "s.sector_id"),
            "district_id": _known("district", "s.district_id"),
            "assignee_id": _known("agent", "s.assignee_id"),
            "opened_by_id": _known("agent", "s.opened_by_id"),
            "addressed_to_id": _known("agent", "s.addressed_to_id"),
            "person_id": "p.new",
            "address": """CASE WHEN s.address ~ '^[0-9]{1,4} ' THEN
                mod(substring(s.address FROM '^[0-9]+')::int + 7 * k.n, 120) + 1 || substring(s.address FROM ' .*')
                ELSE s.address END""",
            "follow_nonce": "md5(c.new::text)",
        },
    ),
    (
        "cases_message",
        f"{_OF_CASE.format('cases_message')} JOIN new_message m ON m.n = k.n AND m.old = s.id",
        {"id": "m.new", "case_id": "c.new", "author_id": _known("agent", "s.author_id")},
    ),
    (
        "cases_note",
        f"{_OF_CASE.format('cases_note')} JOIN new_note m ON m.n = k.n AND m.old = s.id",
        {"id": "m.new", "case_id": "c.new", "author_id": _known("agent", "s.author_id")},
    ),
    (
        "cases_caseattachment",
        f"{_OF_CASE.format('cases_caseattachment')} AND k.same LEFT JOIN new_message m ON m.n = k.n AND m.old = s.message_id",
        {"case_id": "c.new", "message_id": "m.new"},
    ),
    (
        "history_event",
        f"""{_OF_CASE.format("history_event")} {_PERSON}
            LEFT JOIN new_message m ON m.n = k.n AND m.old = (s.data->>'message_id')::bigint
            LEFT JOIN new_note o ON o.n = k.n AND o.old = (s.data->>'note_id')::bigint""",
        {
            "case_id": "c.new",
            "person_id": "p.new",
            "actor_id": f"CASE s.actor_kind WHEN 'agent' THEN {_known('agent', 's.actor_id')} ELSE s.actor_id END",
            "data": """s.data || CASE WHEN m.new IS NOT NULL THEN jsonb_build_object('message_id', m.new)
                WHEN o.new IS NOT NULL THEN jsonb_build_object('note_id', o.new) ELSE '{}'::jsonb END""",
        },
    ),
    (
        "notifications_delivery",
        f"{_OF_CASE.format('notifications_delivery')} LEFT JOIN new_message m ON m.n = k.n AND m.old = s.message_id",
        {"case_id": "c.new", "message_id": "m.new"},
    ),
]

_COUNTERS = """INSERT INTO cases_referencecounter AS r (tenant_id, year, last)
    SELECT tenant, year, max(number) FROM numbered GROUP BY tenant, year
    ON CONFLICT (tenant_id, year) DO UPDATE SET last = excluded.last"""
