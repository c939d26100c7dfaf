"""What leaves the service as files: documented tables as CSV, a workbook or JSON; it must not know SQL or pages."""

from msp_dialogue.export.column import Column, Kind, Release, Table
from msp_dialogue.export.delivery import Taken, deliver, deliver_return, deliver_table
from msp_dialogue.export.formats import FILES, File, Format, chunks, write
from msp_dialogue.export.schema import SCHEMA_FILE, schema
from msp_dialogue.export.tables import TABLES

__all__ = [
    "FILES",
    "SCHEMA_FILE",
    "TABLES",
    "Column",
    "File",
    "Format",
    "Kind",
    "Release",
    "Table",
    "Taken",
    "chunks",
    "deliver",
    "deliver_return",
    "deliver_table",
    "schema",
    "write",
]
