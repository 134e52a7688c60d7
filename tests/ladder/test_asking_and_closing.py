"""A person is asked, a case is acknowledged, closed, or lapses."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import MONDAY, PRIYA, SAM, TOM, case, incident, minutes, notice

from bot.case import Appeal, Case, CaseKind, CaseState
from bot.finding import Level
from bot.incident import CaseId, Count, Incident
from bot.ladder.asking import asked, stays
from bot.ladder.closing import acknowledged, closed, has_lapsed, lapsed
from bot.ladder.page import Page
from bot.notice import NoticeKind, NoticeState, ToAdmins, ToDeputy, ToMember
from bot.ports import Record

NOW = MONDAY
APPEAL = Appeal(words=None, asked_at=NOW)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(incident(), Count.FROZEN, id="what counts is frozen"),
        pytest.param(incident(count=Count.PROVISIONAL), Count.FROZEN, id="also before its note has arrived"),
        pytest.param(incident(count=Count.CLOSED), Count.CLOSED, id="what an admin has closed stays closed"),
        pytest.param(incident(Level.SERIOUS), Count.FROZEN, id="also what is serious"),
        pytest.param(incident(Level.DANGER), Count.NOTHING, id="danger has nothing to freeze"),
        pytest.param(incident(count=Count.LAPSED), Count.LAPSED, id="what has lapsed has nothing to freeze"),
    ],
)
def test_asking_a_person_freezes_the_count_at_once(before: Incident, after: Count) -> None:
    record = asked(Page(incident=before), "my side", NOW)

    assert record.incidents == (replace(before, count=after),)
    assert record.appeals == ((before.id, Appeal(words="my side", asked_at=NOW)),)
    assert [(n.kind, n.to) for n in record.notices] == [
        (NoticeKind.APPEAL, ToAdmins()),
        (NoticeKind.ASKED, ToMember(SAM.id)),
    ]


@pytest.mark.parametrize(
    ("appeal", "words", "changes"),
    [
        pytest.param(APPEAL, None, False, id="again"),
        pytest.param(APPEAL, "my side", True, id="again, with words"),
        pytest.param(replace(APPEAL, words="my side"), "my side", False, id="again, with the same words"),
        pytest.param(replace(APPEAL, decided_at=NOW), "my side", False, id="after the answer"),
    ],
)
def test_asking_again_only_adds_words(appeal: Appeal, words: str | None, *, changes: bool) -> None:
    record = asked(Page(incident=incident(count=Count.FROZEN), appeal=appeal), words, NOW)

    assert record == (Record(appeals=((incident().id, replace(appeal, words=words)),)) if changes else Record())


@pytest.mark.parametrize(("state", "times"), [(NoticeState.DELIVERED, 1), (NoticeState.QUEUED, 0)])
def test_words_that_come_after_the_question_went_out_go_out_too(state: NoticeState, times: int) -> None:
    before = incident(count=Count.FROZEN)
    first = replace(asked(Page(incident=incident()), None, NOW).notices[0], state=state)

    record = asked(Page(incident=before, appeal=APPEAL, notices=(first,)), "my side", NOW)

    assert [(n.kind, n.to, n.state) for n in record.notices] == [
        (NoticeKind.APPEAL, ToAdmins(), NoticeState.QUEUED)
    ] * times
    assert first.id not in {n.id for n in record.notices}


@pytest.mark.parametrize(
    ("before", "in_case", "after"),
    [
        pytest.param(incident(count=Count.FROZEN), None, Count.COUNTED, id="it counts again"),
        pytest.param(
            incident(count=Count.FROZEN, delivered_at=None), None, Count.PROVISIONAL, id="its note has not arrived"
        ),
        pytest.param(
            incident(count=Count.FROZEN), case(state=CaseState.CLOSED), Count.CLOSED, id="its case was closed meanwhile"
        ),
        pytest.param(incident(Level.DANGER), None, Count.NOTHING, id="nothing was frozen"),
    ],
)
def test_when_the_note_stays_its_count_does(before: Incident, in_case: Case | None, after: Count) -> None:
    pending = notice(NoticeKind.APPEAL, incident=before.id, to=ToMember(PRIYA.id))

    record = stays(Page(incident=before, appeal=APPEAL, case=in_case, notices=(pending,)), PRIYA.id, NOW)

    assert record.incidents == (replace(before, count=after),)
    assert record.appeals == ((before.id, replace(APPEAL, decided_at=NOW, decided_by=PRIYA.id, upheld=False)),)
    assert [(n.kind, n.state) for n in record.notices] == [
        (NoticeKind.APPEAL, NoticeState.VOID),
        (NoticeKind.STAYS, NoticeState.QUEUED),
    ]


def test_what_was_never_asked_or_is_decided_cannot_be_answered() -> None:
    decided = replace(APPEAL, decided_at=NOW)

    assert [stays(Page(incident=incident(), appeal=a), PRIYA.id, NOW) for a in (None, decided)] == [Record(), Record()]


DANGER = incident(Level.DANGER, case=CaseId("case-1"))
ALARM = (
    notice(NoticeKind.ALERT, to=ToMember(PRIYA.id), state=NoticeState.DELIVERED, incident=DANGER.id),
    notice(NoticeKind.ALERT, to=ToMember(SAM.id), state=NoticeState.WAITING, incident=DANGER.id, at=NOW + minutes(1)),
    notice(NoticeKind.ALERT, to=ToAdmins(), incident=DANGER.id, at=NOW + minutes(5)),
    notice(incident=DANGER.id, due_at=NOW + minutes(15)),
)


def test_acknowledging_ends_the_alarm_and_lets_the_poster_s_note_go() -> None:
    record = acknowledged(case(CaseKind.DANGER), ALARM, PRIYA.id, NOW + minutes(2), ToMember(PRIYA.id))

    assert record.cases == (
        case(
            CaseKind.DANGER,
            state=CaseState.ACKNOWLEDGED,
            acknowledged_at=NOW + minutes(2),
            acknowledged_by=PRIYA.id,
        ),
    )
    assert [(n.kind, n.state, n.due_at) for n in record.notices] == [
        (NoticeKind.ALERT, NoticeState.ACKNOWLEDGED, NOW),
        (NoticeKind.ALERT, NoticeState.ACKNOWLEDGED, NOW + minutes(1)),
        (NoticeKind.ALERT, NoticeState.ACKNOWLEDGED, NOW + minutes(5)),
        (NoticeKind.NOTE, NoticeState.QUEUED, NOW + minutes(2)),
    ]


def test_a_note_that_has_gone_out_already_is_left_as_it_is() -> None:
    sent = notice(incident=DANGER.id, due_at=NOW + minutes(15), state=NoticeState.DELIVERED)

    record = acknowledged(case(CaseKind.DANGER), (ALARM[0], sent), PRIYA.id, NOW, ToMember(PRIYA.id))

    assert [n.kind for n in record.notices] == [NoticeKind.ALERT]


@pytest.mark.parametrize(
    ("ended", "hear"),
    [
        pytest.param(case(CaseKind.DANGER), [ToMember(TOM.id)], id="an alarm: those who were told hear of it"),
        pytest.param(case(CaseKind.DANGER, acknowledged_by=TOM.id), [], id="one taken on: they have heard"),
        pytest.param(case(CaseKind.SERIOUS), [], id="no alarm: nobody was woken"),
    ],
)
def test_closing_a_case_ends_an_alarm_for_everybody(ended: Case, hear: list[ToMember]) -> None:
    told = tuple(
        notice(NoticeKind.ALERT, to=ToMember(who.id), state=NoticeState.DELIVERED, at=NOW + minutes(n))
        for n, who in enumerate((PRIYA, TOM))
    )

    record = closed(ended, (), told, PRIYA.id, NOW, ToMember(PRIYA.id))

    assert [n.to for n in record.notices if n.kind is NoticeKind.TAKEN] == hear


def test_the_others_who_were_told_hear_that_somebody_has_it() -> None:
    told = [
        notice(NoticeKind.ALERT, to=to, state=NoticeState.DELIVERED, at=NOW + minutes(n))
        for n, to in enumerate((ToAdmins(), ToMember(PRIYA.id), ToMember(TOM.id), ToMember(TOM.id), ToDeputy()))
    ]

    record = acknowledged(case(CaseKind.DANGER), tuple(told), PRIYA.id, NOW, ToMember(PRIYA.id))

    assert [n.to for n in record.notices if n.kind is NoticeKind.TAKEN] == [ToMember(TOM.id), ToDeputy()]


def test_acknowledging_twice_is_acknowledging_once() -> None:
    assert acknowledged(case(state=CaseState.ACKNOWLEDGED), ALARM, PRIYA.id, NOW, ToMember(PRIYA.id)) == Record()


def test_a_serious_note_held_for_the_morning_does_not_leave_because_an_admin_is_awake() -> None:
    held = notice(due_at=NOW + minutes(500), incident=incident(Level.SERIOUS).id)

    assert acknowledged(case(), (held,), PRIYA.id, NOW, ToMember(PRIYA.id)).notices == ()


def test_what_was_counted_in_a_closed_case_counts_towards_no_other_and_an_open_question_stays_open() -> None:
    counts = (Count.COUNTED, Count.PROVISIONAL, Count.FROZEN, Count.OVERTURNED)
    incidents = tuple(incident(count=count) for count in counts)

    record = closed(case(), incidents, (notice(NoticeKind.CASE),), PRIYA.id, NOW, ToMember(PRIYA.id))

    assert [each.count for each in record.incidents] == [Count.CLOSED, Count.CLOSED]
    assert record.cases == (case(state=CaseState.CLOSED, decided_at=NOW, decided_by=PRIYA.id),)
    assert [n.state for n in record.notices] == [NoticeState.VOID]
    assert closed(record.cases[0], incidents, (), PRIYA.id, NOW, ToMember(PRIYA.id)) == Record()


@pytest.mark.parametrize(
    ("state", "age", "is_over"),
    [
        pytest.param(CaseState.OPEN, timedelta(days=14, seconds=-1), False, id="a second less than fourteen days"),
        pytest.param(CaseState.OPEN, timedelta(days=14), True, id="fourteen days"),
        pytest.param(CaseState.OPEN, timedelta(days=14, seconds=1), True, id="a second more"),
        pytest.param(CaseState.ACKNOWLEDGED, timedelta(days=14), True, id="acknowledged is not decided"),
        pytest.param(CaseState.CLOSED, timedelta(days=20), False, id="decided"),
    ],
)
def test_a_case_nobody_decides_lapses_in_fourteen_days(state: CaseState, age: timedelta, *, is_over: bool) -> None:
    assert has_lapsed(case(state=state), MONDAY + age) is is_over


def test_with_a_lapsed_case_its_counts_lapse_also_those_a_person_was_asked_about() -> None:
    counts = (Count.COUNTED, Count.FROZEN, Count.CLEARED)

    record = lapsed(case(), tuple(incident(count=count) for count in counts), (notice(NoticeKind.ALERT),), NOW)

    assert [each.count for each in record.incidents] == [Count.LAPSED, Count.LAPSED]
    assert record.cases == (case(state=CaseState.LAPSED, decided_at=NOW),)
    assert [n.state for n in record.notices] == [NoticeState.VOID]
