"""Whom a direct message reaches is remembered no longer than it is of use."""

from datetime import timedelta
from pathlib import Path

from recorded import GROUP, NOON, opened

from bot.message import MemberId
from bot.ports import ClosedWay, Record, Why
from bot.reach import OpenWay


async def test_an_open_way_stands_until_it_closes_its_member_leaves_is_forgotten_or_is_silent_for_a_year(
    tmp_path: Path,
) -> None:
    ids = sam, jo, kim, lee = tuple(MemberId(f"p{number}") for number in range(1, 5))
    opened_by = tuple(OpenWay(group=GROUP, member=each, at=NOON) for each in ids)
    closed = ClosedWay(group=GROUP, member=sam, until=NOON + timedelta(days=1), why=Why.BLOCKED)

    async with opened(tmp_path) as store:
        await store.record(Record(opened=opened_by))
        for member in (jo, kim, lee):
            await store.save_language(GROUP, member, "pl", NOON)
        held = await store.about(GROUP, jo)
        before = await store.ways(GROUP, NOON)
        await store.record(Record(ways=(closed,)))
        await store.forget(GROUP, jo, NOON)
        await store.has_left(GROUP, kim)
        after = await store.ways(GROUP, NOON)
        later = await store.ways(GROUP, closed.until)
        languages = [await store.language(GROUP, each) for each in ids]
        await store.expire(NOON + timedelta(days=365))

        assert (held.wrote_at, held.language) == (NOON, "pl")
        assert languages == [None, None, None, "pl"]
        assert before == (frozenset(ids), frozenset())
        assert after == (frozenset({lee}), frozenset({sam}))
        assert later == (frozenset({lee}), frozenset())
        assert await store.ways(GROUP, NOON) == (frozenset(), frozenset())


async def test_the_language_a_member_chose_goes_a_year_after_they_chose_it_or_last_wrote(tmp_path: Path) -> None:
    year, moment = timedelta(days=365), timedelta(microseconds=1)
    sam, jo, kim = ids = tuple(MemberId(f"p{number}") for number in range(1, 4))
    async with opened(tmp_path) as store:
        for member in ids:
            await store.save_language(GROUP, member, "pl", NOON)
        await store.record(Record(opened=(OpenWay(group=GROUP, member=jo, at=NOON + timedelta(days=1)),)))
        await store.save_language(GROUP, kim, "ro", NOON + timedelta(days=2))

        left = []
        for later in (-moment, timedelta(), timedelta(days=1), timedelta(days=2)):
            await store.expire(NOON + year + later)
            left.append([await store.language(GROUP, each) for each in (sam, jo, kim)])

        assert left == [["pl", "pl", "ro"], [None, "pl", "ro"], [None, None, "ro"], [None, None, None]]
