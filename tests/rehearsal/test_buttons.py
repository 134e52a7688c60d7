"""Which button is meant by a number, or by what stands on it, and by whom."""

import pytest

from adapters.rehearsal.buttons import Buttons, Panel, Pressed
from adapters.rehearsal.platform import Handed
from adapters.rehearsal.typed import Press, UnclearError
from bot.message import GroupId, Member, MemberId
from bot.notice import Choice, Letter, NoticeId

SAM = Member(id=MemberId("sam"), name="Sam")
NADIA = Member(id=MemberId("nadia"), name="Nadia")
OWEN = Member(id=MemberId("owen"), name="Owen")


def letter(to: Member, notice: str, text: str, *choices: Choice) -> Handed:
    return Handed(
        to,
        Letter(notice=NoticeId(notice), to=to.id, group=GroupId("g"), about=None, text=text, choices=choices),
    )


NOTE = letter(SAM, "n1", "A note.", Choice.ASK_A_PERSON, Choice.DELETE_IT)
NADIAS_CARD = letter(NADIA, "n2", "A card.", Choice.ACKNOWLEDGE, Choice.CLOSE)
OWENS_CARD = letter(OWEN, "n2", "A card.", Choice.ACKNOWLEDGE, Choice.CLOSE)


def buttons() -> Buttons:
    return Buttons(lambda choice: {Choice.ASK_A_PERSON: "Ask a person"}.get(choice, choice.value.capitalize()))


def test_numbers_go_on_from_letter_to_letter_and_copies_share_them() -> None:
    panels = buttons().put_on((NOTE, NADIAS_CARD, OWENS_CARD))

    assert panels == (
        Panel(to=(SAM,), letters=(NOTE.letter,), buttons=((1, "Ask a person"), (2, "Delete"))),
        Panel(to=(NADIA, OWEN), letters=(NADIAS_CARD.letter, OWENS_CARD.letter), buttons=((3, "Ack"), (4, "Close"))),
    )


@pytest.mark.parametrize(
    ("press", "expected"),
    [
        pytest.param(Press(1), Pressed(NOTE.letter, Choice.ASK_A_PERSON, SAM), id="by number"),
        pytest.param(Press("ask a person"), Pressed(NOTE.letter, Choice.ASK_A_PERSON, SAM), id="by what stands on it"),
        pytest.param(Press(4), Pressed(NADIAS_CARD.letter, Choice.CLOSE, NADIA), id="the first who has it"),
        pytest.param(Press(4, "owen"), Pressed(OWENS_CARD.letter, Choice.CLOSE, OWEN), id="by whom was said"),
        pytest.param(Press("Close", "Owen"), Pressed(OWENS_CARD.letter, Choice.CLOSE, OWEN), id="a label, by somebody"),
    ],
)
def test_finds_the_button_that_was_meant(press: Press, expected: Pressed) -> None:
    screen = buttons()
    screen.put_on((NOTE, NADIAS_CARD, OWENS_CARD))

    assert screen.pressed(press) == expected


def test_a_label_means_the_latest_of_that_persons_letters() -> None:
    screen = buttons()
    screen.put_on((NOTE,))
    later = letter(SAM, "n9", "Another note.", Choice.ASK_A_PERSON)
    screen.put_on((later, letter(OWEN, "n8", "His note.", Choice.ASK_A_PERSON)))

    assert screen.pressed(Press("Ask a person", "Sam")) == Pressed(later.letter, Choice.ASK_A_PERSON, SAM)


@pytest.mark.parametrize(
    ("press", "answer"),
    [
        (Press(9), "There is no such button. The numbers stand in [brackets]."),
        (Press("Ban"), "There is no such button. The numbers stand in [brackets]."),
        (Press("Close", "Sam"), "There is no such button for Sam. The numbers stand in [brackets]."),
        (Press(3, "Sam"), "Only Nadia or Owen can press that one."),
    ],
)
def test_says_why_a_button_cannot_be_pressed(press: Press, answer: str) -> None:
    screen = buttons()
    screen.put_on((NOTE, NADIAS_CARD, OWENS_CARD))

    with pytest.raises(UnclearError) as error:
        screen.pressed(press)

    assert str(error.value) == answer
