"""The cases as one sheet that any spreadsheet opens: what a town reads first, and what nothing is loaded from."""
# ruff: noqa: S608 - names of tables and columns are ours

from parvis.cases.states import Channel, Outcome, State
from parvis.catalog.models import Kind, Priority


def _said(column: str, choices: type) -> str:
    """The French label of a code."""
    cases = " ".join(
        f"WHEN '{value}' THEN '{str(label).replace(chr(39), chr(39) * 2)}'"
        for value, label in choices.choices  # type: ignore[attr-defined]
    )
    return f"CASE c.{column}::text {cases} ELSE c.{column}::text END"


def _joined(table: str, column: str) -> str:
    return f"LEFT JOIN {table} {column} ON {column}.tenant_id = c.tenant_id AND {column}.id = c.{column}_id"


#: ``{tenant}`` is the identifier of the town.
SHEET_SQL = f"""SELECT c.reference AS "référence", {_said("state", State)} AS "état",
    {_said("outcome", Outcome)} AS "issue", request_type.code AS "code du type", request_type.label AS "type",
    {_said("kind", Kind)} AS "nature", department.name AS "service", {_said("priority", Priority)} AS "priorité",
    {_said("channel", Channel)} AS "origine", c.received_at AS "reçue le", c.due_at AS "échéance",
    c.first_reply_at AS "première réponse", c.closed_at AS "close le", c.address AS "lieu",
    c.latitude, c.longitude, district.name AS "quartier", c.description, c.closing_text AS "motif de clôture"
    FROM cases_case c {_joined("catalog_requesttype", "request_type")}
    {_joined("organisation_department", "department")} {_joined("territory_district", "district")}
    WHERE c.tenant_id = {{tenant:d}} ORDER BY c.id"""
