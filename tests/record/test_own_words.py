"""Words for strangers: what may name somebody is suggested, and what is shown is what was said, masked or cut."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msp_dialogue.record.masking import Mask, masked, suggest
from msp_dialogue.record.own_words import LEFT_OUT, NotTheirWords, made_of

SAID = "Rose’s son Tom came on Monday. I go. I did not feel safe until Anna rang 0113 496 0000. It is quiet."


@pytest.mark.parametrize(
    ("words", "found", "mask"),
    [
        ("it was rose who rang", "rose", Mask.NAME),
        ("I spoke with Tom there", "Tom", Mask.NAME),
        ("I spoke with Tom Hill then", "Tom Hill", Mask.PLACE),
        ("I spoke with Tom Oak then", "Tom Oak", Mask.NAME),
        ("Tom came. I like Tom.", "Tom", Mask.NAME),
        ("he lives at 12 Mill Lane now", "12 Mill Lane", Mask.PLACE),
        ("he lives at 12 mill lane now", "12 mill lane", Mask.PLACE),
        ("my flat, ls1 4ab, is cold", "ls1 4ab", Mask.PLACE),
        ("ring 0113 496 0000 please", "0113 496 0000", Mask.OTHER),
        ("write to tom.reed@example.org", "tom.reed@example.org", Mask.OTHER),
        ("I am 83 years old", "83 years old", Mask.OTHER),
        ("it was on 3rd of May", "3rd of May", Mask.OTHER),
        ("it was 12/03/2026 or so", "12/03/2026", Mask.OTHER),
        ("every monday he came", "monday", Mask.OTHER),
    ],
)
def test_what_may_name_somebody_is_suggested(words: str, found: str, mask: Mask) -> None:
    assert (found, mask) in {(each.text, each.mask) for each in suggest(words, ["Rose Reed"])}


@pytest.mark.parametrize("words", ["It is quiet. But I go in.", "I’m glad. I said so", "He shouts. “Stop it”, I say"])
def test_how_a_sentence_begins_names_nobody(words: str) -> None:
    assert suggest(words, []) == ()


def test_what_is_suggested_is_masked_where_it_stands() -> None:
    found = suggest(SAID, ["Rose Reed"])

    assert masked(SAID, [(each, each.mask) for each in found]) == (
        "[name]’s son [name] came on [other]. I go. I did not feel safe until [name] rang [other]. It is quiet."
    )


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (SAID, SAID),
        ("It is quiet.", "[…] It is quiet."),
        ("[name]’s son [NAME] came on [other].", "[name]’s son [name] came on [other]. […]"),
        ("I did feel safe", "[…] I did […] feel safe […]"),
        ("I go. […] It is quiet.", "[…] I go. […] It is quiet."),
        (
            "I did not feel safe until [name] rang. It is quiet.",
            "[…] I did not feel safe until [name] rang […]. It is quiet.",
        ),
        ("  I   go. ", "[…] I go. […]"),
        ("Rose’s son [name].", "Rose’s son [name]. […]"),
    ],
)
def test_it_is_shown_as_it_was_said_and_gaps_are_shown_as_gaps(written: str, shown: str) -> None:
    assert made_of(SAID, written) == shown


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("It was quiet.", "was"),
        ("quiet is it", "is"),
        ("I go now.", "now"),
        ("it is quiet", "it"),
        ("It is quiet. It is quiet.", "It"),
        ("[name] " * 60, "[name]"),
        ("It is quiet [street]", "["),
    ],
)
def test_what_was_not_said_there_is_refused_with_the_word(written: str, word: str) -> None:
    with pytest.raises(NotTheirWords) as refused:
        made_of(SAID, written)

    assert refused.value.word == word


WORDS = st.lists(st.sampled_from(["I", "go", "home", "not", ".", ",", "Tom", "’", "s"]), min_size=1, max_size=12)
DONE = st.sampled_from(["keep", "mask", "leave"])


def tokens(text: str) -> list[str]:
    return re.findall(r"\[\w+\]|\w+|[^\w\s]", text.replace(LEFT_OUT, " "))


def is_part_of(part: list[str], whole: list[str]) -> bool:
    """Whether these stand in the whole in this order, each mask in the place of at least one."""
    rest: Iterator[str] = iter(whole)
    return all(next(rest, None) is not None if each.startswith("[") else each in rest for each in part)


@given(WORDS, st.data())
def test_whatever_is_masked_or_left_out_is_taken_and_shown_as_nothing_but_their_words(
    said: list[str], data: st.DataObject
) -> None:
    done = data.draw(st.lists(DONE, min_size=len(said), max_size=len(said)))
    written = [{"keep": word, "mask": "[name]"}.get(what, "") for word, what in zip(said, done, strict=True)]
    shown = made_of(" ".join(said), " ".join(written))

    assert is_part_of(tokens(shown), said)
    assert tokens(shown) == [each for each in written if each]


@given(WORDS, WORDS)
def test_whatever_is_typed_nothing_else_is_ever_shown(said: list[str], typed: list[str]) -> None:
    try:
        shown = made_of(" ".join(said), " ".join(typed))
    except NotTheirWords:
        assert not is_part_of(typed, said)
    else:
        assert is_part_of(tokens(shown), said)
