"""A report draws its weeks, and months where weeks would be too many."""

from collections.abc import Mapping
from datetime import date, timedelta

from bot.finding import Level
from bot.report.chart import HEIGHT, WIDTH, Bar, chart
from bot.report.summary import Basis, Summary, Week

MONDAY = date(2026, 1, 5)


def summary(*weeks: tuple[int, Mapping[Level, int]]) -> Summary:
    """Weeks by their number from the first."""
    return Summary(
        basis=Basis(rules="", register=None, schools=(), names_shown=False),
        files=(),
        messages=0,
        chats=1,
        first=None,
        last=None,
        weeks=tuple(Week(begins=MONDAY + timedelta(weeks=number), messages=10, sent=sent) for number, sent in weeks),
        items=(),
        more=0,
        rules=(),
        notes={},
        cases={},
        lapsed=0,
        skipped=(),
        unseen={},
    )


def bars(*weeks: tuple[int, Mapping[Level, int]]) -> tuple[Bar, ...]:
    drawn = chart(summary(*weeks))
    assert drawn is not None
    return drawn.bars


def test_a_chat_about_which_nothing_was_sent_has_no_chart() -> None:
    assert chart(summary((0, {}), (1, {}))) is None


def test_a_bar_stacks_what_was_sent_from_the_mildest_to_the_gravest() -> None:
    [bar] = bars((0, {Level.DANGER: 1, Level.REMINDER: 3}))

    assert [segment.level for segment in bar.segments] == [Level.REMINDER, Level.DANGER]
    assert bar.segments[0].y == bar.segments[1].y + bar.segments[1].height
    assert bar.title == "5 Jan: 10 messages, 4 sent"


def test_a_week_without_messages_keeps_its_place() -> None:
    drawn = bars((0, {Level.LOOK: 1}), (2, {Level.LOOK: 1}))

    assert [bar.title for bar in drawn][1] == "12 Jan: 0 messages, 0 sent"


def test_of_more_weeks_than_can_be_told_apart_months_are_drawn() -> None:
    drawn = chart(summary(*((number, {Level.REMINDER: 1}) for number in range(100))))

    assert drawn is not None
    assert (drawn.by, len(drawn.bars), drawn.bars[0].title) == ("month", 23, "Jan 2026: 40 messages, 4 sent")


def test_everything_is_drawn_inside_the_picture() -> None:
    for bar in bars(*((number, {Level.REMINDER: number + 1, Level.SERIOUS: 2}) for number in range(60))):
        assert 0 <= bar.x <= bar.x + bar.width <= WIDTH
        assert all(0 <= segment.y <= segment.y + segment.height <= HEIGHT for segment in bar.segments)
