"""The CSV export: a zip that is written as a stream, in a form that Excel and pandas read right."""

import io
import zipfile

import pandas
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from msp_dialogue.export import TABLES, Format, write
from msp_dialogue.export.formula import bare
from tests.export.reading import csv_tables, files_of, made, rows_of
from tests.measure.council import Council, drawn, selection

ODD = '=HYPERLINK("http://example.invalid")\r\nline two, with "quotes"\t; عربى 😀 é\u2028\'end\''


class Unseekable(io.RawIOBase):
    """Takes bytes as a network does: no way back."""

    def __init__(self) -> None:
        super().__init__()
        self.taken = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]
        self.taken += piece
        return len(piece)


def test_the_zip_holds_one_file_for_each_table_and_two_about_them(council: Council) -> None:
    council.enquiry()
    files = files_of(made(council.database, Format.CSV))

    assert list(files) == ["about.csv", *(f"{table.name}.csv" for table in TABLES), "columns.csv"]
    for name, file in files.items():
        assert file.startswith(b"\xef\xbb\xbf"), f"Excel would take {name} for another encoding"
        assert not file[3:].startswith(b"\xef\xbb\xbf")


def test_it_can_be_written_to_something_that_cannot_seek(council: Council) -> None:
    council.enquiry("E1")
    out = Unseekable()
    with council.database.reading() as connection:
        write(connection, Format.CSV, drawn(council.database), out)  # type: ignore[arg-type]

    assert rows_of(files_of(bytes(out.taken))["enquiries.csv"])[0]["enquiry_reference"] == "E1"


def test_words_come_back_exactly_and_never_as_a_formula(council: Council) -> None:
    council.outcome(council.enquiry(), ODD)
    (row,) = csv_tables(council.database)["outcomes"]

    assert row["words"] == "'" + ODD
    assert bare(row["words"]) == ODD


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text().filter(lambda text: "\0" not in text), min_size=1, max_size=5))
def test_any_words_come_back_exactly(council: Council, texts: list[str]) -> None:
    with council.database.transaction() as connection:
        for table in ("outcome", "standing", "enquiry", "adult"):
            connection.execute(f"delete from {table}")  # noqa: S608 - names above
    enquiry = council.enquiry()
    for text in texts:
        council.outcome(enquiry, text)
    rows = csv_tables(council.database)["outcomes"]

    assert [bare(row["words"]) for row in rows] == texts
    assert all(row["words"][:1] not in set("=+-@\t\r＝＋－＠") for row in rows)


def test_pandas_reads_every_table_with_its_columns(council: Council) -> None:
    council.outcome(council.enquiry("E1", fully=3), ODD, themes='["safer", "choice"]')
    files = files_of(made(council.database, Format.CSV))

    for table in TABLES:
        read = pandas.read_csv(io.BytesIO(files[f"{table.name}.csv"]))
        assert tuple(read.columns) == table.names
    enquiries = pandas.read_csv(io.BytesIO(files["enquiries.csv"]))
    assert enquiries["fully"].sum() == 3
    outcomes = pandas.read_csv(io.BytesIO(files["outcomes.csv"]))
    assert outcomes["words"][0] == "'" + ODD
    assert outcomes["themes"][0] == "safer; choice"


def test_an_empty_record_gives_every_file_with_its_header_and_says_that_there_is_nothing(council: Council) -> None:
    files = files_of(made(council.database, Format.CSV))
    about = {row["name"]: row["value"] for row in rows_of(files["about.csv"])}

    assert about["contents"] == "There is nothing in this period."
    for table in TABLES:
        header, *rows = files[f"{table.name}.csv"].decode("utf-8-sig").splitlines()
        assert header == ",".join(table.names)
        assert bool(rows) == (table.name == "measure")


def test_the_files_say_when_of_what_and_by_which_rules_they_were_drawn(council: Council) -> None:
    council.enquiry(adult="A1")
    council.enquiry(adult="A1")
    files = files_of(made(council.database, Format.CSV, selection(team="North")))
    about = {row["name"]: row["value"] for row in rows_of(files["about.csv"])}

    assert about["drawn_at"] == "2026-04-02T08:15:00Z"
    assert (about["period_from"], about["period_to"]) == ("2025-04-01", "2026-03-31")
    assert (about["date_rule"], about["team"]) == ("opened", "North")
    assert (about["enquiries"], about["people"]) == ("2", "1")
    assert "[R2]" in about["roll_up"]
    assert "[R1]" in about["denominators"]
    for row in rows_of(files["measure.csv"]):
        assert (row["drawn_at"], row["period_from"], row["period_to"]) == (
            about["drawn_at"],
            about["period_from"],
            about["period_to"],
        )
        assert row["roll_up"] == about["roll_up"]
        assert row["counted"] in {"people", "enquiries", "outcomes"}


@pytest.mark.parametrize("enquiries", [1, 3])
def test_a_big_export_uses_the_larger_form_of_zip(
    council: Council, monkeypatch: pytest.MonkeyPatch, enquiries: int
) -> None:
    monkeypatch.setattr("msp_dialogue.export.csv_files.PLAIN_ZIP_UP_TO", 2)
    for _ in range(enquiries):
        council.enquiry()
    zipped = made(council.database, Format.CSV)

    needed = {info.extract_version for info in zipfile.ZipFile(io.BytesIO(zipped)).infolist()}
    assert (zipfile.ZIP64_VERSION in needed) == (enquiries > 2)
    assert len(rows_of(files_of(zipped)["enquiries.csv"])) == enquiries
