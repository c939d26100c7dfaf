"""The way to translators and back: nothing is lost, nothing is taken half, and a check holds only for checked words."""

import json
import re
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from msp_dialogue.cli import commands
from msp_dialogue.languages import exchange
from msp_dialogue.record.library import read_flows
from tests.languages import pseudo

CODE = pseudo.CODE
TITLE = "review.sections.asking.title"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(commands, ["translations", *map(str, arguments)])


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def exported(file: Path) -> Path:
    assert run("export", CODE, file).exit_code == 0
    return file


def edited(file: Path, **changes: str | datetime | None) -> Path:
    """The workbook after somebody wrote into the row of the title; a column's name has _ for its spaces."""
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    columns = {str(cell.value): cell.column for cell in sheet[1]}
    row = next(cell.row for cell in sheet["A"] if cell.value == TITLE)
    for name, value in changes.items():
        sheet.cell(row, columns[name.replace("_", " ")]).value = value
    book.save(file)
    return file


@pytest.mark.parametrize("ending", ["xlsx", "json"])
@pytest.mark.parametrize("by", ["The tests", None])
def test_a_language_that_goes_to_translators_and_comes_back_is_the_same_byte_for_byte(
    council: Path, tmp_path: Path, ending: str, by: str | None
) -> None:
    pseudo.write(council, read_flows(council), by=by)
    before = contents(council)

    told = run("import", CODE, exported(tmp_path / f"sheet.{ending}"))

    assert told.exit_code == 0, told.output
    assert "warning" not in told.output
    assert contents(council) == before


def test_our_own_flows_go_to_translators_and_come_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    council = tmp_path / "council"
    council.mkdir()
    monkeypatch.setenv("MSP_FLOWS", str(council))
    pseudo.write(council, read_flows())
    before = contents(council)

    told = run("import", CODE, exported(tmp_path / "sheet.xlsx"))

    assert told.exit_code == 0, told.output
    assert contents(council) == before


def test_a_new_language_is_made_from_the_originals_and_is_a_draft(council: Path, tmp_path: Path) -> None:
    run("export", CODE, tmp_path / "sheet.json", "--originals")
    originals = json.loads((tmp_path / "sheet.json").read_text())
    (tmp_path / "sheet.json").write_text(json.dumps({key: pseudo.pseudo(text) for key, text in originals.items()}))

    told = run("import", CODE, tmp_path / "sheet.json")

    assert told.exit_code == 0, told.output
    (line,) = (each for each in run("list").output.splitlines() if each.startswith(f"{CODE}: "))
    assert re.fullmatch(r"eo: Esperanto, \d+ not checked; not offered\.", line)
    assert {"closure.eo.yaml", "eo.po", "outcomes.eo.yaml", "review.eo.yaml"} < set(contents(council))


def test_somebody_checks_the_whole_of_a_language(council: Path, tmp_path: Path) -> None:
    pseudo.write(council, read_flows(council), by=None)

    told = run("import", CODE, exported(tmp_path / "sheet.xlsx"), "--checked-by", "Ewa Nowak")

    assert told.exit_code == 0, told.output
    assert f"{CODE}: Esperanto, complete and checked." in run("list").output
    assert "checked_by: Ewa Nowak" in (council / "review.eo.yaml").read_text()


def test_the_sheet_says_where_each_text_is_used_and_what_must_stay_as_it_is(translated: Path, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(exported(tmp_path / "sheet.xlsx")).worksheets[0]
    lines = {str(line[0]): line for line in sheet.iter_rows(min_row=2, values_only=True)}

    assert [cell.value for cell in sheet[1]] == list(exchange.COLUMNS)
    assert lines[TITLE][1:6] == (
        "About review / How it is going: the title of this part",
        "How it is going",
        "⟦Hów ít ís góíng⟧",
        "The tests",
        "2026-03-27",
    )
    named = lines["outcomes.questions.want.ask.representative"]
    assert (named[1], named[6]) == (
        "About outcomes / How it is going: the question, said to whoever answers for them",
        "Keep {person} as it is.",
    )


def test_only_what_translators_write_can_be_written_and_the_headings_stay_in_sight(
    translated: Path, tmp_path: Path
) -> None:
    sheet = openpyxl.load_workbook(exported(tmp_path / "sheet.xlsx")).worksheets[0]

    assert sheet.protection.sheet
    assert sheet.freeze_panes == "B2"
    assert [cell.protection.locked for cell in sheet[2]] == [True, True, True, False, False, False, False]


def test_a_right_to_left_language_is_written_from_the_right(council: Path, tmp_path: Path) -> None:
    run("export", "ur", tmp_path / "sheet.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "sheet.xlsx").worksheets[0]

    assert [(cell.alignment.readingOrder, cell.alignment.horizontal) for cell in sheet[2]][2:4] == [
        (0.0, None),
        (2.0, "right"),
    ]


def test_a_text_that_looks_like_a_formula_stays_a_text(council: Path, tmp_path: Path) -> None:
    pseudo.write(council, read_flows(council))
    file = council / "review.eo.yaml"
    file.write_text(file.read_text().replace("⟦Hów ít ís góíng⟧", "=1+1"), encoding="utf-8")

    sheet = openpyxl.load_workbook(exported(tmp_path / "sheet.xlsx")).worksheets[0]
    cell = next(row[3] for row in sheet.iter_rows() if row[0].value == TITLE)

    assert (cell.value, cell.data_type) == ("=1+1", "s")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (None, "there are no words. Translate it."),
        ("  ", "there are no words. Translate it."),
        ("a {person}", "{person} is not in the original. Name exactly what the original names."),
        ("a }", "There is a bracket { or } that names nothing."),
        ("a\nb", "there is a line break or another sign that cannot be shown. Take it out."),
        ("<b>a</b>", "there is one of the signs < > &. Write words in its place."),
        ("a &lt; b", "there is one of the signs < > &. Write words in its place."),
        ("%(name)s", "%(name)s is not in the original. Name exactly what the original names."),
    ],
)
def test_words_that_cannot_stand_there_are_told_by_row_and_nothing_is_brought_in(
    translated: Path, tmp_path: Path, words: str | None, told: str
) -> None:
    before = contents(translated)

    result = run("import", CODE, edited(exported(tmp_path / "sheet.xlsx"), translation=words))

    assert result.exit_code == 1
    assert f", `{TITLE}`: {told}" in result.output
    assert result.output.startswith("Row ")
    assert "Nothing was brought in. Problems: 1." in result.output
    assert contents(translated) == before


def test_every_problem_is_told_at_once(translated: Path, tmp_path: Path) -> None:
    file = tmp_path / "sheet.json"
    run("export", CODE, file)
    texts = json.loads(file.read_text())
    keys = list(texts)
    value = next(key for key, text in texts.items() if "%(worker)s" in text)
    texts |= {keys[0]: "", value: "50 %", "gone.sections.all.title": "Away"}
    del texts[keys[-1]]
    file.write_text(json.dumps(texts))

    result = run("import", CODE, file)

    assert f"Entry 1, `{keys[0]}`: there are no words." in result.output
    assert "%(worker)s is missing. Name exactly what the original names." in result.output
    assert "there is a % that names nothing." in result.output
    assert "`gone.sections.all.title` is no text of today's. Take the row out." in result.output
    assert f"`{keys[-1]}` has no row." in result.output


def test_a_row_that_is_there_twice_is_refused(translated: Path, tmp_path: Path) -> None:
    file = exported(tmp_path / "sheet.xlsx")
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    sheet.append([cell.value for cell in sheet[2]])
    book.save(file)

    assert "is there twice. Keep one of the rows." in run("import", CODE, file).output


def test_words_that_are_much_longer_are_warned_of_and_taken(translated: Path, tmp_path: Path) -> None:
    result = run("import", CODE, edited(exported(tmp_path / "sheet.xlsx"), translation="long " * 12))

    assert result.exit_code == 0, result.output
    assert "warning: Row" in result.output
    assert "long (59 letters for 15)." in result.output


def test_words_that_were_changed_lose_their_check_and_no_others_do(translated: Path, tmp_path: Path) -> None:
    result = run("import", CODE, edited(exported(tmp_path / "sheet.xlsx"), translation="Otherwise"))

    assert f"`{TITLE}`: the words have changed since The tests checked them." in result.output
    assert f"{CODE}: Esperanto, 1 not checked; not offered." in run("list").output


def test_a_check_written_into_the_sheet_holds_for_the_words_beside_it(translated: Path, tmp_path: Path) -> None:
    day = datetime(2026, 4, 1)  # noqa: DTZ001  # a spreadsheet program makes dates of days
    file = edited(exported(tmp_path / "sheet.xlsx"), translation="Otherwise", checked_by="Jan", checked_on=day)

    assert run("import", CODE, file).exit_code == 0
    assert f"{CODE}: Esperanto, complete and checked." in run("list").output
    assert "checked_by: Jan\n    checked_on: '2026-04-01'" in (translated / "review.eo.yaml").read_text()


@pytest.mark.parametrize(("by", "on"), [("Jan", None), (None, "2026-04-01"), ("Jan", "1 April"), ("Jan", "2999-01-01")])
def test_a_check_needs_a_name_and_a_day_that_has_come(
    translated: Path, tmp_path: Path, by: str | None, on: str | None
) -> None:
    file = edited(exported(tmp_path / "sheet.xlsx"), checked_by=by, checked_on=on)

    assert "a check has a name, and a day such as" in run("import", CODE, file).output


def test_words_made_from_an_original_that_has_changed_meanwhile_come_back_as_such(
    translated: Path, tmp_path: Path
) -> None:
    """Nobody's work is refused because an English sentence was corrected while they translated."""
    file = edited(exported(tmp_path / "sheet.xlsx"), original="How it was going", translation="Otherwise")

    assert run("import", CODE, file).exit_code == 0
    assert f"{CODE}: Esperanto, 1 changed since they were translated, 1 not checked" in run("list").output

    note = "The original has changed since this was translated."
    sheet = openpyxl.load_workbook(exported(tmp_path / "again.xlsx")).worksheets[0]
    assert [row[0] for row in sheet.iter_rows(values_only=True) if note in str(row[6])] == [TITLE]


def test_what_adult_and_representative_are_told_in_other_words_may_be_given_apart(
    translated: Path, tmp_path: Path
) -> None:
    file = tmp_path / "sheet.json"
    run("export", CODE, file)
    texts = json.loads(file.read_text())
    key = "outcomes.questions.want.help"
    texts |= {f"{key}.adult": "To you", f"{key}.representative": "To others"}
    del texts[key]
    file.write_text(json.dumps(texts))

    assert run("import", CODE, file).exit_code == 0
    run("export", CODE, file)
    again = json.loads(file.read_text())
    assert (again[f"{key}.adult"], again[f"{key}.representative"]) == ("To you", "To others")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("sheet.xlsx", b"no zip", "sheet.xlsx is no .xlsx workbook."),
        ("sheet.csv", b"a,b", "sheet.csv is no .xlsx workbook."),
        ("sheet.json", b"{", "sheet.json is no JSON:"),
        ("sheet.json", b"[]", "sheet.json should be one object of keys and words."),
        ("none.xlsx", None, "none.xlsx"),
    ],
)
def test_a_file_that_holds_no_rows_is_told_in_a_line(
    council: Path, tmp_path: Path, name: str, content: bytes | None, told: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)

    before = contents(council)

    result = run("import", CODE, tmp_path / name)

    assert result.exit_code == 1
    assert told in result.output
    assert contents(council) == before


def repacked(file: Path, **parts: bytes) -> Path:
    """The workbook with other bytes in some of its parts, or with more parts."""
    with zipfile.ZipFile(file) as old:
        held = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in {**held, **parts}.items():
            new.writestr(name, content)
    return file


@pytest.mark.parametrize("content", [b"<worksheet><sheetData><row", b""])
def test_a_workbook_whose_rows_are_damaged_is_told_in_a_line(translated: Path, tmp_path: Path, content: bytes) -> None:
    file = exported(tmp_path / "sheet.xlsx")

    result = run("import", CODE, repacked(file, **{"xl/worksheets/sheet1.xml": content}))

    assert result.output == "Error: sheet.xlsx is no .xlsx workbook. Save it again as one.\n"


def test_a_workbook_that_would_fill_the_memory_is_refused_before_it_is_unpacked(
    translated: Path, tmp_path: Path
) -> None:
    file = repacked(exported(tmp_path / "sheet.xlsx"), more=bytes(exchange.LARGEST))
    assert file.stat().st_size < exchange.LARGEST / 100

    assert "sheet.xlsx is larger than our sheets are." in run("import", CODE, file).output


def test_where_a_file_cannot_be_written_the_old_ones_stay_and_nothing_is_left_beside_them(
    council: Path, tmp_path: Path
) -> None:
    pseudo.write(council, read_flows(council), by=None)
    file = exported(tmp_path / "sheet.xlsx")
    (council / f"{CODE}.po.new").mkdir()
    before = {path.name: path.read_bytes() for path in council.iterdir() if path.is_file()}

    result = run("import", CODE, file, "--checked-by", "Ewa Nowak")

    assert result.exit_code == 1
    assert "Error: " in result.output
    assert {path.name: path.read_bytes() for path in council.iterdir() if path.is_file()} == before


def test_a_workbook_without_the_columns_is_told_in_a_line(council: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "sheet.xlsx")

    assert "has no column “key”" in run("import", CODE, tmp_path / "sheet.xlsx").output


@pytest.mark.parametrize("language", ["en", "Welsh", "../cy", "qq"])
@pytest.mark.parametrize("command", ["export", "import"])
def test_a_language_is_named_by_its_code_and_english_is_not_translated(
    council: Path, tmp_path: Path, language: str, command: str
) -> None:
    (tmp_path / "sheet.json").write_text("{}")

    result = run(command, language, tmp_path / "sheet.json")

    assert result.exit_code == 2
    assert "should be a language such as cy" in result.output


def test_a_sheet_that_is_neither_workbook_nor_json_is_not_written(council: Path, tmp_path: Path) -> None:
    assert "should end in .xlsx or .json" in run("export", CODE, tmp_path / "sheet.ods").output
    assert not (tmp_path / "sheet.ods").exists()
