"""The JSON Schema of an export: made from the columns, and kept as a file in the package for those who read exports."""

from pathlib import Path
from typing import Any

from msp_dialogue.export.about import LAYOUT
from msp_dialogue.export.column import Column, Kind, Table
from msp_dialogue.export.tables import TABLES
from msp_dialogue.measure import DateRule

SCHEMA_FILE = Path(__file__).with_name("export.schema.json")

_TYPES: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": ["string", "null"]},
    Kind.WORDS: {"type": ["string", "null"]},
    Kind.CHOICE: {"type": ["string", "null"]},
    Kind.LIST: {"type": ["array", "null"], "items": {"type": "string"}},
    Kind.DATE: {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    Kind.INSTANT: {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$"},
    Kind.NUMBER: {"type": ["integer", "null"]},
    Kind.PERCENT: {"type": ["number", "null"], "minimum": 0, "maximum": 100},
}


def schema() -> dict[str, Any]:
    """The JSON Schema of the object."""
    tables = {table.name: _table_schema(table) for table in TABLES}
    text, number = {"type": "string"}, {"type": "integer", "minimum": 0}
    about = {
        "layout": {"const": LAYOUT},
        "drawn_at": _TYPES[Kind.INSTANT] | {"type": "string"},
        "as_at": _TYPES[Kind.DATE],
        "period_from": _TYPES[Kind.DATE] | {"type": "string"},
        "period_to": _TYPES[Kind.DATE] | {"type": "string"},
        "date_rule": {"enum": [str(rule) for rule in DateRule]},
        "date_rule_says": text,
        "team": {"type": ["string", "null"]},
        "enquiries": number,
        "people": number,
        "denominators": text,
        "roll_up": text,
        "contents": text,
        "release": text,
        "left_out": text,
        "sealed": text,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "An export of MSP Dialogue",
        **_object({"about": _object(about), "tables": _object(tables)}),
    }


def _table_schema(table: Table) -> dict[str, Any]:
    row = _object({column.name: _column_schema(column) for column in table.columns})
    return {"type": "array", "description": table.meaning, "items": row}


def _column_schema(column: Column) -> dict[str, Any]:
    allowed = {"enum": [*column.values, None]} if column.values else _TYPES[column.kind]
    return {"description": column.meaning, **allowed}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
