"""Which buttons go with what."""

import pytest
from worded import case, incident, support

from bot.case import Case, CaseKind, CaseState
from bot.finding import Alert, Level
from bot.incident import Incident
from bot.notice import Choice, NoticeKind
from bot.wording.letters import choices

ASK, DELETE, DOWN, WHERE = Choice.ASK_A_PERSON, Choice.DELETE_IT, Choice.TAKEN_DOWN, Choice.WHERE_TO_RAISE


DECIDE = (Choice.CLOSE, Choice.OVERTURN)


@pytest.mark.parametrize(
    ("about", "buttons"),
    [
        pytest.param(incident("naming", Level.POINTER), (ASK, WHERE), id="pointer"),
        pytest.param(incident(), (ASK, DELETE, DOWN, WHERE), id="reminder"),
        pytest.param(incident(level=Level.SERIOUS), (ASK, DELETE, WHERE), id="serious: no grace to claim"),
        pytest.param(incident(level=Level.DANGER), (ASK, DELETE), id="danger"),
        pytest.param(support("distress", Alert.NONE), (Choice.TELL_AN_ADMIN, DELETE, ASK), id="support"),
        pytest.param(support("allegation", Alert.THIN), (ASK, DELETE, WHERE), id="allegation"),
        pytest.param(support("missing-child", Alert.URGENT), (ASK,), id="a call for help stays up"),
    ],
)
def test_every_note_has_ask_a_person_and_what_else_helps(about: Incident, buttons: tuple[Choice, ...]) -> None:
    assert choices(NoticeKind.NOTE, about, None) == buttons


@pytest.mark.parametrize(
    ("about", "buttons"),
    [
        pytest.param(case(CaseKind.LOOK), (*DECIDE, Choice.MORE), id="look"),
        pytest.param(case(), (Choice.ACKNOWLEDGE, Choice.FRIENDLY, *DECIDE, Choice.MORE), id="open"),
        pytest.param(case(CaseKind.DANGER), (Choice.ACKNOWLEDGE, *DECIDE, Choice.MORE), id="danger"),
        pytest.param(case(CaseKind.WORRY), (Choice.ACKNOWLEDGE, *DECIDE), id="nothing to look into"),
        pytest.param(case(state=CaseState.ACKNOWLEDGED), (Choice.FRIENDLY, *DECIDE, Choice.MORE), id="somebody has it"),
        pytest.param(case(state=CaseState.CLOSED), (), id="over"),
    ],
)
def test_a_case_can_be_taken_closed_or_overturned_while_it_is_open(about: Case, buttons: tuple[Choice, ...]) -> None:
    assert choices(NoticeKind.CASE, incident(), about) == buttons
    assert choices(NoticeKind.ALERT, incident(), about) == buttons


def test_who_is_asked_overturns_or_lets_it_stay() -> None:
    assert choices(NoticeKind.APPEAL, incident(), case()) == (Choice.OVERTURN, Choice.STAYS)


def test_what_only_tells_has_no_buttons() -> None:
    silent = {kind for kind in NoticeKind if choices(kind, incident(), case()) == ()}

    assert silent == {
        NoticeKind.CLEARED,
        NoticeKind.ASKED,
        NoticeKind.OVERTURNED,
        NoticeKind.TAKEN,
        NoticeKind.WITHDRAWN,
        NoticeKind.TALK,
        NoticeKind.WAITING,
        NoticeKind.UNREAD,
        NoticeKind.SHADOWED,
        NoticeKind.OWN_RULES,
        NoticeKind.SECOND,
        NoticeKind.WEEKLY,
        NoticeKind.CHECK,
        NoticeKind.NEW_YEAR,
        NoticeKind.TRIED,
    }


def test_more_offers_what_can_be_undone_and_what_two_must_agree_to() -> None:
    feel = (Choice.NEVER, Choice.SOFTER, Choice.STRICTER)
    ticks = (Choice.ORDERLY, Choice.AT_RISK, Choice.CASE_FILE, *feel)

    assert choices(NoticeKind.OPTIONS, incident(), case()) == (Choice.REMOVE, Choice.PAUSE, Choice.PASS_ON, *ticks)
    assert choices(NoticeKind.OPTIONS, incident(), case(CaseKind.CROWD)) == (Choice.PASS_ON, *ticks)
