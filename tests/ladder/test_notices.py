"""What tells people of an incident: once for each thing there is to tell, and under an id that follows from it."""

from builders import CHAT, GROUP, MONDAY, case, days, incident, minutes

from bot.case import CaseKind
from bot.finding import Level
from bot.incident import CaseId, IncidentId
from bot.ladder import ids
from bot.ladder.notices import card, unread
from bot.ladder.page import within_window
from bot.ladder.terms import WINDOW
from bot.message import MessageId
from bot.notice import Notice, NoticeId, NoticeKind, ToAdmins, ToOperator
from bot.unjudged import Unjudged

CASE, INCIDENT, DUE = CaseId("case-1"), IncidentId("an-incident"), MONDAY + minutes(5)


def told(kind: NoticeKind, name: str) -> Notice:
    return Notice(
        id=NoticeId(name),
        group=GROUP,
        to=ToAdmins(),
        kind=kind,
        due_at=DUE,
        created_at=MONDAY,
        incident=INCIDENT,
        case=CASE,
    )


def test_danger_is_an_alert_the_first_of_its_case_and_anything_else_a_card_of_its_incident() -> None:
    serious, danger = (incident(level, id=INCIDENT) for level in (Level.SERIOUS, Level.DANGER))

    cards = [
        card(case(CaseKind.SERIOUS), serious, DUE, MONDAY),
        card(case(CaseKind.DANGER), danger, DUE, MONDAY),
        card(case(CaseKind.RISK), serious, DUE, MONDAY),
        card(case(CaseKind.LOOK), serious, DUE, MONDAY, level=Level.LOOK),
    ]

    assert cards == [
        told(NoticeKind.CASE, ids.card_id(CASE, INCIDENT, Level.SERIOUS)),
        told(NoticeKind.ALERT, ids.alert_id(CASE, Level.DANGER, 0)),
        told(NoticeKind.ALERT, ids.alert_id(CASE, Level.SERIOUS, 0)),
        told(NoticeKind.CASE, ids.card_id(CASE, INCIDENT, Level.LOOK)),
    ]


def test_ids_are_twenty_characters_and_no_two_things_share_one() -> None:
    every = [
        *(ids.incident_id(CHAT, MessageId("1"), after) for after in (None, INCIDENT)),
        *(ids.case_id(GROUP, number) for number in (1, 2)),
        *(ids.note_id(INCIDENT, level) for level in (Level.REMINDER, Level.SERIOUS)),
        *(ids.card_id(CASE, INCIDENT, level) for level in (Level.REMINDER, Level.SERIOUS)),
        *(ids.alert_id(CASE, Level.DANGER, times) for times in (0, 1)),
        *(ids.notice_id(NoticeKind.TAKEN, CASE, to) for to in ("priya", "tom")),
        *(ids.reminder_id(CASE, times) for times in (1, 2)),
        *(ids.copy_id(NoticeId("n"), to) for to in ("priya", "tom")),  # type: ignore[arg-type]
        *(ids.notice_id(NoticeKind.APPEAL, IncidentId(about), to) for about, to in (("ab", "c"), ("a", "bc"))),
    ]

    assert {len(each) for each in every} == {20}
    assert len(set(every)) == len(every)


def test_a_message_nobody_could_judge_is_told_to_the_admins_and_to_who_can_have_that_mended() -> None:
    left = Unjudged(group=GROUP, chat=CHAT, message=MessageId("7"), said_at=MONDAY, at=DUE, error="ValueError")

    notices = unread(left)

    assert [(n.kind, n.to, n.group, n.due_at, n.created_at) for n in notices] == [
        (NoticeKind.UNREAD, to, GROUP, DUE, DUE) for to in (ToAdmins(), ToOperator())
    ]
    assert len({n.id for n in notices}) == 2
    assert unread(left) == notices


def test_an_incident_is_of_the_window_until_exactly_thirty_days_after_it_was_posted() -> None:
    early, late = incident(at=MONDAY), incident(at=MONDAY + days(1))

    assert within_window((early, late), MONDAY + WINDOW - minutes(1)) == (early, late)
    assert within_window((early, late), MONDAY + WINDOW) == (late,)
