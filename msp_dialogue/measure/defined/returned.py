"""The tables of the national return as measures: concluded section 42 enquiries, in the return's own categories."""

from collections.abc import Callable, Iterable, Mapping

from msp_dialogue.measure.defined.shared import NO_VOICE, NOT_PEOPLE, NOT_RECORDED, RATED
from msp_dialogue.measure.definition import Counted, Definition, Stand
from msp_dialogue.measure.selection import DateRule

SECTION_42 = "section_42"
_CONCLUDED = "Concluded section 42 enquiries of the period"
_NOTHING = "No section 42 enquiries were concluded in this period."


def _returned(
    id: str,
    name: str,
    source: str,
    *,
    numerator: str,
    denominator: str,
    left_out: str,
    values: Mapping[str, str],
    counts: frozenset[str],
    out_of: frozenset[str],
    reads: tuple[str, ...],
    value: Callable[..., str | None],
) -> Definition:
    """A table of the return: enquiries, by the date concluded, whoever spoke."""

    def stands(kind: str, *columns: str | None) -> Iterable[Stand]:
        found = value(*columns) if kind == SECTION_42 else None
        return (Stand(found),) if found else ()

    return Definition(
        id=id,
        family="national_return",
        name=name,
        source=source,
        numerator=numerator,
        denominator=denominator,
        left_out=left_out,
        person=NOT_PEOPLE,
        voice_is=NO_VOICE,
        nothing=_NOTHING,
        counted=(Counted.ENQUIRIES,),
        values={value: f"{meaning}." for value, meaning in values.items()},
        counts=counts,
        out_of=out_of,
        voice_of_all=False,
        by_asker=False,
        dates=DateRule.CONCLUDED,
        reads=("kind", *reads),
        stands=stands,
    )


ASKED_CELLS = {
    "expressed": "Yes they were asked and outcomes were expressed",
    "none_expressed": "Yes they were asked but no outcomes were expressed",
    "not_asked": "No",
    "dont_know": "Don't Know",
    "not_recorded": "Not Recorded",
}
ACHIEVED_CELLS = {"fully": "Fully Achieved", "partially": "Partially Achieved", "not": "Not Achieved"}
_UNACHIEVED = {
    "not_rated": "Expressed, and a wanted outcome is not rated: in no cell of the return",
    "all_withdrawn": "Expressed, and all withdrawn: in no cell of the return",
}
CAPACITY_CELLS = {
    "lacked": "Yes, they lacked capacity",
    "did_not_lack": "No, they did not lack capacity",
    "dont_know_capacity": "Don't know",
    NOT_RECORDED: "Not recorded",
}
RISK_CELLS = {"remained": "Risk remained", "reduced": "Risk reduced", "removed": "Risk removed"}
_NO_RISK = {
    "none_identified": "No risk was identified: in no cell of the table",
    "not_known": "Not known: in no cell of the table",
    NOT_RECORDED: "Not recorded: in no cell of the table",
}

SG4A_ASKED = _returned(
    "sg4a_asked",
    "Asked what they want (SG4a)",
    "[S1], [R3]",
    numerator="Those who were asked, whether or not they expressed outcomes.",
    denominator=f"{_CONCLUDED}.",
    left_out="Other enquiries. Not recorded stays in the denominator.",
    values=ASKED_CELLS,
    counts=frozenset({"expressed", "none_expressed"}),
    out_of=frozenset(ASKED_CELLS),
    reads=("asked",),
    value=lambda asked: asked,
)
SG4A_EXPRESSED = _returned(
    "sg4a_expressed",
    "Of those asked, expressed outcomes (SG4a)",
    "[S1], [R3]",
    numerator="Those who expressed outcomes.",
    denominator=f"{_CONCLUDED} in which they were asked.",
    left_out="Those who were not asked, or of whom nobody knows: they are counted beside.",
    values=ASKED_CELLS,
    counts=frozenset({"expressed"}),
    out_of=frozenset({"expressed", "none_expressed"}),
    reads=("asked",),
    value=lambda asked: asked,
)
SG4A_ACHIEVED = _returned(
    "sg4a_achieved",
    "Expressed outcomes fully or partially achieved (SG4a)",
    "[S1], [R2]",
    numerator="Those whose outcomes, rolled up to one value by [R2], are fully or partially achieved.",
    denominator=f"{_CONCLUDED} in which outcomes were expressed and rated.",
    left_out="Expressed and not rated, or all withdrawn: the return has no cell for them. They are counted beside, "
    "and are why the achieved cells may not add up to those who expressed.",
    values=ACHIEVED_CELLS | _UNACHIEVED,
    counts=frozenset({"fully", "partially"}),
    out_of=RATED,
    reads=("asked", "achieved"),
    value=lambda asked, achieved: achieved if asked == "expressed" else None,
)
SG3A_CAPACITY = _returned(
    "sg3a_capacity",
    "LACKED capacity in decisions about the enquiry (SG3a)",
    "[S2]",
    numerator="Those who LACKED capacity: yes means lacked.",
    denominator=f"{_CONCLUDED} of which it is known either way.",
    left_out="Don't know and not recorded: they are counted beside.",
    values=CAPACITY_CELLS,
    counts=frozenset({"lacked"}),
    out_of=frozenset({"lacked", "did_not_lack"}),
    reads=("capacity",),
    value=lambda capacity: capacity or NOT_RECORDED,
)
SG3A_SUPPORT = _returned(
    "sg3a_support",
    "Of those who LACKED capacity, supported by an advocate, family or friend (SG3a)",
    "[S2]",
    numerator="Those who were supported or represented by an advocate, family or a friend.",
    denominator=f"{_CONCLUDED} in which the person LACKED capacity.",
    left_out="Nobody. Where no support is recorded it counts as none, and is listed apart.",
    values={"yes": "Supported", "no": "Not supported", NOT_RECORDED: "No support is recorded"},
    counts=frozenset({"yes"}),
    out_of=frozenset({"yes", "no", NOT_RECORDED}),
    reads=("capacity", "supported"),
    value=lambda capacity, supported: (supported or NOT_RECORDED) if capacity == "lacked" else None,
)
SG2E_RISK = _returned(
    "sg2e_risk",
    "Risk reduced or removed (SG2e)",
    "[S3]",
    numerator="Those of whom the risk was reduced or removed.",
    denominator=f"{_CONCLUDED} in which a risk was identified and what became of it is known.",
    left_out="No risk identified, not known, not recorded: they are counted beside.",
    values=RISK_CELLS | _NO_RISK,
    counts=frozenset({"reduced", "removed"}),
    out_of=frozenset(RISK_CELLS),
    reads=("risk_result",),
    value=lambda risk: risk or NOT_RECORDED,
)
RETURNED = (SG4A_ASKED, SG4A_EXPRESSED, SG4A_ACHIEVED, SG3A_CAPACITY, SG3A_SUPPORT, SG2E_RISK)
