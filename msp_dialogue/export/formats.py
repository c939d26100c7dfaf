"""The formats of an export, each with its file name and media type; which module writes which is said here only."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from msp_dialogue.database import Connection
from msp_dialogue.export import csv_files, json_file, ods_parts, workbook, xlsx
from msp_dialogue.measure import Drawn


class Format(StrEnum):
    """The formats there are."""

    CSV = "csv"
    XLSX = "xlsx"
    ODS = "ods"
    JSON = "json"


@dataclass(frozen=True)
class File:
    """What a file is called: always the same, since a name in a list of downloads must tell nothing [X-02]."""

    name: str
    media_type: str


FILES: Mapping[Format, File] = {
    Format.CSV: File("msp-dialogue-export.zip", "application/zip"),
    Format.XLSX: File("msp-dialogue-export.xlsx", xlsx.MEDIA_TYPE),
    Format.ODS: File("msp-dialogue-export.ods", ods_parts.MEDIA_TYPE),
    Format.JSON: File("msp-dialogue-export.json", "application/json"),
}
_WRITERS: Mapping[Format, Callable[[Connection, Drawn], Iterator[bytes]]] = {
    Format.CSV: csv_files.chunks,
    Format.XLSX: workbook.xlsx_chunks,
    Format.ODS: workbook.ods_chunks,
    Format.JSON: json_file.chunks,
}


def chunks(connection: Connection, format: Format, drawn: Drawn) -> Iterator[bytes]:
    """The file, piece by piece, from the snapshot that `drawn` was drawn from; CSV and JSON in flat memory."""
    return _WRITERS[format](connection, drawn)


def write(connection: Connection, format: Format, drawn: Drawn, out: BinaryIO) -> None:
    """Write the file to something that takes bytes; it need not be seekable."""
    for piece in chunks(connection, format, drawn):
        out.write(piece)
