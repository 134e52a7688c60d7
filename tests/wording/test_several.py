"""What the quiet hours held back comes as one note, word for word."""

from datetime import timedelta

from worded import BOOK, ENGLAND, LARKRISE, SENT, earlier, incident

from bot.finding import Level
from bot.incident import Count, Incident
from bot.wording import letters
from bot.wording.letters import Standing


def several(*incidents: Incident, before: tuple[Incident, ...] = (), standing: Standing) -> list[str]:
    text = letters.several(
        BOOK,
        group=LARKRISE,
        place=ENGLAND,
        incidents=incidents,
        earlier=before,
        standing=standing,
        now=SENT + timedelta(hours=13),
    )
    return text.split("\n\n")


def test_what_the_night_held_back_comes_as_one_note() -> None:
    first = incident(at=SENT + timedelta(hours=4))
    pointer = incident("naming", Level.POINTER, at=SENT + timedelta(hours=4, minutes=20), count=Count.NOTHING, weight=0)

    assert several(first, pointer, before=(earlier(7),), standing=Standing.LATER) == [
        "Hi Sam. Please look at these again. Only you get this.",
        "22:42: may hurt a member of staff.\n23:02: may be one for the school.",
        (
            "1 of them counts until 8 April. With yours of 2 March, that makes two. "
            "If one more counts before 1 April, I tell the admins."
        ),
        "Change them or take them down within 15 minutes and they will not count.",
        "Worried about school? Ask the school office, 01632 960142.",
        "Not right? Tap “Ask a person”: an admin with no tie to it will see them.",
    ]


def test_several_with_something_serious_say_that_the_admins_know() -> None:
    first = incident(at=SENT + timedelta(hours=4))
    serious = incident("threat", Level.SERIOUS, at=SENT + timedelta(hours=5), weight=2)

    assert several(first, serious, standing=Standing.OPENS_CASE)[2] == (
        "I have told the group's admins, so that a person can look. They decide what happens next, not me."
    )


def test_more_than_a_note_holds_are_counted() -> None:
    many = tuple(incident(at=SENT + timedelta(hours=4, minutes=here)) for here in range(5))

    assert several(*many, standing=Standing.FIRST)[1] == (
        "22:44: may hurt a member of staff.\n"
        "22:45: may hurt a member of staff.\n"
        "22:46: may hurt a member of staff.\n"
        "… and 2 more messages."
    )
