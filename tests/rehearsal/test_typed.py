"""What a typed line means, and how to type what it could not."""

from datetime import time, timedelta

import pytest

from adapters.rehearsal.typed import (
    At,
    Block,
    Cases,
    Delete,
    Edit,
    Help,
    Later,
    Mailbox,
    Press,
    Quit,
    Say,
    SpeakAs,
    Typed,
    Unblock,
    UnclearError,
    Who,
    read,
)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        pytest.param("", None, id="nothing"),
        pytest.param("   ", None, id="blanks"),
        pytest.param("Sam: hello all", Say("hello all", "Sam"), id="somebody speaks"),
        pytest.param("hello all", Say("hello all"), id="whoever spoke last goes on"),
        pytest.param("Sam >3: I agree", Say("I agree", "Sam", 3), id="an answer"),
        pytest.param(">3 I agree", Say("I agree", reply_to=3), id="an answer by whoever spoke last"),
        pytest.param("Anne-Marie O'Neill: hi", Say("hi", "Anne-Marie O'Neill"), id="a name of two words"),
        pytest.param("kim: hi", Say("hi", "kim"), id="a known name in small letters"),
        pytest.param("ps: bring wellies", Say("ps: bring wellies"), id="a small word with a colon is no stranger"),
        pytest.param("see you at 15:30 all", Say("see you at 15:30 all"), id="a time is not a name"),
        pytest.param("https://a.example/x", Say("https://a.example/x"), id="a link is not a name"),
        pytest.param("Sam:", SpeakAs("Sam"), id="a name alone changes the speaker"),
        pytest.param("/as Sam", SpeakAs("Sam"), id="or is named"),
        pytest.param("/edit 3 sorry, cross day", Edit(3, "sorry, cross day"), id="an edit"),
        pytest.param("/edit #3 sorry", Edit(3, "sorry"), id="an edit, as the number is shown"),
        pytest.param("/delete 3", Delete(3), id="a deletion"),
        pytest.param("2", Press(2), id="a button"),
        pytest.param("/press 2 as Tom", Press(2, "Tom"), id="a button, by somebody"),
        pytest.param("/press 2 as Tom: by mistake", Press(2, "Tom", "by mistake"), id="a button, with words"),
        pytest.param("/press Ask a person as Jo: a joke", Press("Ask a person", "Jo", "a joke"), id="by its label"),
        pytest.param("/later 2 days", Later(timedelta(days=2)), id="days"),
        pytest.param("/later 15 minutes", Later(timedelta(minutes=15)), id="minutes"),
        pytest.param("/later an hour", Later(timedelta(hours=1)), id="an hour"),
        pytest.param("/later 9999 weeks", Later(timedelta(days=100)), id="no further than anything is kept"),
        pytest.param("/at 23:40", At(time(23, 40)), id="a time"),
        pytest.param("/at 7:05", At(time(7, 5)), id="a short time"),
        pytest.param("/mailbox Sam", Mailbox("Sam"), id="the mailbox"),
        pytest.param("/block Sam", Block("Sam"), id="out of reach"),
        pytest.param("/unblock Sam", Unblock("Sam"), id="within reach again"),
        pytest.param("/WHO", Who(), id="capitals"),
        pytest.param("/cases", Cases(), id="cases"),
        pytest.param("/help", Help(), id="help"),
        pytest.param("/quit", Quit(), id="quit"),
    ],
)
def test_reads_what_was_typed(line: str, meant: Typed | None) -> None:
    assert read(line, names={"Kim"}) == meant


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("/dance", "There is no /dance here. /help lists what there is."),
        ("/edit 3", "Please type it like this: /edit 3 new words"),
        ("/edit my words", "Please type it like this: /edit 3 new words"),
        ("/delete it", "Please type it like this: /delete 3"),
        ("/press", "Please type it like this: /press 2 as NAME"),
        ("/later", "Please type it like this: /later 2 days"),
        ("/later 3 moons", "Please type it like this: /later 2 days"),
        ("/at noon", "Please type it like this: /at 23:40"),
        ("/at 25:00", "Please type it like this: /at 23:40"),
        ("/mailbox", "Please type it like this: /mailbox NAME"),
        ("/block", "Please type it like this: /block NAME"),
    ],
)
def test_says_how_to_type_what_it_cannot_read(line: str, answer: str) -> None:
    with pytest.raises(UnclearError) as error:
        read(line)

    assert str(error.value) == answer
