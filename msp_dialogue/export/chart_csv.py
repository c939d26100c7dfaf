"""The table of a chart as one CSV file, as its page shows it, with numbers as plain numbers."""

import csv
import io

from msp_dialogue.chart import Cell, Chart
from msp_dialogue.export.formula import guarded

NAME, MEDIA_TYPE = "msp-dialogue-table.csv", "text/csv; charset=utf-8"
"""Always the same name, since a name in a list of downloads must tell nothing [X-02]."""
_BOM = "\ufeff"


def chart_csv(chart: Chart) -> bytes:
    """The headings and the rows; UTF-8 with a byte order mark, since Excel takes a file without one for another."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(
        guarded(f"{column.name} ({column.unit})" if column.unit else column.name) for column in chart.columns
    )
    writer.writerows([_plain(cell) for cell in row.cells] for row in chart.rows)
    return (_BOM + text.getvalue()).encode()


def _plain(cell: Cell) -> Cell:
    return guarded(cell) if isinstance(cell, str) else cell
