"""What cannot wait opens with what to do, word for word."""

import pytest
from worded import BLANK, BOOK, ENGLAND, LARKRISE, NOW, case, incident, support

from bot.case import Case, CaseKind
from bot.finding import Alert, Level
from bot.incident import Count, Incident
from bot.wording import letters

DANGER = incident("threat", Level.DANGER, count=Count.NOTHING, weight=0)


def alert(case: Case, *incidents: Incident, times_told: int = 0) -> str:
    return letters.alert(
        BOOK, group=LARKRISE, place=ENGLAND, case=case, incidents=incidents, times_told=times_told, now=NOW
    )


def test_an_alert_opens_with_what_to_do() -> None:
    assert alert(case(CaseKind.DANGER), DANGER) == (
        "Please act now: a message may put somebody in danger.\n"
        "If anyone may be in danger, call 999 now.\n"
        "If it can wait, the police are on 101.\n"
        "Then press “Acknowledge”, so that the others know.\n"
        "\n"
        "Case 12. Sam, Monday 9 March, 18:42:\n"
        "He is «an utter muppet», ask anyone\n"
        "Seems to be about: a member of staff (Year 4 teacher)\n"
        "Why: A hard word about a member of staff\n"
        "\n"
        "I keep these words, even if the message is deleted. Please take a screenshot of your own too.\n"
        "The member hears from me once one of you has acknowledged, or after 15 minutes."
    )


@pytest.mark.parametrize(
    ("times", "line"),
    [
        (1, "Nobody has answered this yet. I have told you once."),
        (3, "Nobody has answered this yet. I have told you 3 times."),
    ],
)
def test_a_repeated_alert_says_how_often_nobody_answered(times: int, line: str) -> None:
    assert alert(case(CaseKind.DANGER), DANGER, times_told=times).splitlines()[1] == line


def test_an_alert_about_a_life_at_risk_asks_to_look_after_the_member() -> None:
    distress = support("distress", Alert.URGENT)

    assert alert(case(CaseKind.RISK), distress).splitlines()[:5] == [
        "Please act now: a life may be at risk, or a child may be missing.",
        "If anyone may be in danger, call 999 now.",
        "Then press “Acknowledge”, so that the others know.",
        "Then ask the member in private if they are safe.",
        "A worry about a child also goes to the school's Designated Safeguarding Lead.",
    ]


def test_an_alert_in_a_place_without_numbers_still_says_whom_to_call() -> None:
    text = letters.alert(
        BOOK, group=LARKRISE, place=BLANK, case=case(CaseKind.DANGER), incidents=(DANGER,), times_told=0, now=NOW
    )

    assert text.splitlines()[1] == "If anyone may be in danger, call the emergency services now."
