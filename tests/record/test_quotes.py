"""Words for a board in the record: only with a yes for these words, and no longer than it holds."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from msp_dialogue.flow.model import Stage
from msp_dialogue.record import enquiries, quotes, seals
from msp_dialogue.record.dialogues import Held
from msp_dialogue.record.quotes import NotPermitted, QuotePrepared, Why
from msp_dialogue.record.rebuild import differences
from tests.record.talking import Talk

WISH = "to sleep at night"
SAID = "I sleep. Tom has the key no more."
SHOWN = "I sleep. [name] has the key no more."
YEAR = date(2026, 1, 1), date(2026, 12, 31)


def told(talk: Talk, *, permission: object = "yes", finished: bool = True, **others: object) -> Held:
    """An enquiry with one wish, and a closing conversation with words about it."""
    enquiry = talk.enquiry()
    talk.hold(enquiry, Stage.BEGINNING, want=[{"key": "k1", "words": WISH, "themes": ["be_safer"]}])
    said = {"rating": "fully", "rating_words": SAID, "permission": permission} | others
    held = talk.held(talk.start(enquiry, Stage.CLOSURE))
    return talk.go_on(held, said, None if finished else "overall")


def prepare(talk: Talk, name: str = "q1", **others: str) -> None:
    """Make the words ready."""
    (one,) = talk.query("select outcome, dialogue from rating where words is not null")
    usual = {"outcome": one[0], "dialogue": one[1], "original": SAID, "words": SHOWN, "theme": "be_safer"}
    prepared = QuotePrepared(quote=name, **{"voice": "adult", **usual, **others})
    with talk.database.transaction() as connection:
        quotes.prepare(connection, "e1", prepared, talk.by())


def choose(talk: Talk, name: str = "q1") -> None:
    with talk.database.transaction() as connection:
        quotes.choose(connection, name, talk.by())


def chosen(talk: Talk) -> list[tuple[str, str, str]]:
    with talk.database.reading() as connection:
        return [(each.theme, each.words, each.voice) for each in quotes.chosen(connection, *YEAR)]


@pytest.fixture
def quoted(talk: Talk) -> Iterator[Talk]:
    """A record with words chosen for the board; what its tables hold is proved again at the end."""
    told(talk)
    talk.conclude("e1")
    prepare(talk)
    choose(talk)
    yield talk

    assert list(differences(talk.database, talk.library)) == []


def test_what_was_chosen_stands_in_the_period_in_which_its_enquiry_was_concluded(quoted: Talk) -> None:
    assert chosen(quoted) == [("Be and feel safer", SHOWN, "adult")]
    with quoted.database.reading() as connection:
        assert quotes.chosen(connection, date(2026, 7, 1), date(2026, 9, 30)) == ()


@pytest.mark.parametrize("permission", ["no", "dont_know", "skipped", "rather_not_say"])
def test_without_a_yes_nothing_is_offered(talk: Talk, permission: str) -> None:
    told(talk, permission=permission)

    with talk.database.reading() as connection:
        assert quotes.of_enquiry(connection, "e1") == ()
    with pytest.raises(NotPermitted):
        prepare(talk)


def test_nothing_is_offered_before_the_conversation_is_finished(talk: Talk) -> None:
    told(talk, finished=False)

    with talk.database.reading() as connection:
        assert quotes.of_enquiry(connection, "e1") == ()


@pytest.mark.parametrize(
    "others",
    [{"words": "I sleep well."}, {"words": "I sleep."}, {"original": "I slept."}, {"voice": "representative"}],
    ids=["words added", "a gap that does not show", "other words", "another voice"],
)
def test_nothing_is_made_ready_but_their_own_words(talk: Talk, others: dict[str, str]) -> None:
    told(talk)

    with pytest.raises((NotPermitted, ValueError)):
        prepare(talk, **others)
    assert talk.rows("quote") == []


def test_what_is_ready_cannot_be_chosen_while_its_enquiry_is_open(talk: Talk) -> None:
    told(talk)
    prepare(talk)

    with pytest.raises(NotPermitted):
        choose(talk)


def withdraw_permission(talk: Talk) -> None:
    (row,) = [row for row in talk.rows("rating") if row["words"]]
    enquiries.withdraw_permission(talk.database, "e1", row["dialogue"], row["outcome"], talk.by())


def seal(talk: Talk) -> None:
    with talk.database.transaction() as connection:
        seals.seal(connection, "e1", ["worker-1"], talk.by())


def take_back(talk: Talk) -> None:
    with talk.database.transaction() as connection:
        quotes.withdraw(connection, "q1", Why.WORKER, talk.by())


def put_back(talk: Talk) -> None:
    with talk.database.transaction() as connection:
        quotes.put_back(connection, "q1", talk.by())


ENDS: dict[str, Callable[[Talk], None]] = {
    "the permission is taken back": withdraw_permission,
    "the conversation is set aside": lambda talk: enquiries.set_aside(
        talk.database, "e1", "e1-closure", "why", talk.by()
    ),
    "the enquiry is sealed": seal,
    "a worker takes it back": take_back,
    "it is put back": put_back,
    "it is made ready anew": lambda talk: prepare(talk, "q2", words="I sleep. […]"),
    "the enquiry goes on": lambda talk: enquiries.reopen(talk.database, "e1", talk.by()),
}
LOST = {"the permission is taken back", "the conversation is set aside", "the enquiry is sealed"}


@pytest.mark.parametrize("end", ENDS)
def test_it_is_in_no_release_any_more_when(quoted: Talk, end: str) -> None:
    ENDS[end](quoted)

    assert chosen(quoted) == []
    with quoted.database.reading() as connection:
        assert quotes.no_longer_permitted(connection) == (("q1",) if end in LOST else ())


def test_words_that_were_put_differently_since_are_not_those_that_were_made_ready(quoted: Talk) -> None:
    with quoted.database.transaction() as connection:
        connection.execute("update rating set words = 'I sleep.' where words is not null")
    changed, still = chosen(quoted), "select words from rating where words is not null"
    assert quoted.query(still) == [("I sleep.",)]
    with quoted.database.transaction() as connection:
        connection.execute("update rating set words = ? where words is not null", [SAID])

    assert changed == []


def test_each_step_has_its_row_in_the_trail(quoted: Talk) -> None:
    take_back(quoted)

    rows = quoted.query("select action from audit where thing = 'e1' and action like 'quote%' order by rowid")
    assert [action for (action,) in rows] == ["quote_prepared", "quote_chosen", "quote_withdrawn"]
