"""How an enquiry counts, said in words with the rule that makes it so; the counting itself is the record's."""

from dataclasses import dataclass

from msp_dialogue.record.read import Standing
from msp_dialogue.record.standing import Achieved, Asked
from msp_dialogue.web.pages import named
from msp_dialogue.web.words import _


@dataclass(frozen=True)
class Counted:
    """One line of how it counts: what is counted, how, and by which rule."""

    what: str
    how: str
    rule: str


def counted(standing: Standing) -> tuple[Counted, ...]:
    """Asked and achieved as they are counted now [R2, R3], and what else the national return takes."""
    lines = [
        Counted(_("Asked what they want"), _asked(standing), _asked_rule(standing.asked)),
        Counted(_("Achieved"), _achieved(standing), _achieved_rule(standing.achieved)),
    ]
    if standing.overall:
        rule = _("Their own overall answer. It is kept beside the figure above and does not change it.")
        lines.append(Counted(_("All in all, they said"), named.rating(standing.overall), rule))
    return tuple(lines)


def _asked(standing: Standing) -> str:
    reason = dict(named.not_asked_reasons()).get(standing.not_asked_reason or "", _("no reason given"))
    return {
        Asked.EXPRESSED: _("Yes, and they said what they want"),
        Asked.NONE_EXPRESSED: _("Yes, but they expressed no outcomes"),
        Asked.NOT_ASKED: _("No. %(reason)s.", reason=reason),
        Asked.DONT_KNOW: _("Don’t know: it cannot be known whether they were asked"),
        Asked.NOT_RECORDED: _("Not recorded"),
    }[standing.asked]


def _asked_rule(asked: Asked) -> str:
    return {
        Asked.EXPRESSED: _("At least one wish was put into words before the enquiry was concluded."),
        Asked.NONE_EXPRESSED: _(
            "It was put to them, and they wanted nothing, skipped it, did not know, would rather not say, or declined."
        ),
        Asked.NOT_ASKED: _("It was never put to them, for a reason. Skipping a question is never counted as this."),
        Asked.DONT_KNOW: _("A worker cannot tell. Their own “I don’t know” is not counted as this."),
        Asked.NOT_RECORDED: _("No conversation here says whether they were asked."),
    }[asked]


def _achieved(standing: Standing) -> str:
    if standing.achieved is Achieved.NOT_RATED:
        return _(
            "Not rated: %(unrated)s of %(wanted)s still to be rated", unrated=standing.unrated, wanted=standing.wanted
        )
    return {
        Achieved.FULLY: _("Fully achieved"),
        Achieved.PARTIALLY: _("Partially achieved"),
        Achieved.NOT: _("Not achieved"),
        Achieved.ALL_WITHDRAWN: _("Outside the figures: nothing is wanted any more"),
        Achieved.NONE_EXPRESSED: _("Outside the figures: no outcomes were expressed"),
    }[standing.achieved]


def _achieved_rule(achieved: Achieved) -> str:
    return {
        Achieved.FULLY: _("Every outcome still wanted is fully achieved."),
        Achieved.PARTIALLY: _(
            "Some outcomes still wanted are fully or partly achieved, but not all are fully achieved."
        ),
        Achieved.NOT: _("No outcome still wanted is fully or partly achieved."),
        Achieved.NOT_RATED: _("It stays “not rated”, never “not achieved”, until somebody records a view of each."),
        Achieved.ALL_WITHDRAWN: _("Outcomes that are no longer wanted do not count."),
        Achieved.NONE_EXPRESSED: _("Only what somebody wanted can be achieved."),
    }[achieved]
