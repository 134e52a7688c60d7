"""What a member hears back, word for word."""

import pytest
from worded import BOOK, LARKRISE, NOW, TOMORROW, incident, support

from bot.finding import Alert, Level
from bot.incident import Count, Incident
from bot.wording import letters


def test_thanks_for_taking_it_back() -> None:
    assert letters.cleared(BOOK, group=LARKRISE, incident=incident(), now=NOW) == (
        "Thank you. Your message at 18:42 is cleared. It does not count, and I have wiped what I kept of it."
    )


@pytest.mark.parametrize(
    ("about", "ending"),
    [
        pytest.param(incident(count=Count.FROZEN), " Until then it does not count.", id="a reminder is frozen"),
        pytest.param(support("distress", Alert.NONE), "", id="support never counted"),
        pytest.param(
            incident(level=Level.DANGER, weight=0),
            " Until then the admins stay told, in case someone is not safe.",
            id="danger stays",
        ),
    ],
)
def test_whoever_asks_a_person_hears_who_will_see_it_and_by_when(about: Incident, ending: str) -> None:
    assert letters.asked(BOOK, group=LARKRISE, incident=about, now=NOW) == (
        "Thank you. I have passed on your message at 18:42. An admin with no tie to it will see it, and your words. "
        f"You should hear by 12 March.{ending}"
    )


def test_the_bot_says_sorry_when_it_was_wrong() -> None:
    assert letters.overturned(BOOK, group=LARKRISE, incident=incident(), now=TOMORROW) == (
        "I was wrong about your message on Monday 9 March at 18:42. A person has looked at it. "
        "It does not count, and what I kept of it is wiped. I am sorry."
    )


def test_a_note_that_stays_says_until_when_and_whom_to_talk_to() -> None:
    assert letters.stays(BOOK, group=LARKRISE, incident=incident(count=Count.COUNTED), now=NOW) == (
        "A person has looked at your message at 18:42. They think that my note should stay. It counts until 8 April. "
        "If you see it in another way, you can talk to any of the group's admins."
    )
