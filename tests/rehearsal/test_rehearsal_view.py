"""What the terminal shows, to the letter, on a narrow screen too."""

from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

from rich.console import Console

from adapters.rehearsal.chat import Chat
from adapters.rehearsal.view import View
from bot.message import GroupId, Member, MemberId

LONDON = ZoneInfo("Europe/London")
SAM = Member(id=MemberId("sam"), name="Sam")
MONDAY = datetime(2026, 3, 2, 18, 42, tzinfo=LONDON)


def screen(width: int = 40) -> tuple[View, StringIO]:
    paper = StringIO()
    return View(Console(file=paper, width=width, color_system=None)), paper


def test_shows_a_line_of_the_group_under_its_day_and_an_answer_with_its_number() -> None:
    view, paper = screen()
    chat = Chat(GroupId("g"))

    view.said(chat.say(SAM, "Is PE on today?", MONDAY))
    view.said(chat.say(Member(id=MemberId("jo"), name="Jo"), "It is.", MONDAY, reply_to=1))
    view.said(chat.edit(1, "Is PE on today or not?", MONDAY))

    assert paper.getvalue() == (
        "\nMonday 2 March\n"
        "18:42  #1 Sam: Is PE on today?\n"
        "18:42  #2 Jo (to #1): It is.\n"
        "18:42  #1 Sam (edited): Is PE on today\n"
        "       or not?\n"
    )


def test_says_in_words_who_alone_sees_a_note_and_keeps_it_within_forty_columns() -> None:
    view, paper = screen()

    view.private(
        SAM,
        "Hi Sam. I'm the group's helper bot. Only you see this.",
        ((1, "Ask a person"), (2, "Delete it for me")),
        MONDAY,
    )

    assert paper.getvalue() == (
        "\nMonday 2 March\n"
        "18:42  Only Sam sees this:\n"
        "     │ Hi Sam. I'm the group's helper\n"
        "     │ bot. Only you see this.\n"
        "     │ [1] Ask a person\n"
        "     │ [2] Delete it for me\n"
    )


def test_says_in_words_which_admins_see_a_card() -> None:
    view, paper = screen(60)

    view.admins((SAM, Member(id=MemberId("jo"), name="Jo")), "Case 1.", ((3, "Close"),), MONDAY)

    assert paper.getvalue() == (
        "\nMonday 2 March\n18:42  Only the admins see this (Sam and Jo):\n     │ Case 1.\n     │ [3] Close\n"
    )


def test_prints_what_was_said_as_it_was_said() -> None:
    view, paper = screen(80)

    view.said(Chat(GroupId("g")).say(SAM, "[bold]not markup[/bold] :smile:", MONDAY))

    assert "[bold]not markup[/bold] :smile:" in paper.getvalue()
