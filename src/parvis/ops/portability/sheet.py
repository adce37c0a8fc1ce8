"""The cases as one sheet that a French spreadsheet opens: what a town reads first, and what nothing is loaded from."""
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


def _day(column: str) -> str:
    """As people of the town write it, in their time zone."""
    return f"to_char(c.{column} AT TIME ZONE town.time_zone, 'DD/MM/YYYY HH24:MI')"


def _text(column: str) -> str:
    """What somebody wrote must stay words: a spreadsheet takes « =… » for a formula, and runs it."""
    return f"CASE WHEN {column} ~ '^[=+@\\t\\r-]' THEN '''' || {column} ELSE {column} END"


def _number(column: str) -> str:
    return f"replace(c.{column}::text, '.', ',')"


#: ``{tenant}`` is the identifier of the town.
SHEET_SQL = f"""SELECT c.reference AS "référence", {_said("state", State)} AS "état",
    {_said("outcome", Outcome)} AS "issue", {_text("request_type.code")} AS "code du type",
    {_text("request_type.label")} AS "type", {_said("kind", Kind)} AS "nature", {_text("department.name")} AS "service",
    {_said("priority", Priority)} AS "priorité", {_said("channel", Channel)} AS "origine",
    {_day("received_at")} AS "reçue le", {_day("due_at")} AS "échéance",
    {_day("first_reply_at")} AS "première réponse", {_day("closed_at")} AS "close le", {_text("c.address")} AS "lieu",
    {_number("latitude")} AS "latitude", {_number("longitude")} AS "longitude", {_text("district.name")} AS "quartier",
    {_text("c.description")} AS "description", {_text("c.closing_text")} AS "motif de clôture"
    FROM cases_case c JOIN tenancy_collectivity town ON town.id = c.tenant_id
    {_joined("catalog_requesttype", "request_type")} {_joined("organisation_department", "department")}
    {_joined("territory_district", "district")}
    WHERE c.tenant_id = {{tenant:d}} ORDER BY c.id"""
#: What a French spreadsheet opens by a double click: its mark of UTF-8, semicolons, days and commas of the country.
SHEET_START, SHEET_FORMAT = "\ufeff".encode(), "(FORMAT csv, HEADER, DELIMITER ';')"
