"""What a report counts, and where its lists end though its counts do not."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from builders import finding
from exported import NOON, group_of, said

from bot.chatfile import Blank, ChatFile, Format, Spoken, Unread
from bot.finding import Level, RuleId, Span
from bot.group import Mode
from bot.message import Media
from bot.report.members import Anonymous
from bot.report.summary import Fired, Skipped, Week
from bot.report.tally import LISTED, Tally

GROUP = replace(group_of("larkrise"), mode=Mode.LIVE)
CHAT = ChatFile(path=Path("a.json"), format=Format.TELEGRAM, size=1, remarks=(), read=lambda _: iter(()))


def tally() -> Tally:
    begun = Tally({RuleId("r"): "A rule"}, Anonymous())
    begun.begin("a.json", CHAT)
    return begun


def spoken(number: int, *, media: Media | None = None) -> Spoken:
    message = said(
        f"words {number}",
        chat="c",
        id=str(number),
        author=(f"p{number}", "P"),
        at=NOON + timedelta(hours=number),
        media=() if media is None else (media,),
    )
    return Spoken(conversation="Y2", label=number, at="", place=f"message {number}", message=message)


HEARD = (finding(rule=RuleId("r"), spans=(Span(0, 5),), reason="A rule"),)


def test_messages_and_notes_are_counted_by_week() -> None:
    counted = tally()

    for day in range(14):
        counted.spoken(spoken(day * 24), HEARD if day in {0, 8} else (), GROUP)

    summary = counted.summary(rules="", register=None, names_shown=False)
    assert summary.weeks == (
        Week(begins=date(2026, 3, 9), messages=7, sent={Level.REMINDER: 1}),
        Week(begins=date(2026, 3, 16), messages=7, sent={Level.REMINDER: 1}),
    )
    assert (summary.notes_sent, round(summary.per_thousand, 1)) == (2, 142.9)
    assert summary.rules == (Fired(title="A rule", level=Level.REMINDER, count=2),)


def test_a_long_list_ends_but_its_count_does_not() -> None:
    counted = tally()

    for number in range(LISTED + 3):
        counted.spoken(spoken(number), HEARD, GROUP)

    summary = counted.summary(rules="", register=None, names_shown=False)
    assert (len(summary.items), summary.more, summary.flagged) == (LISTED, 3, LISTED + 3)


def test_what_could_not_be_read_is_counted_by_reason_with_its_first_places() -> None:
    counted = tally()
    for number in range(5):
        counted.unread(Unread(conversation="Y2", place=f"message {number}", reason=Blank.PHOTO))
    counted.unread(Unread(conversation="Y2", place="message 9", reason=Blank.VOICE))

    assert counted.summary(rules="", register=None, names_shown=False).skipped == (
        Skipped(reason=Blank.PHOTO, count=5, first=("message 0", "message 1", "message 2")),
        Skipped(reason=Blank.VOICE, count=1, first=("message 9",)),
    )


def test_what_came_with_words_and_was_not_looked_at_is_counted() -> None:
    counted = tally()
    counted.spoken(spoken(1, media=Media.PHOTO), (), GROUP)
    counted.spoken(spoken(2, media=Media.POLL), (), GROUP)

    assert counted.summary(rules="", register=None, names_shown=False).unseen == {Media.PHOTO: 1}


def test_a_file_that_could_not_be_opened_stands_in_the_list_with_its_reason() -> None:
    counted = tally()
    counted.stop("b.json", "b.json: no such file")

    files = counted.summary(rules="", register=None, names_shown=False).files
    assert [(file.name, file.problem) for file in files] == [("a.json", None), ("b.json", "b.json: no such file")]
