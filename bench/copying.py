"""Copies of a settled town, written by the database alone: a statement per table, whatever the number of copies.

Copies differ by names, numbers, dates, and by a sentence at the end of some descriptions that names a commune of France:
the frequent words are those of the town's requests, the rare ones those of its inhabitants. A person comes back from one
copy to the next; an organisation is the same for the whole town. What is old is closed, but for a few that were forgotten.
"""
# ruff: noqa: S608 - table and column names are ours

import gzip
import json
from dataclasses import dataclass
from typing import Any

from django.db import connection

from bench.filling import set_aside
from parvis.kit.names import sort_name
from parvis.tenancy.communes import DATA

MAPPED = {
    "sector": "organisation_sector",
    "department": "organisation_department",
    "type": "catalog_requesttype",
    "district": "territory_district",
}
#: One open request in as many stays open in the copies of past years.
FORGOTTEN = 20
#: Past this many days, what a town still has open was forgotten.
OLD = 300


@dataclass(frozen=True)
class Copy:
    """The settled years again, ``days`` and ``minutes`` earlier, in ``tenant``: ``most`` of their cases."""

    number: int
    tenant: int
    days: int
    minutes: int
    most: int
    #: The copies whose persons, and whose organisations, come back in this one.
    persons_of: int
    organisations_of: int


def copy_town(source: int, copies: list[Copy]) -> None:
    """As the owner, whom row-level security does not hold."""
    with connection.cursor() as cursor, set_aside([table for table, _joins, _values in _TABLES]):
        _plan(cursor, copies)
        _configuration(cursor, source)
        _names(cursor, source)
        _identifiers(cursor, source)
        cursor.execute("ALTER TABLE cases_case DISABLE TRIGGER case_search")
        for table, joins, values in _TABLES:
            _insert(cursor, source, table, joins, values)
        cursor.execute("ALTER TABLE cases_case ENABLE TRIGGER case_search")
        cursor.execute(_COUNTERS)


def chosen_counts(source: int) -> tuple[int, int]:
    """How many cases a copy may have: of this year, of a past one."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*), count(*) FILTER (WHERE {_ENDED}) FROM cases_case c WHERE c.tenant_id = %s",
            [source],
        )
        recent, old = cursor.fetchone()
        return int(recent), int(old)


_ENDED = f"(c.state = 'closed' OR mod(abs(hashint8(c.id)), {FORGOTTEN}) = 0)"


def _plan(cursor: Any, copies: list[Copy]) -> None:
    cursor.execute(
        """CREATE TEMP TABLE copy (n int PRIMARY KEY, tenant bigint, days int, shift interval, most int,
           persons_of int, organisations_of int) ON COMMIT DROP"""
    )
    cursor.executemany(
        "INSERT INTO copy VALUES (%s, %s, %s, make_interval(days => %s, mins => %s), %s, %s, %s)",
        [
            (c.number, c.tenant, c.days, c.days, c.minutes, c.most, c.persons_of, c.organisations_of)
            for c in copies
        ],
    )  # fmt: skip


def _configuration(cursor: Any, source: int) -> None:
    """What the rows of the source point at, in each town: the same code, the same account, the one picture."""
    cursor.execute(
        "CREATE TEMP TABLE known (kind text, tenant bigint, old bigint, new bigint) ON COMMIT DROP"
    )
    matched = [(kind, table, "code") for kind, table in MAPPED.items()]
    for kind, table, column in (*matched, ("agent", "organisation_agent", "account_id")):
        cursor.execute(
            f"""INSERT INTO known SELECT %s, there.tenant_id, here.id, there.id
                FROM {table} here JOIN {table} there USING ({column})
                WHERE here.tenant_id = %s AND there.tenant_id IN (SELECT tenant FROM copy)""",
            [kind, source],
        )
    cursor.execute(
        """INSERT INTO known SELECT 'attachment', there.tenant_id, here.id, min(there.id)
           FROM files_attachment here CROSS JOIN files_attachment there
           WHERE here.tenant_id = %s AND there.tenant_id IN (SELECT tenant FROM copy) GROUP BY there.tenant_id, here.id""",
        [source],
    )
    cursor.execute("CREATE UNIQUE INDEX ON known (kind, tenant, old); ANALYZE known; ANALYZE copy")


def _names(cursor: Any, source: int) -> None:
    """Each copy gives the persons their neighbour's family name, one in four with another's behind a hyphen."""
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
    cursor.execute("CREATE TEMP TABLE elsewhere (rank bigint PRIMARY KEY, place text) ON COMMIT DROP")
    with cursor.copy("COPY elsewhere FROM STDIN") as rows_of:
        for rank, name in enumerate(_places()):
            rows_of.write_row((rank, name))
    cursor.execute("ANALYZE elsewhere")


def _places() -> list[str]:
    with gzip.open(DATA, "rt", encoding="utf-8") as file:
        return sorted({row["nom"] for row in json.load(file)})


def _identifiers(cursor: Any, source: int) -> None:
    """The identifier of every row to come, so that they can point at each other; then the references."""
    cursor.execute(
        f"""CREATE TEMP TABLE chosen ON COMMIT DROP AS
            SELECT c.id, c.person_id, p.kind AS person_kind, c.received_at, {_ENDED} AS ended,
                   row_number() OVER (ORDER BY md5(c.id::text)) AS rank,
                   row_number() OVER (PARTITION BY {_ENDED} ORDER BY md5(c.id::text)) AS rank_ended,
                   case_search_vector('', c.description, '') AS words
            FROM cases_case c LEFT JOIN directory_person p ON p.id = c.person_id AND p.tenant_id = c.tenant_id
            WHERE c.tenant_id = %s""",
        [source],
    )
    cursor.execute("CREATE UNIQUE INDEX ON chosen (id); ANALYZE chosen")
    cursor.execute(
        f"""CREATE TEMP TABLE wanted ON COMMIT DROP AS
            SELECT k.n, k.tenant, c.id AS old, c.person_id, c.received_at - k.shift AS received_at,
                   CASE c.person_kind WHEN 'legal' THEN k.organisations_of ELSE k.persons_of END AS person_n
            FROM copy k JOIN chosen c ON CASE WHEN k.days < {OLD} THEN c.rank <= k.most
                                              ELSE c.ended AND c.rank_ended <= k.most END"""
    )
    cursor.execute("ANALYZE wanted")
    # In order of receipt, as they would have been written.
    cursor.execute(
        """CREATE TEMP TABLE numbered ON COMMIT DROP AS
           SELECT w.*, coalesce(r.last, 0) + row_number() OVER (PARTITION BY w.tenant, w.year ORDER BY w.new) AS number
           FROM (SELECT o.*, nextval(pg_get_serial_sequence('cases_case', 'id')) AS new,
                        extract(year FROM o.received_at AT TIME ZONE 'Europe/Paris')::int AS year
                 FROM (SELECT * FROM wanted ORDER BY received_at, n, old) AS o) AS w
           LEFT JOIN cases_referencecounter r ON r.tenant_id = w.tenant AND r.year = w.year ORDER BY w.new"""
    )
    cursor.execute("CREATE INDEX ON numbered (n, old); ANALYZE numbered")
    cursor.execute(
        """CREATE TEMP TABLE new_person ON COMMIT DROP AS
           SELECT n, old, nextval(pg_get_serial_sequence('directory_person', 'id')) AS new FROM
             (SELECT DISTINCT person_n AS n, person_id AS old FROM wanted WHERE person_id IS NOT NULL) AS persons"""
    )
    for kind in ("message", "note"):
        cursor.execute(
            f"""CREATE TEMP TABLE new_{kind} ON COMMIT DROP AS
                SELECT c.n, s.id AS old, nextval(pg_get_serial_sequence('cases_{kind}', 'id')) AS new
                FROM numbered c JOIN cases_{kind} s ON s.case_id = c.old AND s.tenant_id = %s""",
            [source],
        )
        cursor.execute(f"CREATE INDEX ON new_{kind} (n, old); ANALYZE new_{kind}")
    cursor.execute("CREATE INDEX ON new_person (n, old); ANALYZE new_person")


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
_PERSON = "LEFT JOIN new_person p ON p.n = c.person_n AND p.old = c.person_id"
_REFERENCE = """(lpad(mod(c.year, 100)::text, 2, '0') || '-'
    || lpad(c.number::text, greatest(4, length(c.number::text)), '0'))"""
_ADDRESS = """CASE WHEN s.address ~ '^[0-9]{1,4} ' THEN
    mod(substring(s.address FROM '^[0-9]+')::int + 7 * k.n, 120) + 1 || substring(s.address FROM ' .*')
    ELSE s.address END"""
#: Three descriptions in ten end on a commune of France, a few of which come back often.
_DRAW = "mod(abs(hashint8(c.new)), 1000)"
_ELSEWHERE = f"""CROSS JOIN LATERAL (SELECT CASE WHEN {_DRAW} < 300 THEN
        (ARRAY['Ma sœur (%%s) ne connaît pas ce souci.', 'Ancienne adresse : %%s.',
               'Un ami (%%s) a eu sa réponse en une semaine.'])[1 + mod(c.new, 3)] END AS phrase,
        floor(power(mod(abs(hashint8(c.new + 7)), 100003) / 100003.0, 3) * (SELECT count(*) FROM elsewhere))::bigint AS rank)
    AS tail LEFT JOIN elsewhere ON elsewhere.rank = tail.rank
    CROSS JOIN LATERAL (SELECT coalesce(E'\\n\\n' || format(tail.phrase, elsewhere.place), '') AS text) AS last_words"""

#: Table, how its rows are found from ``copy k``, and what a copy changes.
_TABLES: list[tuple[str, str, dict[str, str]]] = [
    (
        "directory_person",
        """JOIN new_person p ON p.n = k.n JOIN directory_person s ON s.id = p.old
           LEFT JOIN name own ON own.old = s.id
           LEFT JOIN name other ON other.rank = mod(own.rank + 37 * k.n, (SELECT count(*) FROM name))
           LEFT JOIN name behind ON behind.rank = mod(own.rank + 101 * k.n, (SELECT count(*) FROM name))
                AND mod(own.rank + k.n, 4) = 0""",
        {
            "id": "p.new",
            "birth_name": "coalesce(other.family || coalesce('-' || behind.family, ''), s.birth_name)",
            "sort_name": """coalesce(other.family_key || coalesce(' ' || behind.family_key, '') || ' ' || own.other_keys,
                s.sort_name)""",
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
        f"{_CASE} JOIN cases_case s ON s.id = c.old JOIN chosen ON chosen.id = c.old {_PERSON} {_ELSEWHERE}",
        {
            "id": "c.new",
            "reference": _REFERENCE,
            "request_type_id": _known("type", "s.request_type_id"),
            "department_id": _known("department", "s.department_id"),
            "sector_id": _known("sector", "s.sector_id"),
            "district_id": _known("district", "s.district_id"),
            "assignee_id": _known("agent", "s.assignee_id"),
            "opened_by_id": _known("agent", "s.opened_by_id"),
            "addressed_to_id": _known("agent", "s.addressed_to_id"),
            "person_id": "p.new",
            "description": "s.description || last_words.text",
            "address": _ADDRESS,
            "follow_nonce": "md5(c.new::text)",
            # As the trigger would, without reading the same description again for each copy.
            "search": f"case_search_vector({_REFERENCE}, '', {_ADDRESS}) || chosen.words"
            " || to_tsvector('public.parvis_fr', last_words.text)",
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
        f"""{_OF_CASE.format("cases_caseattachment")}
            JOIN known stored ON stored.kind = 'attachment' AND stored.tenant = k.tenant AND stored.old = s.attachment_id
            LEFT JOIN new_message m ON m.n = k.n AND m.old = s.message_id""",
        {"case_id": "c.new", "message_id": "m.new", "attachment_id": "stored.new"},
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
