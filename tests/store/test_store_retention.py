"""Everything goes when its time is up, and not a microsecond before."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from recorded import GROUP, NOON, case, file_in, incident, mark, notice, opened

from bot.case import Appeal, CaseKind, CaseState
from bot.notice import NoticeState
from bot.ports import Record

MOMENT = timedelta(microseconds=1)


def days(number: int) -> datetime:
    return NOON + timedelta(days=number)


async def test_an_incident_goes_after_thirty_days_with_all_that_hangs_on_it(tmp_path: Path) -> None:
    record = Record(
        incidents=(incident(),),
        notices=(notice(incident="incident-1"),),
        appeals=((incident().id, Appeal(words="it was a joke", asked_at=NOON)),),
    )

    async with opened(tmp_path) as store:
        await store.record(record)

        assert await store.expire(days(30) - MOMENT) == 0
        assert await store.incident(incident().id) == incident()
        assert await store.expire(days(30)) == 1
        assert await store.incident(incident().id) is None
        assert await store.appeal(incident().id) is None
        assert await store.notice(notice().id) is None
        assert await store.ailments() == ()


@pytest.mark.parametrize(
    ("kind", "span"),
    [pytest.param(kind, 180 if kind is CaseKind.DANGER else 90, id=kind) for kind in CaseKind],
)
async def test_a_case_keeps_its_incidents_until_its_own_time_is_up(tmp_path: Path, kind: CaseKind, span: int) -> None:
    closed = case(kind=kind, decided_at=days(3))
    inside = incident(case=closed.id)

    async with opened(tmp_path) as store:
        await store.record(Record(cases=(closed,), incidents=(inside,), notices=(notice(case=closed.id),)))

        assert await store.expire(days(3 + span) - MOMENT) == 0
        assert await store.incident(inside.id) == inside
        assert await store.expire(days(3 + span)) == 1
        assert await store.case(closed.id) is None
        assert await store.notice(notice().id) is None


@pytest.mark.parametrize("kind", CaseKind)
async def test_a_case_nobody_ever_decides_does_not_stay_for_ever(tmp_path: Path, kind: CaseKind) -> None:
    span = 180 if kind is CaseKind.DANGER else 90
    undecided = case(kind=kind)
    async with opened(tmp_path) as store:
        await store.record(Record(cases=(undecided,), incidents=(incident(case=undecided.id),)))

        assert await store.expire(days(span) - MOMENT) == 0
        assert await store.open_cases(GROUP) == (undecided,)
        assert await store.expire(days(span)) == 1
        assert await store.open_cases(GROUP) == ()


@pytest.mark.parametrize("kind", CaseKind)
async def test_what_was_in_a_light_case_that_lapsed_goes_as_if_there_had_been_none(
    tmp_path: Path, kind: CaseKind
) -> None:
    lapsed = replace(case(kind=kind), state=CaseState.LAPSED, decided_at=days(14))
    early, late = (incident(name, posted_at=days(day), case=lapsed.id) for name, day in (("early", -20), ("late", 13)))
    is_light = kind in {CaseKind.LOOK, CaseKind.CROWD, CaseKind.REPEATED}
    async with opened(tmp_path) as store:
        await store.record(Record(cases=(lapsed,), incidents=(early, late)))

        assert await store.expire(days(10)) == (1 if is_light else 0)
        assert await store.evidence() == ((lapsed, None),)
        await store.expire(days(43) - MOMENT)
        assert await store.incident(late.id) == late
        await store.expire(days(43))
        assert (await store.case(lapsed.id) is None) is is_light
        await store.expire(days(14 + (180 if kind is CaseKind.DANGER else 90)))
        assert await store.case(lapsed.id) is None


async def test_a_mark_goes_at_its_own_time(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.record(Record(marks=(mark(),)))

        await store.expire(days(7) - MOMENT)
        assert await store.marks(GROUP, "staff:1", days(-1)) == (mark(),)
        await store.expire(days(7))
        assert await store.marks(GROUP, "staff:1", days(-1)) == ()


async def test_a_notice_that_reached_nobody_goes_after_thirty_days_though_its_case_stays(tmp_path: Path) -> None:
    void = notice("void", case="case-1", state=NoticeState.VOID)
    alone = notice("alone", state=NoticeState.ACKNOWLEDGED)
    told = notice("told", case="case-1", state=NoticeState.DELIVERED)

    async with opened(tmp_path) as store:
        await store.record(Record(cases=(case(),), notices=(void, alone, told)))

        await store.expire(days(30) - MOMENT)
        assert [await store.notice(each.id) for each in (void, alone, told)] == [void, alone, told]
        await store.expire(days(30))
        assert [await store.notice(each.id) for each in (void, alone, told)] == [None, None, told]


async def test_what_is_gone_is_gone_from_the_file_and_its_log_too(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.record(Record(incidents=(incident(),), notices=(replace(notice(), reference="sent-as-77"),)))
        files = list(file_in(tmp_path).parent.iterdir())
        assert any(b"sent-as-77" in file.read_bytes() for file in files)

        await store.expire(days(31))

        assert not any(b"sent-as-77" in file.read_bytes() for file in files)
        assert not any(b"incident-1" in file.read_bytes() for file in files)
