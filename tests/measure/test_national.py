"""The national return of plain rows: every cell is there, and whoever keeps a check from holding is listed."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msp_dialogue.authority import Authority
from msp_dialogue.measure.national import Check, national_return
from msp_dialogue.measure.national_lines import AGE_BANDS, LINES, TABLES, Concluded, Line
from msp_dialogue.record.standing import Achieved, Asked

ENQUIRY = Concluded("E1", "18-64", "expressed", "fully", "lacked", supported=True, risk_result="reduced")
CAPACITIES = (None, "lacked", "did_not_lack", "dont_know_capacity")
RISKS = (None, "remained", "reduced", "removed", "none_identified", "not_known")
ENQUIRIES = st.lists(
    st.builds(
        Concluded,
        st.uuids().map(str),
        st.sampled_from((None, *AGE_BANDS)),
        st.sampled_from([str(value) for value in Asked]),
        st.sampled_from([str(value) for value in Achieved if value is not Achieved.NONE_EXPRESSED]),
        st.sampled_from(CAPACITIES),
        st.booleans(),
        st.sampled_from(RISKS),
    ),
    max_size=30,
)


def line_of(words: str) -> Line:
    (line,) = [line for line in LINES if line.words == words]
    return line


def number_of(words: str, *enquiries: Concluded) -> int:
    return national_return(enquiries).total(line_of(words))


def check_of(begins: str, enquiries: Sequence[Concluded]) -> Check:
    (check,) = [check for check in national_return(enquiries).checks if check.words.startswith(begins)]
    return check


def test_a_return_of_nothing_has_every_cell_of_every_table_and_all_are_zero() -> None:
    made = national_return([])

    assert len(list(made.rows(Authority()))) == 8 * 6 + 5 * 6 + 3
    assert {row["VALUE"] for row in made.rows(Authority())} == {0}
    assert {cell.shown for cell in made.cells} == {"[c]"}
    assert {share.shown for share in made.shares} == {"[x]"}
    assert all(check.holds for check in made.checks)


@pytest.mark.parametrize(
    ("capacity", "words"),
    [("lacked", "Yes, they lacked capacity"), ("did_not_lack", "No, they did not lack capacity")],
)
def test_yes_is_who_lacked_capacity_and_nobody_else(capacity: str, words: str) -> None:
    assert number_of(words, replace(ENQUIRY, capacity=capacity)) == 1
    assert "LACKED" in line_of("Yes, they lacked capacity").means
    assert "HAD" in line_of("No, they did not lack capacity").means
    assert "Yes means LACKED" in TABLES["SG3a"]


def test_support_is_counted_of_those_who_lacked_capacity_alone() -> None:
    words = next(line.words for line in LINES if line.words.startswith("Of the enquiries recorded as Yes"))

    assert number_of(words, ENQUIRY) == 1
    assert number_of(words, replace(ENQUIRY, capacity="did_not_lack")) == 0
    assert number_of(words, replace(ENQUIRY, supported=False)) == 0


@given(ENQUIRIES)
def test_each_enquiry_is_in_one_cell_of_asking_of_capacity_and_of_risk(enquiries: list[Concluded]) -> None:
    made = national_return(enquiries)

    assert made.total(*LINES[:5]) == len(enquiries)
    assert made.total(*[line for line in LINES if line.table == "SG3a"][:4]) == len(enquiries)
    assert made.total(*[line for line in LINES if line.table == "SG2e"]) == len(enquiries)
    assert all(check.holds for check in made.checks if check.words[:4] in {"SG3a", "SG2e"})


@given(ENQUIRIES)
def test_whoever_expressed_is_in_a_cell_of_achievement_or_listed_with_what_to_do(enquiries: list[Concluded]) -> None:
    check = check_of("SG4a: the three", enquiries)
    listed = {failing.enquiry for failing in check.failing}

    assert check.expected == check.found + len(listed)
    assert listed == {
        each.enquiry
        for each in enquiries
        if each.asked == "expressed" and each.achieved not in {"fully", "partially", "not"}
    }
    assert all(failing.to_do for failing in check.failing)


@pytest.mark.parametrize(
    ("achieved", "beside", "why"),
    [
        ("not_rated", "Expressed, and not rated", "no rating"),
        ("all_withdrawn", "Expressed, and all withdrawn", "was withdrawn"),
    ],
)
def test_who_is_not_rated_or_withdrew_everything_stands_beside_and_is_never_not_achieved(
    achieved: str, beside: str, why: str
) -> None:
    enquiry = replace(ENQUIRY, achieved=achieved)
    check = check_of("SG4a: the three", [enquiry])

    assert number_of(beside, enquiry) == 1
    assert number_of("Not Achieved", enquiry) == 0
    assert not check.holds
    assert [(failing.enquiry, why in failing.why) for failing in check.failing] == [("E1", True)]


def test_an_unknown_age_has_its_own_row_and_is_listed() -> None:
    enquiry = replace(ENQUIRY, age_band=None)
    check = check_of("Everybody", [ENQUIRY, enquiry])
    rows = [row for row in national_return([enquiry]).rows(Authority()) if row["CATEGORY"] == "Not Known"]

    assert (check.expected, check.found, len(check.failing)) == (2, 1, 1)
    assert sum(int(row["VALUE"]) for row in rows if row["TABLE_REFERENCE"] == "SG4a") == 2
    assert len(rows) == 8 + 5


def test_what_is_beside_the_collections_cells_is_never_in_what_is_copied() -> None:
    made = national_return([replace(ENQUIRY, achieved="not_rated", risk_result="not_known")])
    copied = {str(row["SUBCATEGORY"]) for row in made.rows(Authority())}

    assert not copied & {line.words for line in LINES if line.beside}
    assert {line.words for line in LINES if not line.beside} == copied


def test_the_rows_have_the_columns_of_the_published_data_in_their_order() -> None:
    authority = Authority(
        ons_code="E10000099",
        la_code="999",
        la_name="Sampleshire",
        region_code="E12000099",
        region_name="Samples",
        council_type="Shire County",
    )
    row = next(iter(national_return([ENQUIRY]).rows(authority)))

    assert ",".join(row) == (
        "GEOGRAPHY,COUNCIL_TYPE,REGION_CODE,REGION_NAME,ONS_CODE,LA_CODE,LA_NAME,TABLE_REFERENCE,ENQUIRY_TYPE,CATEGORY,"
        "SUBCATEGORY,VALUE"
    )
    assert list(row.values()) == [
        "ENGLAND",
        "Shire County",
        "E12000099",
        "Samples",
        "E10000099",
        "999",
        "Sampleshire",
        "SG4a",
        "Concluded Section 42 Enquiries",
        "18-64",
        "Yes they were asked and outcomes were expressed",
        1,
    ]
