"""Grace, and what follows when a person says that the bot was wrong."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import MONDAY, PRIYA, TOM, case, days, incident, minutes, notice, said

from bot.case import Appeal, CaseKind, CaseState
from bot.finding import Level
from bot.incident import CaseId, Count, Incident
from bot.ladder.page import Page
from bot.ladder.undoing import may_clear, overturned, overturned_case, still_a_case, take_back
from bot.message import MessageId
from bot.notice import NoticeKind, NoticeState, ToAdmins, ToDeputy, ToMember

REMINDED = incident()
CASE = CaseId("case-1")
CLEARED = incident(at=MONDAY - days(3), count=Count.CLEARED, delivered_at=MONDAY - days(3))
UNTOLD_CLEARED = replace(CLEARED, delivered_at=None)


@pytest.mark.parametrize(
    ("before", "history", "after", "clears"),
    [
        pytest.param(REMINDED, (), timedelta(minutes=15, seconds=-1), True, id="a second less"),
        pytest.param(REMINDED, (), timedelta(minutes=15), True, id="a quarter of an hour after the note"),
        pytest.param(REMINDED, (), timedelta(minutes=15, seconds=1), False, id="a second later"),
        pytest.param(replace(REMINDED, delivered_at=None), (), days(2), True, id="before the note has arrived"),
        pytest.param(REMINDED, (CLEARED,), minutes(1), True, id="the second time"),
        pytest.param(REMINDED, (CLEARED, CLEARED), minutes(1), False, id="the third time"),
        pytest.param(REMINDED, (UNTOLD_CLEARED, UNTOLD_CLEARED), minutes(1), True, id="taken back unasked before"),
        pytest.param(
            REMINDED,
            (CLEARED, replace(CLEARED, said=(said(at=MONDAY - days(30)),))),
            minutes(1),
            True,
            id="the third time, one a month ago",
        ),
        pytest.param(incident(Level.SERIOUS), (), minutes(1), False, id="something serious"),
        pytest.param(incident(Level.DANGER), (), minutes(1), False, id="danger"),
        pytest.param(incident(Level.POINTER), (), minutes(1), False, id="a pointer, where there is nothing to clear"),
        pytest.param(incident(count=Count.FROZEN), (), minutes(1), False, id="a person has been asked"),
        pytest.param(incident(count=Count.LAPSED), (), minutes(1), False, id="it lapsed"),
    ],
)
def test_grace_is_fifteen_minutes_twice_a_window_and_never_for_what_is_serious(
    before: Incident, history: tuple[Incident, ...], after: timedelta, *, clears: bool
) -> None:
    assert may_clear(before, history, MONDAY + after) is clears


def test_taking_it_back_wipes_the_words_and_says_thanks() -> None:
    taken = take_back(Page(incident=REMINDED), (REMINDED.said[0].message,), MONDAY + minutes(1))

    assert taken is not None
    assert taken.is_cleared
    (cleared,) = taken.record.incidents
    assert (cleared.count, cleared.weight, cleared.said[0].excerpt, cleared.said[0].spans) == (
        Count.CLEARED,
        0,
        None,
        (),
    )
    assert [(n.kind, n.to) for n in taken.record.notices] == [(NoticeKind.CLEARED, ToMember(REMINDED.poster.id))]


def test_taken_back_before_its_note_arrived_the_note_is_never_sent() -> None:
    provisional = incident(count=Count.PROVISIONAL)
    on_its_way = notice(incident=provisional.id)

    taken = take_back(Page(incident=provisional, notices=(on_its_way,)), (provisional.said[0].message,), MONDAY)

    assert taken is not None
    assert [(n.kind, n.state) for n in taken.record.notices] == [(NoticeKind.NOTE, NoticeState.VOID)]


def test_an_incident_stands_while_one_of_its_messages_does() -> None:
    second = said("what a muppet", message=MessageId("2"))
    both = incident(said=(*REMINDED.said, second))

    taken = take_back(Page(incident=both), (REMINDED.said[0].message,), MONDAY)

    assert taken is not None
    assert not taken.is_cleared
    assert taken.record.incidents == (replace(both, said=(replace(both.said[0], excerpt=None, spans=()), second)),)


THREE = tuple(incident(at=MONDAY - days(ago), case=CASE) for ago in (6, 3, 0))
TOLD = (
    notice(NoticeKind.CASE, to=ToAdmins(), state=NoticeState.DELIVERED, case=CASE),
    notice(NoticeKind.CASE, to=ToMember(PRIYA.id), state=NoticeState.DELIVERED, case=CASE),
    notice(NoticeKind.CASE, to=ToMember(TOM.id), state=NoticeState.WAITING, case=CASE),
)


def test_a_case_that_loses_its_third_is_withdrawn_and_whoever_was_told_hears_it() -> None:
    page = Page(incident=THREE[2], case=case(CaseKind.REPEATED), mates=THREE[:2], notices=TOLD)

    taken = take_back(page, (THREE[2].said[0].message,), MONDAY + minutes(1))

    assert taken is not None
    assert taken.record.cases == (case(CaseKind.REPEATED, state=CaseState.WITHDRAWN, decided_at=MONDAY + minutes(1)),)
    assert [each.case for each in taken.record.incidents] == [None, None, None]
    assert [(n.kind, n.to, n.state) for n in taken.record.notices] == [
        (NoticeKind.CASE, ToMember(TOM.id), NoticeState.VOID),
        (NoticeKind.CLEARED, ToMember(THREE[2].poster.id), NoticeState.QUEUED),
        (NoticeKind.WITHDRAWN, ToMember(PRIYA.id), NoticeState.QUEUED),
    ]


@pytest.mark.parametrize(
    ("kind", "remaining", "stands"),
    [
        pytest.param(CaseKind.REPEATED, THREE[:2], False, id="two of three"),
        pytest.param(CaseKind.REPEATED, THREE, True, id="three of four"),
        pytest.param(
            CaseKind.REPEATED, (*THREE[:2], replace(THREE[2], count=Count.FROZEN)), True, id="three, one being asked"
        ),
        pytest.param(CaseKind.SERIOUS, (incident(Level.SERIOUS),), True, id="the serious one"),
        pytest.param(
            CaseKind.REPEATED, (*THREE[:2], replace(THREE[2], count=Count.LAPSED)), False, id="three, one that lapsed"
        ),
        pytest.param(CaseKind.SERIOUS, (incident(),), False, id="a reminder that had joined"),
        pytest.param(
            CaseKind.SERIOUS, (incident(Level.SERIOUS, count=Count.OVERTURNED),), False, id="a serious one overturned"
        ),
        pytest.param(CaseKind.LOOK, (), False, id="nothing"),
    ],
)
def test_a_case_stands_while_what_remains_would_have_made_one(
    kind: CaseKind, remaining: tuple[Incident, ...], *, stands: bool
) -> None:
    assert still_a_case(kind, remaining) is stands


def test_overturned_means_wiped_uncounted_answered_and_told() -> None:
    asked = Appeal(words="it was a joke", asked_at=MONDAY)
    note = notice(incident=REMINDED.id, state=NoticeState.DELIVERED)
    letter = notice(NoticeKind.APPEAL, incident=REMINDED.id, to=ToMember(PRIYA.id), state=NoticeState.DELIVERED)
    page = Page(incident=replace(REMINDED, count=Count.FROZEN), notices=(note, letter), appeal=asked)

    record = overturned(page, TOM.id, MONDAY)

    (wiped,) = record.incidents
    assert (wiped.count, wiped.weight, wiped.said[0].excerpt) == (Count.OVERTURNED, 0, None)
    assert wiped.chief.target.key is None
    assert record.appeals == (
        (REMINDED.id, Appeal(words=None, asked_at=MONDAY, decided_at=MONDAY, decided_by=TOM.id, upheld=True)),
    )
    assert [(n.kind, n.to) for n in record.notices] == [
        (NoticeKind.OVERTURNED, ToMember(REMINDED.poster.id)),
        (NoticeKind.OVERTURNED, ToMember(PRIYA.id)),
    ]


def test_overturned_before_the_poster_was_told_they_are_never_told() -> None:
    danger = incident(Level.DANGER, case=CASE)
    told = (
        notice(incident=danger.id),
        notice(NoticeKind.ALERT, to=ToMember(PRIYA.id), case=CASE, state=NoticeState.DELIVERED),
        notice(NoticeKind.ALERT, to=ToDeputy(), case=CASE, state=NoticeState.DELIVERED, at=MONDAY + minutes(1)),
        notice(NoticeKind.ALERT, to=ToAdmins(), case=CASE, at=MONDAY + minutes(5)),
    )

    record = overturned(Page(incident=danger, case=case(CaseKind.DANGER), notices=told), PRIYA.id, MONDAY)

    assert [each.state for each in record.cases] == [CaseState.OVERTURNED]
    assert [(n.kind, n.to, n.state) for n in record.notices] == [
        (NoticeKind.ALERT, ToAdmins(), NoticeState.VOID),
        (NoticeKind.NOTE, ToMember(danger.poster.id), NoticeState.VOID),
        (NoticeKind.OVERTURNED, ToDeputy(), NoticeState.QUEUED),
    ]


def test_a_whole_case_overturned_is_told_once() -> None:
    pages = tuple(
        Page(
            incident=each,
            case=case(CaseKind.REPEATED),
            mates=tuple(other for other in THREE if other is not each),
            notices=TOLD,
        )
        for each in THREE
    )

    record = overturned_case(case(CaseKind.REPEATED), pages, TOM.id, MONDAY)

    assert {each.count for each in record.incidents} == {Count.OVERTURNED}
    assert [each.state for each in record.cases] == [CaseState.OVERTURNED]
    assert [(n.to, n.void_because) for n in record.notices if n.state is NoticeState.VOID] == [
        (ToMember(TOM.id), "its case is gone")
    ]
    told = [n.to for n in record.notices if n.kind is NoticeKind.OVERTURNED]
    assert told.count(ToMember(PRIYA.id)) == 1
    assert told.count(ToMember(THREE[0].poster.id)) == 3
