"""Which messages are one incident, and what a graver one makes of it."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from builders import DUNN, KEMP, MONDAY, case, days, finding, incident, message, minutes, notice, said

from bot.case import CaseKind, CaseState
from bot.finding import Alert, Finding, Level, Span
from bot.incident import CaseId, Count, Incident
from bot.ladder.excerpts import LIMIT
from bot.ladder.merging import enlarged, home, raise_needs_number, raised, raises, softened
from bot.ladder.notices import note
from bot.ladder.page import Page
from bot.message import ChatId, MessageId
from bot.notice import NoticeKind, NoticeState
from bot.verdict import Verdict

OTHER_CHAT = ChatId("larkrise-trips")
REMINDED = incident(said=(said("Dunn is a muppet"),), delivered_at=MONDAY + minutes(1))
GRAVER = ("LOOK", "CROWD", "WORRY", "REPEATED", "SERIOUS", "RISK", "DANGER")
SAME_WORDS = "dunn  is a MUPPET"


@pytest.mark.parametrize(
    ("earlier", "later", "level", "is_one"),
    [
        pytest.param(REMINDED, {"at": minutes(2)}, Level.DANGER, True, id="within two minutes, however grave"),
        pytest.param(
            REMINDED, {"at": minutes(2), "chat": OTHER_CHAT}, Level.DANGER, False, id="within two minutes elsewhere"
        ),
        pytest.param(REMINDED, {"at": minutes(2.1)}, Level.DANGER, False, id="graver, after more than two minutes"),
        pytest.param(REMINDED, {"at": minutes(11)}, Level.REMINDER, True, id="ten minutes after the note arrived"),
        pytest.param(REMINDED, {"at": minutes(11.1)}, Level.REMINDER, False, id="a little later than that"),
        pytest.param(REMINDED, {"at": minutes(5)}, Level.SERIOUS, False, id="graver, soon after the note"),
        pytest.param(REMINDED, {"at": minutes(5)}, Level.LOOK, False, id="something else, soon after the note"),
        pytest.param(
            incident(count=Count.PROVISIONAL), {"at": minutes(5)}, Level.REMINDER, False, id="before the note arrived"
        ),
        pytest.param(
            REMINDED, {"at": days(1), "text": SAME_WORDS, "chat": OTHER_CHAT}, Level.REMINDER, True, id="the same words"
        ),
        pytest.param(
            REMINDED, {"at": days(1.1), "text": SAME_WORDS}, Level.REMINDER, False, id="the same words, days later"
        ),
        pytest.param(
            replace(REMINDED, count=Count.FROZEN), {"at": minutes(1)}, Level.REMINDER, False, id="a person was asked"
        ),
        pytest.param(
            replace(REMINDED, count=Count.CLEARED), {"at": minutes(1)}, Level.REMINDER, False, id="it was taken back"
        ),
        pytest.param(incident(Level.DANGER), {"at": minutes(10)}, Level.DANGER, True, id="one alarm in ten minutes"),
        pytest.param(incident(Level.DANGER), {"at": minutes(10)}, Level.REMINDER, True, id="no note beside an alarm"),
        pytest.param(incident(Level.DANGER), {"at": minutes(10.1)}, Level.DANGER, False, id="a later danger"),
        pytest.param(
            incident(Level.DANGER, said=(said(), said(at=MONDAY + minutes(8)))),
            {"at": minutes(15)},
            Level.DANGER,
            True,
            id="danger that went on, ten minutes after its last message",
        ),
        pytest.param(incident(Level.SUPPORT), {"at": minutes(9)}, Level.SUPPORT, True, id="one help note"),
        pytest.param(incident(Level.SUPPORT), {"at": minutes(9)}, Level.REMINDER, False, id="a reminder beside help"),
    ],
)
def test_messages_that_belong_together_are_one_incident(
    earlier: Incident, later: dict[str, Any], level: Level, *, is_one: bool
) -> None:
    following = message(**{"text": "Dunn again", **later, "at": MONDAY + later["at"]})

    assert (home(following, (finding(level),), (earlier,)) is earlier) is is_one


def test_the_last_of_several_is_the_one_it_belongs_to() -> None:
    first, second = REMINDED, incident(at=MONDAY + minutes(1), said=(said(at=MONDAY + minutes(1)),))

    assert home(message(at=MONDAY + minutes(2)), (finding(),), (first, second)) is second


def test_an_incident_grows_by_a_message() -> None:
    following = message("what a muppet, honestly", at=MONDAY + minutes(1), id=MessageId("2"))
    found = finding(target=KEMP, spans=(Span(7, 13),))

    larger = enlarged(REMINDED, following, (found,))

    line = said("what a muppet, honestly", at=MONDAY + minutes(1), message=MessageId("2"), spans=(Span(7, 13),))
    assert larger == replace(REMINDED, said=(*REMINDED.said, line), findings=(finding(), found))


def test_an_edited_message_keeps_how_it_was_said_and_how_it_stands_now() -> None:
    edited = message("Dunn is a clown", id=REMINDED.said[0].message, edited_at=MONDAY + minutes(3))

    larger = enlarged(REMINDED, edited, (finding(),))
    again = enlarged(larger, replace(edited, text="Dunn is a donkey"), (finding(),))
    back = enlarged(again, replace(edited, text="Dunn is a muppet"), (finding(),))

    assert [(line.excerpt, line.is_edited) for line in larger.said] == [
        ("Dunn is a muppet", False),
        ("Dunn is a clown", True),
    ]
    assert [line.excerpt for line in again.said] == ["Dunn is a muppet", "Dunn is a donkey"]
    assert [(line.excerpt, line.is_edited) for line in back.said] == [("Dunn is a muppet", True)]


def test_a_worry_about_an_adult_keeps_neither_version() -> None:
    thin = finding(Level.SUPPORT, alert=Alert.THIN)
    edited = message("worse", id=MessageId("7"), edited_at=MONDAY + minutes(1))

    larger = enlarged(REMINDED, edited, (thin,), replace(edited, text="better", edited_at=None))

    assert {line.excerpt for line in larger.said} == {None}


def test_a_long_earlier_version_is_kept_as_an_excerpt_of_280_characters() -> None:
    edited = message("worse", id=MessageId("7"), edited_at=MONDAY + minutes(1))

    larger = enlarged(REMINDED, edited, (finding(),), replace(edited, text="long " * 99, edited_at=None))

    assert [len(line.excerpt or "") for line in larger.said[1:]] == [LIMIT - 1, len("worse")]


def test_what_was_serious_cannot_be_edited_away() -> None:
    serious = incident(Level.SERIOUS, said=(said("as it was said"),))
    once = message("milder", id=serious.said[0].message, edited_at=MONDAY + minutes(3))
    twice = replace(once, text="milder still", edited_at=MONDAY + minutes(4))

    larger = enlarged(enlarged(serious, once, (finding(),)), twice, (finding(),))

    assert [line.excerpt for line in larger.said] == ["as it was said", "milder still"]


def test_a_worry_about_an_adult_keeps_no_words_not_even_earlier_ones() -> None:
    larger = enlarged(REMINDED, message(at=MONDAY + minutes(1)), (finding(Level.SUPPORT, alert=Alert.THIN),))

    assert [line.excerpt for line in larger.said] == [None, None]


def verdict(level: Level, *findings: Finding, **more: Any) -> Verdict:
    defaults: dict[str, Any] = {
        "findings": findings or (finding(level),),
        "note_at": MONDAY,
        "weight": 0,
        "count": Count.NOTHING,
        "case": None,
        "case_at": MONDAY if more.get("case") else None,
    }
    return Verdict(**{**defaults, **more})


SERIOUS = verdict(Level.SERIOUS, weight=2, count=Count.PROVISIONAL, case=CaseKind.SERIOUS)
DANGER = verdict(Level.DANGER, case=CaseKind.DANGER)


@pytest.mark.parametrize(
    ("page", "worth", "is_raised"),
    [
        pytest.param(Page(incident=REMINDED), verdict(Level.REMINDER), False, id="no graver"),
        pytest.param(Page(incident=REMINDED), SERIOUS, True, id="graver"),
        pytest.param(
            Page(incident=incident(Level.SERIOUS, case=CaseId("case-1")), case=case()),
            replace(SERIOUS, case=CaseKind.RISK),
            True,
            id="as grave, and now a life is at risk",
        ),
        pytest.param(
            Page(incident=incident(Level.DANGER, case=CaseId("case-1")), case=case(CaseKind.DANGER)),
            DANGER,
            False,
            id="an alarm that is given already",
        ),
    ],
)
def test_an_incident_is_raised_when_more_must_be_done_about_it(page: Page, worth: Verdict, *, is_raised: bool) -> None:
    assert raises(page, worth) is is_raised


def test_a_graver_message_replaces_the_note_and_opens_a_case() -> None:
    first = note(REMINDED, MONDAY, MONDAY)
    page = Page(incident=REMINDED, notices=(replace(first, state=NoticeState.DELIVERED, delivered_at=MONDAY),))

    record = raised(page, REMINDED, SERIOUS, number=7, now=MONDAY)

    assert raise_needs_number(page, SERIOUS)
    assert [(n.kind, n.state) for n in record.notices] == [
        (NoticeKind.NOTE, NoticeState.VOID),
        (NoticeKind.NOTE, NoticeState.QUEUED),
        (NoticeKind.CASE, NoticeState.QUEUED),
    ]
    (opened,) = record.cases
    assert (opened.kind, opened.number, opened.target) == (CaseKind.SERIOUS, 7, DUNN.key)
    assert record.incidents == (
        replace(REMINDED, level=Level.SERIOUS, weight=2, count=Count.PROVISIONAL, delivered_at=None, case=opened.id),
    )


def test_a_case_of_its_own_becomes_the_graver_one_and_is_to_be_acknowledged_anew() -> None:
    serious = incident(Level.SERIOUS, case=CaseId("case-1"))
    seen = case(state=CaseState.ACKNOWLEDGED, acknowledged_at=MONDAY, acknowledged_by=None)
    page = Page(incident=serious, case=seen, notices=(notice(NoticeKind.CASE, case=seen.id),))

    record = raised(page, serious, DANGER, number=None, now=MONDAY)

    assert not raise_needs_number(page, DANGER)
    assert record.cases == (case(CaseKind.DANGER),)
    assert [(n.kind, n.state) for n in record.notices if n.kind is not NoticeKind.NOTE] == [
        (NoticeKind.CASE, NoticeState.VOID),
        (NoticeKind.ALERT, NoticeState.QUEUED),
    ]


def test_danger_in_a_case_of_several_becomes_a_case_of_its_own() -> None:
    repeated = incident(case=CaseId("case-1"))
    page = Page(incident=repeated, case=case(CaseKind.REPEATED), mates=(incident(at=MONDAY - days(1)),))

    record = raised(page, repeated, DANGER, number=2, now=MONDAY)

    (opened,) = record.cases
    assert (opened.number, opened.kind) == (2, CaseKind.DANGER)
    assert record.incidents[0].case == opened.id


def test_a_serious_message_joins_the_case_that_stands() -> None:
    standing = case(CaseKind.REPEATED)
    page = Page(incident=REMINDED, standing=standing)

    record = raised(page, REMINDED, SERIOUS, number=None, now=MONDAY)

    assert not raise_needs_number(page, SERIOUS)
    assert record.cases == ()
    assert record.incidents[0].case == standing.id


def test_a_card_for_the_admins_changes_nothing_about_what_the_poster_was_told() -> None:
    unsure = finding(Level.LOOK)
    look = verdict(Level.LOOK, note_at=None, case=CaseKind.LOOK)
    larger = replace(REMINDED, findings=(unsure, *REMINDED.findings))

    record = raised(Page(incident=REMINDED), larger, look, number=1, now=MONDAY)

    (opened,) = record.cases
    assert record.incidents == (replace(REMINDED, findings=(*REMINDED.findings, unsure), case=opened.id),)
    assert [n.kind for n in record.notices] == [NoticeKind.CASE]


def test_what_was_edited_into_harmlessness_too_late_keeps_how_it_was_said_and_that_it_was_edited() -> None:
    (line,) = REMINDED.said

    after = softened(REMINDED, message("Lovely", id=line.message, at=MONDAY, edited_at=MONDAY + minutes(40)))

    assert after == replace(REMINDED, said=(line, said(None, message=line.message, spans=(), is_edited=True)))


def test_the_gravest_finding_of_an_incident_says_how_much_of_a_further_message_is_kept() -> None:
    serious = incident(Level.SERIOUS)
    long = message("a muppet " + "x" * 2 * LIMIT, at=MONDAY + minutes(1))

    after = enlarged(serious, long, (finding(Level.REMINDER),))

    assert after.said[-1].excerpt == long.text


@pytest.mark.parametrize(("less", "more"), [*pairwise(CaseKind[name] for name in GRAVER)])
def test_a_case_becomes_a_graver_one_and_never_a_lesser(less: CaseKind, more: CaseKind) -> None:
    def asks_for(kind: CaseKind, standing: CaseKind) -> bool:
        page = Page(incident=incident(Level.DANGER), case=case(standing))
        found = (finding(Level.LOOK),)
        asked = Verdict(findings=found, note_at=None, weight=0, count=Count.NOTHING, case=kind, case_at=MONDAY)
        return raises(page, asked)

    assert (asks_for(more, less), asks_for(less, more), asks_for(more, more)) == (True, False, False)
