"""Our own drafts: nobody has checked them, and so nobody is offered them unless a council says so."""

from msp_dialogue.flow.check import check
from msp_dialogue.languages.languages import read_languages
from msp_dialogue.record.library import read_flows

DRAFTS = ["cy", "pl", "ur"]


def test_our_drafts_are_not_offered_by_themselves() -> None:
    found = read_languages(read_flows())

    assert [each.code for each in found.known] == ["en", *DRAFTS]
    assert [each.code for each in found.offered] == ["en"]
    assert all(each.unchecked for each in found.known if each.code in DRAFTS)


def test_no_text_of_our_drafts_says_that_somebody_checked_it() -> None:
    checks = [check for flow in read_flows() for each in flow.translations.values() for check in each.checks.values()]
    checks += [
        check
        for each in read_languages(read_flows()).known
        if each.catalogue
        for check in each.catalogue.checks.values()
    ]

    assert [each for each in checks if each.by or each.on] == []


def test_our_drafts_name_what_the_originals_name() -> None:
    assert [problem for flow in read_flows() for problem in check(flow, languages=()).problems] == []
